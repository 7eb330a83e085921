// What is wrong with a file that a command was given, in words that name it.
import type { CaptureFormatError } from '../lib/capture/index.js'
import { UsageError } from '../lib/errors.js'

/** What the system refuses, as wrong usage that names the file; anything else as it is. */
export function fileError(path: string, error: unknown): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException
  return code !== undefined && syscall !== undefined ? new UsageError(`${path}: ${message}`) : error
}

/** One line about a file that is no capture, or a damaged one. */
export function captureFault(path: string, { code, message }: CaptureFormatError): string {
  const hint = code === 'ERR_CAPTURE_HEADER' ? '; rawzmq decode explains other files, too' : ''
  return `rawzmq: ${path}: ${message}${hint}\n`
}
