// `rawzmq decode`: monitor parts and ZMTP bytes explained, from anywhere.
import { Command, InvalidArgumentError, Option } from 'commander'
import { HexError, parseHex, type ByteKind, type Framing } from '../../lib/dissect/index.js'
import { dissectParts } from '../../lib/dissect/index.js'
import { UsageError } from '../../lib/errors.js'
import { explain } from '../decode/explain.js'
import { type ExplainOptions, refuseIdle } from '../decode/idle.js'
import { openFile, openInput } from '../decode/input.js'
import { Printer } from '../decode/printer.js'
import { fileError } from '../file-errors.js'
import { openKeyLog } from '../key-log-file.js'
import { keyLogOption, wholeNumber } from '../options.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'
import type { CommandDefinition } from './definition.js'

interface Flags {
  readonly as?: ByteKind
  readonly order?: 'le' | 'be'
  readonly framing?: Framing
  readonly mechanism?: string
  readonly port?: number[]
  readonly bytes: number
  readonly keylog?: string
  readonly brief?: true
  readonly json?: true
}

const EXAMPLES = `
Examples:
  rawzmq decode --hex 08001d000000 --text tcp://127.0.0.1:38375     a monitor event, its two parts
  rawzmq decode --hex '041a 05"READY" 0b"Socket-Type" 00000004 "PULL"'
  rawzmq decode x.pcap                          what tcpdump -i lo -w x.pcap has written
  rawzmq decode --brief --json run.msgpack      what --capture has written, one line an item
  rawzmq decode x.pcap --keylog keys.log        with what CURVE has sealed, if RAWZMQ_KEYLOG=keys.log was set
  tcpdump -i lo -U -w - port 5555 | rawzmq decode

Hex may have blanks, "text" in double quotes, *n to repeat, | between parts, # and ; before comments. In a
file a line may begin with C: (or ->) for the connecting side and S: (or <-) for the binding side.

Exit code: 0 all of it was explained; 1 something in it was wrong, and was said; 2 wrong usage, or a file
that cannot be read.
`

/** Declares `decode`. */
export const decodeCommand: CommandDefinition = (terminal, exit) => {
  // The order of --hex and --text among each other is the order of the parts.
  const parts: Buffer[] = []
  return new Command('decode')
    .description(
      'explain bytes field by field: monitor events (both versions), ZMTP greetings, commands, ' +
        'metadata and frames (1.0, 2.0, 3.x; NULL, PLAIN, CURVE)',
    )
    .argument(
      '[file]',
      'hex with comments, raw bytes, a capture of rawzmq, pcap or pcapng; - or nothing is stdin',
    )
    .option('--hex <digits>', 'a part, or the next bytes, in hex (repeatable)', text => {
      parts.push(...hexParts(text))
    })
    .option('--text <text>', 'a part, or the next bytes, as text (repeatable)', text => {
      parts.push(Buffer.from(text))
    })
    .addOption(
      new Option('--as <kind>', 'what the bytes are (default: told by themselves)').choices([
        'monitor',
        'monitor-jeromq',
        'wire',
        'frames',
        'command',
        'metadata',
      ] satisfies ByteKind[]),
    )
    .addOption(
      new Option(
        '--order <order>',
        'byte order of monitor events (default: of this machine)',
      ).choices(['le', 'be']),
    )
    .addOption(
      new Option(
        '--framing <version>',
        'layout of frames without a greeting (default: 3.x)',
      ).choices(['1.0', '2.0', '3.x'] satisfies Framing[]),
    )
    .addOption(
      new Option(
        '--mechanism <name>',
        'of commands without a greeting (default: by their size)',
      ).choices(['NULL', 'PLAIN', 'CURVE']),
    )
    .option(
      '--port <number>',
      'in a packet capture: ZMTP even if it shows no greeting of 2.0 or later (repeatable)',
      (text: string, before: number[] = []) => [...before, wholeNumber(1, 65_535)(text)],
    )
    .addOption(keyLogOption())
    .option('--bytes <count>', 'bytes of a field shown in hex', wholeNumber(0, 65_536), 32)
    .option('--brief', 'one line an item, without its fields')
    .option('--json', 'one JSON object an item')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, flags: Flags) => {
      exit(await decode(file, parts, flags, terminal))
    })
}

function hexParts(text: string): Buffer[] {
  try {
    const found = parseHex(text).flatMap(line => line.parts)
    // An empty part is what --hex '' means: an address may be empty.
    return found.length === 0 ? [Buffer.alloc(0)] : found
  } catch (error) {
    if (!(error instanceof HexError)) throw error
    const place = text.includes('\n') ? error.message : error.message.replace(/^line 1, /, '')
    throw new InvalidArgumentError(`${place}; for text there is --text.`)
  }
}

async function decode(
  file: string | undefined,
  parts: readonly Buffer[],
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const printer = new Printer(terminal, {
    isJson: flags.json === true,
    isBrief: flags.brief === true,
    bytesShown: flags.bytes,
  })
  const options: ExplainOptions = {
    ...(flags.port !== undefined && { ports: new Set(flags.port) }),
    kind: flags.as,
    framing: flags.framing,
    mechanism: flags.mechanism,
    keys: await openKeyLog(flags.keylog, terminal),
    ...(flags.order !== undefined && { order: flags.order === 'le' ? 'LE' : 'BE' }),
  }
  if (parts.length > 0) {
    if (file !== undefined)
      throw new UsageError('decode takes a file or --hex and --text, not both')
    refuseIdle('hex', options)
    for (const item of dissectParts(parts, options)) printer.item(item)
  } else {
    await decodeFile(file, options, terminal, printer)
  }
  if (printer.items === 0 && printer.faults === 0 && interruption(terminal) === undefined) {
    terminal.err('rawzmq: there is nothing in it that decode knows\n')
  }
  return interruption(terminal) ?? (printer.faults === 0 ? EXIT.done : EXIT.failed)
}

async function decodeFile(
  file: string | undefined,
  options: ExplainOptions,
  terminal: Terminal,
  printer: Printer,
): Promise<void> {
  const isStdin = file === undefined || file === '-'
  if (isStdin && (terminal.stdin as { isTTY?: boolean }).isTTY === true && file === undefined) {
    throw new UsageError('decode needs --hex, --text, a file, or bytes on stdin (- for a terminal)')
  }
  try {
    const input = await openInput(isStdin ? terminal.stdin : openFile(file), terminal.signal)
    await explain(input, options, printer)
  } catch (error) {
    throw isStdin ? error : fileError(file, error)
  }
}
