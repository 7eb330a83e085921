// Checks for option values, shared by the commands: each takes the text of the command line and gives the
// value, or says what is allowed. Commander puts the option's name in front of the text.
import { statSync } from 'node:fs'
import { InvalidArgumentError, Option } from 'commander'
import type { RecorderSummary } from '../lib/capture/recorder.js'
import type { EngineName } from '../lib/engine.js'

/** What a recorder asks for at least. */
const CAPTURE_LIMIT_MIN = 1024

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`
  return (text: string): number => {
    const number = Number(text)
    if (text.trim() === '' || !Number.isSafeInteger(number) || number < least || number > most) {
      throw new InvalidArgumentError(`It must be a whole number ${range}.`)
    }
    return number
  }
}

/** The longest wait a timer can do, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1

/** A duration in milliseconds. */
export const milliseconds = wholeNumber(0, LONGEST_MS)

/** A limit in milliseconds; 0 is none, and gives Infinity. */
export function timeLimit(text: string): number {
  return milliseconds(text) || Infinity
}

/** A bit mask, in any notation that Number takes: 2047, 0x07ff, 0b11. */
export function bitMask(text: string): number {
  const mask = Number(text)
  if (text.trim() === '' || !Number.isInteger(mask) || mask < 1 || mask > 0xffff) {
    throw new InvalidArgumentError('It must be a bit mask from 0x0001 to 0xffff, such as 0x07ff.')
  }
  return mask
}

/** How large the file of `--capture` may get. */
export function captureLimitOption(): Option {
  return new Option(
    '--capture-limit <bytes>',
    'largest size of the capture; what comes then is only counted (default: none)',
  ).argParser(wholeNumber(CAPTURE_LIMIT_MIN))
}

/** The file that opens the boxes of CURVE. */
export function keyLogOption(): Option {
  return new Option(
    '--keylog <file>',
    'show what CURVE has sealed, with the keys that RAWZMQ_KEYLOG has written (default: lengths and nonces)',
  )
}

/** Whom a command tells of its capture: a remark, or that some of it is lost. */
interface CaptureListener {
  complain(text: string): void
  lost(text: string): void
}

/** Says that a file which is there will be written over. */
export function tellReplaced(path: string, { complain }: Pick<CaptureListener, 'complain'>): void {
  const file = statSync(path, { throwIfNoEntry: false })
  if (file?.isFile() === true && file.size > 0) complain(`${path} was there; it is overwritten`)
}

/** Says what a capture lacks: beyond its limit, which was asked for, or for a disk that failed. */
export function tellLack(path: string, summary: RecorderSummary, to: CaptureListener): void {
  const { droppedRows, failure } = summary
  const lack = `${path} lacks the last ${droppedRows} rows`
  if (failure !== undefined) to.lost(`${lack}: ${failure.message}`)
  else if (droppedRows > 0) to.complain(`${lack}: it is full`)
}

/** An endpoint that another process can reach. Whether it exists is for the engine to say. */
export function endpoint(text: string): string {
  if (!/^(tcp|ipc):\/\/./.test(text)) {
    throw new InvalidArgumentError('It must be tcp://HOST:PORT or ipc://PATH.')
  }
  return text
}

const ENGINES = ['typescript', 'native'] as const satisfies readonly EngineName[]

/** An option that chooses an engine. */
export function engineOption(flags: string, description: string): Option {
  return new Option(flags, description).choices(ENGINES)
}
