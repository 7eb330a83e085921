// What `rawzmq interop` does: every implementation whose driver is built, as each side with every other.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../../lib/clock.js'
import {
  chosen,
  type Implementation,
  implementations,
  isBuilt,
} from '../../lib/conformance/drivers/registry.js'
import { Unreachable, Unsupported } from '../../lib/conformance/testee.js'
import { UsageError } from '../../lib/errors.js'
import { renderPage, ReportBuilder } from '../../lib/report/index.js'
import { jsonLine } from '../conform/json.js'
import { loadAssets } from '../report/assets.js'
import { readInto } from '../report/read.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'
import { titleOf } from '../conform/all.js'
import { interopPage, type PairResult, type Tried } from './page.js'
import { End, Pair } from './pair.js'
import { type Scenario, SCENARIOS, whyNot } from './scenarios.js'
import { Taps } from './tap.js'

/** The command's options. */
export interface InteropFlags {
  readonly pairs?: readonly string[]
  readonly only?: readonly string[]
  readonly html?: string
  readonly json?: true
  readonly delay?: number
  readonly split?: number
  readonly cutAfter?: number
}

type Two = readonly [Implementation, Implementation]

/** The pairs that are wanted: `A:B` is one, `A` every pair with A. @throws UsageError */
function pairsOf(words: readonly string[] | undefined): readonly Two[] {
  const all = implementations()
  const named = (words ?? []).flatMap(word => word.split(':'))
  const missing = chosen('--pairs', all, words === undefined ? undefined : named).filter(
    each => !isBuilt(each),
  )
  if (words !== undefined && missing.length > 0) {
    const names = missing.map(({ name }) => name).join(',')
    throw new UsageError(`--pairs: not built here: npm run drivers -- --only ${names}`)
  }
  const built = all.filter(isBuilt)
  const pairs = built.flatMap(bound => built.map((other): Two => [bound, other]))
  return pairs.filter(
    ([bound, other]) =>
      words?.some(word => {
        const [first, second] = word.split(':')
        if (second !== undefined) return bound.name === first && other.name === second
        return bound.name === first || other.name === first
      }) !== false,
  )
}

/** Runs the command. @returns the exit code */
export async function interop(flags: InteropFlags, terminal: Terminal): Promise<number> {
  const pairs = pairsOf(flags.pairs)
  const scenarios = SCENARIOS.filter(
    ({ name }) => flags.only?.some(word => name.includes(word)) !== false,
  )
  if (scenarios.length === 0) {
    const names = SCENARIOS.map(({ name }) => name).join('; ')
    throw new UsageError(`--only ${flags.only?.join(',')}: none of ${names}`)
  }
  const { html } = flags
  if (html !== undefined) await mkdir(html, { recursive: true })
  const startedAt = new Date(systemClock.epochMs()).toISOString()
  const results: PairResult[] = []
  for (const [at, two] of pairs.entries()) {
    const result = await runPair(two, scenarios, flags, terminal).catch(notStarted(two))
    const interrupted = interruption(terminal)
    if (interrupted !== undefined) return interrupted
    results.push(result)
    const failed = result.tried.filter(({ state }) => state === 'failed')
    const ok = result.tried.filter(({ state }) => state === 'ok').length
    terminal.err(
      `[${at + 1}/${pairs.length}] ${result.bound} bound, ${result.connecting} connecting: ${ok} of ${ok + failed.length}\n`,
    )
    for (const { name, why = '' } of failed) terminal.err(`  ${name}: ${why}\n`)
    if (flags.json === true) terminal.out(jsonLine(result))
  }
  if (html !== undefined) {
    const page = join(html, 'index.html')
    await writeFile(page, interopPage(results, startedAt))
    terminal.err(`${page}\n`)
  }
  const all = results.flatMap(({ tried }) => tried).filter(({ state }) => state !== 'not for them')
  const failed = all.filter(({ state }) => state === 'failed').length
  if (flags.json !== true) {
    terminal.out(`${results.length} pairs: ${all.length - failed} of ${all.length} worked\n`)
  }
  return failed === 0 ? EXIT.done : EXIT.failed
}

/** A driver that does not start is a failure of its pair, and no end of the others. */
const notStarted =
  ([bound, connecting]: Two) =>
  (error: unknown): PairResult => {
    if (!(error instanceof Unreachable)) throw error
    const tried: Tried[] = [{ name: 'start', state: 'failed', why: error.message }]
    return { bound: titleOf(bound), connecting: titleOf(connecting), tried }
  }

async function runPair(
  two: Two,
  scenarios: readonly Scenario[],
  flags: InteropFlags,
  terminal: Terminal,
): Promise<PairResult> {
  const [bound, connecting] = two
  const name = `${bound.name}--${connecting.name}`
  const { html, delay, split, cutAfter } = flags
  const files =
    html === undefined
      ? undefined
      : { capture: join(html, `${name}.msgpack`), pcap: join(html, `${name}.pcapng`) }
  const faults = { delayMs: delay, splitBytes: split, cutAfterBytes: cutAfter }
  const taps = new Taps(files, faults, terminal)
  const tried: Tried[] = []
  const ends: End[] = []
  try {
    const chatter = (text: string): void => terminal.err(`${text}\n`)
    for (const each of two) ends.push(await End.start(each, terminal.signal, chatter))
    const pair = new Pair(ends[0] as End, ends[1] as End, taps)
    for (const scenario of scenarios) {
      if (terminal.signal.aborted) break
      tried.push(await tryOne(scenario, two, pair))
    }
    pair.close()
  } finally {
    await Promise.all(ends.map(end => end.driver.close()))
    taps.close()
  }
  const names = { bound: titleOf(bound), connecting: titleOf(connecting) }
  if (files === undefined) return { ...names, tried }
  const report = new ReportBuilder({ bytesShown: 64 })
  await readInto(report, files.capture, `${name}.msgpack`, terminal.signal)
  const page = renderPage(report.finish(`rawzmq interop: ${name}`), loadAssets())
  await writeFile(join(String(html), `${name}.html`), page)
  return { ...names, tried, report: `${name}.html`, packets: `${name}.pcapng` }
}

async function tryOne(scenario: Scenario, two: Two, pair: Pair): Promise<Tried> {
  const { name, wanted } = scenario
  const why = whyNot(scenario, two, pair)
  if (why !== undefined) return { name, state: 'not for them', why }
  try {
    await pair.open(wanted)
    const rate = await scenario.run(pair)
    return {
      name,
      state: 'ok',
      ...(rate === undefined ? {} : { rate: Math.round(rate as number) }),
    }
  } catch (error) {
    const { message } = error as Error
    return error instanceof Unsupported
      ? { name, state: 'not for them', why: message }
      : { name, state: 'failed', why: message }
  }
}
