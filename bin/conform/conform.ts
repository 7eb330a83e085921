// What `rawzmq conform` does: puts an endpoint under test together from the flags, runs the suite, writes
// its reports.
import { access, constants, mkdir, readFile } from 'node:fs/promises'
import type { Case, Dialect, Mechanism, Mode } from '../../lib/conformance/case.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import type { Combination } from '../../lib/conformance/combine/combination.js'
import { explainCase, listCases } from '../../lib/conformance/explain.js'
import { junitReport, tapReport } from '../../lib/conformance/report/machine.js'
import { markdownMatrix } from '../../lib/conformance/report/markdown.js'
import { recordOf } from '../../lib/conformance/report/record.js'
import { badgeOf, summaryMarkdown } from '../../lib/conformance/report/summary.js'
import { textReport } from '../../lib/conformance/report/text.js'
import { type CaseResult, idOf, type SuiteResult } from '../../lib/conformance/result.js'
import { judge, parseExpectations, selectCases } from '../../lib/conformance/select.js'
import { mechanismOf } from '../../lib/conformance/security.js'
import { runSuite } from '../../lib/conformance/suite.js'
import { ALL_TYPES, BASE_TYPES } from '../../lib/conformance/vocabulary.js'
import { UsageError } from '../../lib/errors.js'
import type { SocketTypeName } from '../../lib/engine.js'
import { fileError } from '../file-errors.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'
import { type AllFlags, conformAll } from './all.js'
import { combinationsOf, combinedCases, tellSmallest } from './combine.js'
import { endpointUnderTest, type EndpointFlags } from './endpoint.js'
import { jsonLine, JsonLines, readRun } from './json.js'
import { writePages } from './pages.js'
import { progressTo } from './progress.js'
import { compareRuns, judgeByBaseline, readRecord, writeJson, writeText } from './record.js'

/** The command's options as commander gives them. */
export interface ConformFlags extends EndpointFlags, AllFlags {
  readonly socket?: readonly string[]
  readonly mode?: readonly string[]
  readonly mechanism?: readonly string[]
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly xfail?: string
  readonly strict?: true
  readonly dialect: Dialect
  readonly timeout: number
  readonly slow?: true
  readonly seed: number
  readonly jobs: number
  readonly format: 'text' | 'tap' | 'json' | 'junit' | 'markdown'
  readonly json?: true
  readonly verbose?: true
  readonly html?: string
  readonly add?: readonly string[]
  readonly list?: true
  readonly explain?: string
  readonly combine?: string
  readonly record?: string
  readonly baseline?: string
  readonly flaky?: string
  readonly flakyLimit: number
  readonly compare?: readonly string[]
  readonly summary?: string
  readonly badge?: string
}

/** Runs the command. @returns the exit code */
export async function conform(flags: ConformFlags, terminal: Terminal): Promise<number> {
  if (flags.explain !== undefined) {
    const subject = CASES.find(({ id }) => id === flags.explain?.replace(/[bc]$/, ''))
    if (subject === undefined) throw new UsageError(`--explain: there is no case ${flags.explain}`)
    terminal.out(isJson(flags) ? jsonLine(subject) : explainCase(subject))
    return EXIT.done
  }
  if (flags.compare !== undefined) return compareRuns(flags.compare, isJson(flags), terminal)
  const combinations = flags.combine === undefined ? undefined : combinationsFor(flags)
  const cases =
    combinations === undefined
      ? selectCases(CASES, flags.only ?? [], flags.skip ?? [])
      : combinedCases(combinations)
  if (flags.list === true) {
    const mechanisms = oneOf('--mechanism', flags.mechanism, MECHANISMS)
    const sockets = socketsOf(flags) ?? ALL_TYPES
    const chosen = casesFor(cases, sockets, modesOf(flags, MODES), mechanisms)
    terminal.out(isJson(flags) ? chosen.map(jsonLine).join('') : listCases(chosen))
    return EXIT.done
  }
  const sockets = socketsOf(flags)
  const expectations = await readList(flags.xfail)
  const flaky = await readList(flags.flaky)
  const baseline =
    flags.baseline === undefined ? undefined : await readRecord('--baseline', flags.baseline)
  const added = await Promise.all((flags.add ?? []).map(readResult))
  if (flags.html !== undefined) await makeFolder(flags.html)
  if (flags.results !== undefined) await makeFolder(flags.results)
  if (flags.all === true || flags.implementation !== undefined) {
    const each = (exec: string, wanted: readonly Case[]): Promise<SuiteResult> =>
      run(settingsFor({ ...flags, exec }, wanted, sockets, terminal), wanted, terminal)
    return conformAll(flags, cases, each, terminal)
  }
  const isStrict = flags.strict === true
  const lines =
    flags.json === true ? new JsonLines(terminal, cases, expectations, isStrict) : undefined
  const wanted = combinations?.map(({ socket }) => socket).filter(isFirst) ?? sockets
  const settings = settingsFor(flags, cases, wanted, terminal)
  const suite = await run(settings, cases, terminal, result => lines?.add(result))
  const judged = judge(suite.results, expectations, isStrict)
  const result = { ...suite, results: judged.results }
  if (lines === undefined) terminal.out(report(result, added, flags, isStrict))
  else lines.end(result)
  for (const passed of judged.passed) {
    terminal.err(`unexpected pass: ${passed.socket} ${idOf(passed)}: ${passed.verdict}\n`)
  }
  if (combinations !== undefined) {
    const again = (few: readonly Case[]) =>
      runSuite({
        ...settings,
        cases: few,
        jobs: 1,
        ...(settings.isShared ? {} : { sockets: few.flatMap(each => each.sockets ?? []) }),
      })
    await tellSmallest(combinations, suite, flags, terminal, again)
  }
  if (flags.html !== undefined) {
    await writePages(flags.html, [result, ...added], combinations === undefined ? CASES : cases)
  }
  // Whoever records a run is to see all of it again.
  const record = recordOf(result, { isOurs: true })
  if (flags.record !== undefined) await writeJson(flags.record, record)
  if (flags.badge !== undefined) await writeJson(flags.badge, badgeOf(result))
  if (flags.summary !== undefined) await writeText(flags.summary, summaryMarkdown(result))
  const interrupted = interruption(terminal)
  if (interrupted !== undefined) return interrupted
  if (suite.unreachable !== undefined) {
    terminal.err(`rawzmq: ${suite.unreachable}\n`)
    return EXIT.unreachable
  }
  if (baseline !== undefined) {
    // The verdicts of the baseline are what is expected, better or worse.
    return judgeByBaseline(baseline, record, flaky, flags.flakyLimit, terminal)
  }
  return judged.unexpected.length + judged.passed.length > 0 ? EXIT.failed : EXIT.done
}

/** What the flags say of a run. @throws UsageError if no case is left */
function settingsFor(
  flags: ConformFlags,
  cases: readonly Case[],
  sockets: readonly SocketTypeName[] | undefined,
  terminal: Terminal,
) {
  const chatter = (text: string): void => terminal.err(`${text}\n`)
  const patience = flags.timeout / 100
  const choice = {
    sockets: socketsOf(flags),
    modes: flags.mode && modesOf(flags, MODES),
    patience,
  }
  const under = endpointUnderTest(flags, choice, chatter, terminal.signal)
  const modes = modesOf(flags, under.modes)
  const mechanisms = oneOf('--mechanism', flags.mechanism, MECHANISMS)
  if (casesFor(cases, socketsOf(flags) ?? ALL_TYPES, modes, mechanisms).length === 0) {
    throw new UsageError(
      'none of the cases asked for is for this --socket, --mode and --mechanism (--list with them shows those that are)',
    )
  }
  return {
    sockets,
    modes,
    mechanisms,
    dialect: flags.dialect,
    seed: flags.seed,
    patience,
    isShared: under.isShared,
    jobs: under.isShared ? 1 : flags.jobs,
    isSlow: flags.slow === true,
    keepsTranscripts: flags.verbose === true || flags.html !== undefined,
    listenAt: under.listenAt,
    testee: under.testee,
    signal: terminal.signal,
  }
}

/** Runs the suite, and shows how far it is. */
async function run(
  settings: ReturnType<typeof settingsFor>,
  cases: readonly Case[],
  terminal: Terminal,
  heard: (result: CaseResult) => void = () => {},
): Promise<SuiteResult> {
  const shown = progressTo(terminal)
  const suite = await runSuite({
    ...settings,
    cases,
    starting: shown.starting,
    progress(result, done, of) {
      heard(result)
      shown.done(result, done, of)
    },
  })
  shown.end()
  return suite
}

/** With --list and --explain the two say the same. */
const isJson = ({ json, format }: ConformFlags): boolean => json === true || format === 'json'

function report(
  result: SuiteResult,
  added: readonly SuiteResult[],
  flags: ConformFlags,
  isStrict: boolean,
): string {
  const { format } = flags
  if (format === 'json') return jsonLine(result)
  if (format === 'tap') return tapReport(result, isStrict)
  if (format === 'markdown') {
    return markdownMatrix(
      [result, ...added].map((suite, at) => recordOf(suite, { isOurs: at === 0 })),
      CASES,
    )
  }
  if (format === 'junit') return junitReport(result, isStrict)
  return textReport(result, flags.verbose === true)
}

/** Those that are asked of one of the types in one of the directions with one of the mechanisms. */
function casesFor(
  cases: readonly Case[],
  sockets: readonly SocketTypeName[],
  modes: readonly Mode[],
  mechanisms: readonly Mechanism[],
): readonly Case[] {
  return cases.filter(
    one =>
      mechanisms.includes(mechanismOf(one)) &&
      (one.sockets ?? BASE_TYPES).some(socket => sockets.includes(socket)) &&
      (one.modes ?? MODES).some(mode => modes.includes(mode)),
  )
}

const MODES: readonly Mode[] = ['bind', 'connect']
const MECHANISMS: readonly Mechanism[] = ['NULL', 'PLAIN', 'CURVE']

/** The types that were asked for; undefined for all that the endpoint has. */
function socketsOf(flags: ConformFlags): readonly SocketTypeName[] | undefined {
  return flags.socket && oneOf('--socket', flags.socket, ALL_TYPES)
}

function modesOf(flags: ConformFlags, possible: readonly Mode[]): readonly Mode[] {
  return oneOf('--mode', flags.mode, possible)
}

/** The words of a flag, each of which must be possible; all that are, without it. @throws UsageError */
function oneOf<T extends string>(
  flag: string,
  words: readonly string[] | undefined,
  possible: readonly T[],
): readonly T[] {
  return (words ?? possible).map(word => {
    const known = possible.find(each => each.toLowerCase() === word.toLowerCase())
    if (known === undefined) {
      throw new UsageError(`${flag}: ${word} is none of ${possible.join(', ')}`)
    }
    return known
  })
}

/** A list of cases from a file; empty without one. */
async function readList(file: string | undefined) {
  return file === undefined ? [] : parseExpectations(await readText(file), CASES)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw fileError(file, error)
  }
}

async function readResult(file: string): Promise<SuiteResult> {
  const value = readRun(await readText(file))
  if (value !== undefined) return value
  throw new UsageError(`--add: ${file} is no result of rawzmq conform --format json or --json`)
}

/** Before the run: that is long, and its pages must have a place. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (error) {
    throw fileError(folder, error)
  }
}

const isFirst = <T>(value: T, at: number, all: readonly T[]): boolean => all.indexOf(value) === at

function combinationsFor(flags: ConformFlags): readonly Combination[] {
  if (flags.only !== undefined || flags.skip !== undefined) {
    throw new UsageError('--combine makes cases of its own: without --only and --skip')
  }
  const sockets = socketsOf(flags)
  const mechanisms = oneOf('--mechanism', flags.mechanism, MECHANISMS)
  const possible = flags.connect === undefined ? MODES : (['bind'] as const)
  const modes = modesOf(flags, flags.listen === undefined ? possible : ['connect'])
  return combinationsOf(flags.combine ?? '', { sockets, modes, mechanisms }, flags.seed)
}
