// `rawzmq replay`: decides all of a capture again and says where that comes to something else.
import { Command, InvalidArgumentError } from 'commander'
import { CaptureFormatError } from '../../lib/capture/format-error.js'
import { remarksOn } from '../../lib/capture/remarks.js'
import { systemClock } from '../../lib/clock.js'
import { captureFault, fileError } from '../file-errors.js'
import type { ReplayStep } from '../../lib/replay/difference.js'
import { replayCapture, type ReplayResult } from '../../lib/replay/replay.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'
import type { CommandDefinition } from './definition.js'

interface Flags {
  readonly speed: number
  readonly json?: true
}

const EXAMPLES = `
Examples:
  rawzmq run --capture run.msgpack && rawzmq replay run.msgpack
  rawzmq replay --speed 1 run.msgpack          as slow as it was
  rawzmq replay --json run.msgpack             one object a line; the last is the result

Exit code: 0 every phase, effect and state came out as recorded; 1 something did not, or the file is
damaged; 2 wrong usage.
`

/** Declares `replay`. */
export const replayCommand: CommandDefinition = (terminal, exit) =>
  new Command('replay')
    .description(
      'feed monitor decoder, gate and connections from a capture, without a network, and compare ' +
        'what they come to with what was recorded',
    )
    .argument('<file>', 'a capture (docs/captures.md)')
    .option('--speed <factor>', '0: at once, 1: as it happened, 10: ten times as fast', speed, 0)
    .option('--json', 'one JSON object a line, the last is the result')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: Flags) => exit(await replay(file, flags, terminal)))

function speed(text: string): number {
  const factor = Number(text)
  if (text.trim() === '' || !Number.isFinite(factor) || factor < 0) {
    throw new InvalidArgumentError('It must be a number from 0 on, such as 0, 1 or 10.')
  }
  return factor
}

async function replay(file: string, flags: Flags, terminal: Terminal): Promise<number> {
  const isJson = flags.json === true
  const tell = (step: ReplayStep): void =>
    terminal.out(isJson ? `${JSON.stringify(step)}\n` : `${describe(step)}\n`)
  const options = { speed: flags.speed, clock: systemClock, signal: terminal.signal, tell }
  try {
    const result = await replayCapture(file, options)
    if (isJson) terminal.out(`${JSON.stringify({ type: 'result', ...result })}\n`)
    for (const line of summary(result)) terminal.err(`${line}\n`)
    return result.differences === 0 ? EXIT.done : EXIT.failed
  } catch (error) {
    const interrupted = interruption(terminal)
    if (interrupted !== undefined) return interrupted
    if (error instanceof CaptureFormatError) {
      terminal.err(captureFault(file, error))
      return EXIT.failed
    }
    throw fileError(file, error)
  }
}

function describe(step: ReplayStep): string {
  const at = `${step.at.toFixed(3).padStart(12)} `
  switch (step.type) {
    case 'event':
      return `${at} ${quote(step.socket)}  ${step.event} ${step.value} ${quote(step.address)}`
    case 'phase':
      return `${at} ${quote(step.socket)}  gate: ${step.phase}`
    case 'state':
      return `${at} ${quote(step.connection)}, ${step.side}: ${step.state}`
    case 'difference': {
      const { where, what, recorded, replayed } = step
      const values = `recorded ${JSON.stringify(recorded)}, replayed ${JSON.stringify(replayed)}`
      return `${at} ${quote(where)}  DIFFERENT ${what}: ${values}`
    }
  }
}

/** Text from a file, in one line. */
function quote(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function* summary(result: ReplayResult): Generator<string> {
  const { header, rows, events, differences } = result
  const source = `${quote(header.implementation)} ${quote(header.implementationVersion)}`
  yield `${rows} rows of ${source}, ${quote(header.source)}; ${events} monitor events`
  yield* remarksOn(result)
  for (const [socket, phase] of Object.entries(result.gates)) {
    yield `gate of ${quote(socket)}: ${quote(phase)}`
  }
  for (const [name, sides] of Object.entries(result.connections)) {
    for (const [side, { state, messages, reason }] of Object.entries(sides)) {
      const detail = reason === undefined ? `${messages} messages received` : quote(reason)
      yield `connection ${quote(name)}, ${side}: ${state} (${detail})`
    }
  }
  if (result.furtherConnections > 0) yield 'there are more connections, which were not replayed'
  yield differences === 0 ? 'everything came out as recorded' : `${differences} differences`
}
