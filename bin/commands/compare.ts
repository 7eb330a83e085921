// rawzmq compare: the same scenarios on both engines, monitor events side by side.
import { Command } from 'commander'
import {
  trialsOf,
  describeResult,
  runTrials,
  SCENARIOS,
  selectTrials,
  verdictLine,
  type Trial,
  type TrialResult,
} from '../../lib/compare/index.js'
import { UsageError } from '../../lib/errors.js'
import { nativeEngine } from '../../lib/native/index.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { wholeNumber } from '../options.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'

interface Options {
  readonly list?: true
  readonly json?: true
  readonly show?: true
  readonly jobs: number
  readonly deadline: number
}

/** So few cases are shown in full without being asked. */
const SHOWN_IN_FULL = 4

const EXAMPLES = `
Examples:
  rawzmq compare bind-port-zero --show

Exit code: 0 every scenario is the same, or differs as docs/events.md says; 1 one does not; 2 wrong usage;
130 Ctrl-C.
`

/** The command. */
export const compareCommand = (terminal: Terminal, exit: (code: number) => void): Command =>
  new Command('compare')
    .description(
      'run scenarios on both engines at once and compare their monitor events: descriptors, ports ' +
        'and random intervals by role, everything else byte for byte',
    )
    .argument('[scenarios...]', 'names, beginnings of names, or patterns with *', [])
    .option('--list', 'only list the scenarios')
    .option('--json', 'one JSON object a scenario')
    .option('--show', 'show the events of every scenario, with their raw parts')
    .option('--jobs <count>', 'scenarios at a time', wholeNumber(1, 16), 3)
    .option('--deadline <ms>', 'how long an event is waited for', wholeNumber(1), 10_000)
    .addHelpText('after', EXAMPLES)
    .action(async (filters: string[], options: Options) => {
      const { selected, unknown } = selectTrials(trialsOf(SCENARIOS), filters)
      const [first] = unknown
      if (first !== undefined) {
        throw new UsageError(
          `no scenario is called ${first.filter}; did you mean ${first.close.join(', ')}? (--list)`,
        )
      }
      if (options.list === true) list(selected, options, terminal)
      else exit(await run(selected, options, terminal))
    })

function list(cases: readonly Trial[], { json }: Options, terminal: Terminal): void {
  for (const { id, scenario, transport } of cases) {
    const reason = scenario.deliberate?.[transport]?.reason
    const line = JSON.stringify({ scenario: id, title: scenario.title, deliberate: reason })
    terminal.out(json === true ? `${line}\n` : `${id}  ${scenario.title}\n`)
  }
}

async function run(
  cases: readonly Trial[],
  { json, show, jobs, deadline }: Options,
  terminal: Terminal,
): Promise<number> {
  const isShownInFull = show === true || cases.length <= SHOWN_IN_FULL
  const engines = { typescript: async () => typescriptEngine(), native: () => nativeEngine() }
  const { signal } = terminal
  let done = 0
  const results = await runTrials(
    cases,
    { engines, deadlineMs: deadline, jobs, signal },
    result => {
      done++
      if (json === true) terminal.out(`${JSON.stringify(jsonOf(result))}\n`)
      else if (isShownInFull || result.verdict === 'different') {
        terminal.out(`${describeResult(result, { hasRawParts: show === true })}\n`)
      } else {
        terminal.out(`${verdictLine(result)}\n`)
      }
      if (json === true) terminal.err(`${done}/${cases.length} ${verdictLine(result)}\n`)
    },
  )
  const interrupted = interruption(terminal)
  if (interrupted !== undefined) return interrupted
  const count = (verdict: string): number =>
    results.filter(result => result.verdict === verdict).length
  const different = count('different')
  terminal.err(
    `${results.length} scenarios: ${count('same')} same, ${count('deliberate')} deliberate, ` +
      `${different} different\n`,
  )
  return different === 0 ? EXIT.done : EXIT.failed
}

function jsonOf({ id, title, verdict, reason, versions, recordings, milliseconds }: TrialResult) {
  return {
    scenario: id,
    title,
    verdict,
    reason,
    milliseconds,
    versions: versions.map(({ version, verdict: versionVerdict, lanes, calls, faults }, index) => ({
      version,
      verdict: versionVerdict,
      sockets: lanes.map(({ socket, typescript, native }) => ({
        socket,
        typescript,
        native,
        raw: {
          typescript: rawParts(recordings[index]?.typescript, socket),
          native: rawParts(recordings[index]?.native, socket),
        },
      })),
      calls,
      faults,
    })),
  }
}

function rawParts(
  recording: TrialResult['recordings'][number]['native'] | undefined,
  socket: string,
): string[][] {
  const lane = recording?.lanes.find(candidate => candidate.socket === socket)
  return (lane?.events ?? []).map(({ parts }) => parts.map(part => part.toString('hex')))
}
