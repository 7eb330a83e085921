// `rawzmq conform-monitor`: whether monitor events in captures come in an order that can be.
import { Command, InvalidArgumentError } from 'commander'
import { readCapture } from '../../lib/capture/player.js'
import {
  checkMonitorOrder,
  type IllegalStep,
  type SocketEvent,
} from '../../lib/conformance/monitor-order.js'
import { decodeMonitorEvent } from '../../lib/monitor/codec.js'
import { EVENT_ALL_V2 } from '../../lib/monitor/events.js'
import { EXIT, type Terminal } from '../terminal.js'
import type { CommandDefinition } from './index.js'

interface Flags {
  readonly mask: number
  readonly json?: true
}

const EXAMPLES = `
Examples:
  rawzmq monitor PULL --bind 'tcp://127.0.0.1:*' --capture pull.msgpack; rawzmq conform-monitor pull.msgpack
  rawzmq conform-monitor --mask 0x1400 masked.msgpack      only these events were asked for

Exit code: 0 every order is legal; 1 one is not: the first illegal step of each socket is named;
2 wrong usage, or a file that is no capture.
`

/** Declares `conform-monitor`. */
export const conformMonitorCommand: CommandDefinition = (terminal, exit) =>
  new Command('conform-monitor')
    .description(
      'check captures of monitor events, of any implementation, against the legal orders',
    )
    .argument('<files...>', 'captures (docs/captures.md)')
    .option('--mask <bits>', 'the events that were asked for (default: all)', bits, EVENT_ALL_V2)
    .option('--json', 'one JSON object a file')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: Flags) => exit(await check(files, flags, terminal)))

function bits(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1 || number > EVENT_ALL_V2) {
    throw new InvalidArgumentError('It must be a number from 1 to 0x1ffff.')
  }
  return number
}

async function check(files: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  let isLegal = true
  for (const file of files) {
    const { header, rows } = await readCapture(file)
    const events = rows.flatMap((row): SocketEvent[] =>
      row.kind === 'monitor'
        ? [{ socket: row.socket, event: decodeMonitorEvent(row.parts, header.byteOrder) }]
        : [],
    )
    const faults = checkMonitorOrder(events, flags.mask)
    isLegal &&= faults.length === 0
    if (flags.json === true) {
      terminal.out(`${JSON.stringify({ file, events: events.length, faults })}\n`)
    } else
      terminal.out(
        faults.length === 0
          ? `${file}: legal, ${events.length} events\n`
          : faultLines(file, faults),
      )
  }
  return isLegal ? EXIT.done : EXIT.failed
}

function faultLines(file: string, faults: readonly IllegalStep[]): string {
  return faults
    .map(({ socket, index, event, reason }) => {
      const what =
        event === undefined ? 'at the end' : `event ${index + 1}, ${event.name ?? event.event}`
      return `${file}: ${socket}: ${what}: ${reason}\n`
    })
    .join('')
}
