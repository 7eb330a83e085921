// `rawzmq report`: captures as one page to look at.
import { realpathSync } from 'node:fs'
import { Command } from 'commander'
import { CaptureFormatError } from '../../lib/capture/index.js'
import { UsageError } from '../../lib/errors.js'
import { ENTRIES_MAX, renderPage, ReportBuilder } from '../../lib/report/index.js'
import { captureFault, fileError, writeWhole } from '../file-errors.js'
import { openKeyLog } from '../key-log-file.js'
import { keyLogOption, wholeNumber } from '../options.js'
import { loadAssets } from '../report/assets.js'
import { namesOf, readInto } from '../report/read.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'
import type { CommandDefinition } from './definition.js'

interface Flags {
  readonly output: string
  readonly bytes: number
  readonly entries: number
  readonly keylog?: string
}

const EXAMPLES = `
Examples:
  rawzmq run --capture run.msgpack && rawzmq report run.msgpack -o run.html
  rawzmq report producer.msgpack consumer.msgpack -o both.html     merged by the time of day
  rawzmq report run.msgpack -o - > run.html

The page needs no network. A page that is there is overwritten.

Exit code: 0 the page is written; 1 a file is no capture or is damaged (what comes before the damage is
shown), or the page cannot be written; 2 wrong usage, or a file cannot be opened.
`

/** Declares `report`. */
export const reportCommand: CommandDefinition = (terminal, exit) =>
  new Command('report')
    .description(
      'one self-contained HTML page of captures: lanes, handshakes, messages, gate and monitor ' +
        'events on a time line, the bytes of each explained',
    )
    .argument('<files...>', 'captures (docs/captures.md)')
    .requiredOption('-o, --output <page>', 'the page to write; - is stdout')
    .option('--bytes <count>', 'bytes of a field shown in hex', wholeNumber(0, 65_536), 64)
    .option(
      '--entries <count>',
      'most entries on the page; more are thinned, and the page says so',
      wholeNumber(100, 1_000_000),
      ENTRIES_MAX,
    )
    .addOption(keyLogOption())
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: Flags) => exit(await report(files, flags, terminal)))

async function report(files: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const { output, bytes, entries } = flags
  const own = files.find(file => isSameFile(file, output))
  if (own !== undefined) throw new UsageError(`--output is ${own} itself, which is to be read`)
  const keys = await openKeyLog(flags.keylog, terminal)
  const builder = new ReportBuilder({
    bytesShown: bytes,
    entriesMax: entries,
    ...(keys !== undefined && { keys }),
  })
  if (keys !== undefined) {
    builder.remark('opened with a key log: what CURVE had sealed stands here for all to read')
  }
  let isDamaged = false
  const names = namesOf(files)
  for (const [index, file] of files.entries()) {
    try {
      const isWhole = await readInto(builder, file, names[index] ?? file, terminal.signal)
      isDamaged ||= !isWhole
    } catch (error) {
      if (error instanceof CaptureFormatError) {
        terminal.err(captureFault(file, error))
        return EXIT.failed
      }
      throw fileError(file, error)
    }
  }
  const interrupted = interruption(terminal)
  if (interrupted !== undefined) return interrupted
  const data = builder.finish(`rawzmq report: ${names.join(', ')}`)
  const page = renderPage(data, loadAssets())
  // A page is no text for a terminal: its script must stay as it is.
  if (output === '-') terminal.stdout.write(page)
  else {
    writeWhole(output, page)
    const size = Buffer.byteLength(page)
    terminal.err(`${output}: ${data.entries.at.length} entries, ${Math.ceil(size / 1024)} KiB\n`)
  }
  for (const remark of data.remarks) terminal.err(`${remark}\n`)
  return isDamaged ? EXIT.failed : EXIT.done
}

function isSameFile(one: string, two: string): boolean {
  try {
    return two !== '-' && realpathSync(one) === realpathSync(two)
  } catch {
    // One of them is not there: the page is new, or reading the file will say what is wrong.
    return false
  }
}
