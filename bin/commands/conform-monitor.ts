// `rawzmq conform-monitor`: captures of monitor events, from whatever implementation, against the legal orders.
import { Command, InvalidArgumentError } from 'commander'
import { CaptureFormatError } from '../../lib/capture/format-error.js'
import { CapturePlayer } from '../../lib/capture/player.js'
import { judgeMonitors, type MonitorJudgement } from '../../lib/conformance/monitor-capture.js'
import { plural } from '../../lib/dissect/field.js'
import { EVENT_ALL_V2, EVENTS } from '../../lib/monitor/events.js'
import { systemText } from '../file-errors.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'
import type { CommandDefinition } from './definition.js'

interface Flags {
  readonly mask?: number
  readonly late?: true
  readonly json?: true
}

const EXAMPLES = `
Without --mask a monitor is taken for one of all events, unless it never says how anything began; then only
the form of its events is judged, and that is said.

Examples:
  rawzmq monitor pull --bind tcp://127.0.0.1:5555 --capture pull.msgpack
  rawzmq conform-monitor pull.msgpack
  rawzmq conform-monitor --mask LISTENING,ACCEPTED,HANDSHAKE_SUCCEEDED pull.msgpack
  rawzmq conform-monitor --json fixtures/monitor/*.msgpack     one object a monitor

Exit code: 0 every order is legal; 1 one is not; or a file is no capture; 2 wrong usage, or a
file cannot be read.
`

/** Declares `conform-monitor`. */
export const conformMonitorCommand: CommandDefinition = (terminal, exit) =>
  new Command('conform-monitor')
    .description('check captures of monitor events, from any implementation, for legal orders')
    .argument('<file...>', 'captures (docs/captures.md)')
    .option('--mask <events>', 'the events asked for: a number or names (default: all)', mask)
    .option('--late', 'the monitor was not on from the beginning: what it never saw may be there')
    .option('--json', 'one JSON object a line for each monitor')
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], flags: Flags) =>
      exit(await conformMonitor(files, flags, terminal)),
    )

function mask(text: string): number {
  if (/^(0x[0-9a-f]+|\d+)$/i.test(text)) {
    const number = Number(text)
    if (number > 0 && number <= EVENT_ALL_V2) return number
    throw new InvalidArgumentError(`It must be from 1 to 0x${EVENT_ALL_V2.toString(16)}.`)
  }
  return text.split(',').reduce((bits, word) => {
    if (Object.hasOwn(EVENTS, word)) return bits | EVENTS[word as keyof typeof EVENTS]
    const known = Object.keys(EVENTS).join(', ')
    throw new InvalidArgumentError(`${JSON.stringify(word)} is no event. There are ${known}.`)
  }, 0)
}

async function conformMonitor(
  files: readonly string[],
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  let worst: number = EXIT.done
  const total = { monitors: 0, events: 0, illegal: 0, unread: 0 }
  for (const file of files) {
    try {
      const player = new CapturePlayer(file)
      const options = { mask: flags.mask, isLate: flags.late === true }
      const judgements = await judgeMonitors(player, options)
      for (const judgement of judgements) {
        total.monitors++
        total.events += judgement.events
        if (judgement.illegal !== undefined) total.illegal++
        terminal.out(flags.json === true ? json(file, judgement) : describe(file, judgement))
      }
      if (judgements.length === 0) terminal.err(`rawzmq: ${file}: no monitor events in it\n`)
      if (player.ending?.kind === 'torn') terminal.err(`rawzmq: ${file}: the last row is torn\n`)
    } catch (error) {
      const interrupted = interruption(terminal)
      if (interrupted !== undefined) return interrupted
      const { code, syscall, message } = error as NodeJS.ErrnoException
      const isUnreadable = code !== undefined && syscall !== undefined
      if (!isUnreadable && !(error instanceof CaptureFormatError)) throw error
      terminal.complain(`${file}: ${isUnreadable ? systemText(error) : message}`)
      worst = Math.max(worst, isUnreadable ? EXIT.usage : EXIT.failed)
      total.unread++
    }
    const interrupted = interruption(terminal)
    if (interrupted !== undefined) return interrupted
  }
  terminal.err(`${summary(total, files.length - total.unread)}\n`)
  return worst === EXIT.done && total.illegal > 0 ? EXIT.failed : worst
}

interface Total {
  readonly monitors: number
  readonly events: number
  readonly illegal: number
  readonly unread: number
}

function summary({ monitors, events, illegal, unread }: Total, read: number): string {
  const legal = monitors === 0 ? 'nothing to judge' : 'every order is legal'
  const verdict = illegal === 0 ? legal : `${illegal} illegal`
  const missing = unread === 0 ? '' : `; ${plural(unread, 'file')} not read`
  const counts = `${plural(events, 'event')} of ${plural(monitors, 'monitor')} in ${plural(read, 'file')}`
  return `${counts}: ${verdict}${missing}`
}

function json(file: string, { illegal, ...judgement }: MonitorJudgement): string {
  const verdict = illegal === undefined ? 'legal' : 'illegal'
  return `${JSON.stringify({ file, ...judgement, verdict, ...(illegal && { illegal }) })}\n`
}

function describe(file: string, judgement: MonitorJudgement): string {
  const { socket, version, events, isMasked, illegal } = judgement
  const who = `${file}: ${JSON.stringify(socket)}, version ${version}`
  const how = isMasked ? ' (some events only: their form)' : ''
  if (illegal === undefined) return `legal    ${who}, ${events} events${how}\n`
  const { row, number, event, rule, allowed } = illegal
  const lines = [
    `ILLEGAL  ${who}: event ${number} of ${events}, row ${row}`,
    `         ${event}`,
    `         ${rule}`,
    `         allowed here: ${allowed.length === 0 ? 'nothing with these addresses' : allowed.join(', ')}`,
  ]
  return `${lines.join('\n')}\n`
}
