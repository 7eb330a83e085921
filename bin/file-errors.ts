// What is wrong with a file that a command was given, in words that name it, and how a file is written whole.
import {
  closeSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { getSystemErrorMap } from 'node:util'
import type { CaptureFormatError } from '../lib/capture/index.js'
import { UsageError } from '../lib/errors.js'

/** What the system refuses, in its own words: `no such file or directory (ENOENT)`. */
export function systemText(error: unknown): string {
  const { errno, code, message } = error as NodeJS.ErrnoException
  const text = errno === undefined ? undefined : getSystemErrorMap().get(-Math.abs(errno))?.[1]
  return text === undefined ? message : `${text} (${code})`
}

/** The same with the file or address that it is about, where the error knows it. */
export function placedText(error: Error): string {
  const { path, address, port } = error as Partial<Record<'path' | 'address' | 'port', unknown>>
  const place = path ?? (port === undefined ? address : `${String(address)}:${String(port)}`)
  return place === undefined ? error.message : `${String(place)}: ${systemText(error)}`
}

/** What the system refuses, as wrong usage that names the file; anything else as it is. */
export function fileError(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  return code !== undefined && syscall !== undefined
    ? new UsageError(`${path}: ${systemText(error)}`)
    : error
}

/** One line about a file that is no capture, or a damaged one. */
export function captureFault(path: string, { code, message }: CaptureFormatError): string {
  const hint = code === 'ERR_CAPTURE_HEADER' ? '; rawzmq decode explains other files, too' : ''
  return `rawzmq: ${path}: ${message}${hint}\n`
}

/**
 * Writes a file under another name and renames it, so that there is never half of it; a device or a pipe is
 * written as it is.
 *
 * @param mode of a new file; as the process has it for all, if absent
 * @throws UsageError if it cannot be opened; an error that names it if it cannot be written
 */
export function writeWhole(path: string, content: string, mode?: number): void {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? true
  const name = isFile ? `${path}.${process.pid}.part` : path
  let descriptor: number
  try {
    descriptor = openSync(name, isFile ? 'wx' : 'w', mode)
  } catch (error) {
    throw fileError(path, error)
  }
  try {
    writeFileSync(descriptor, content)
    if (isFile) fsyncSync(descriptor)
    closeSync(descriptor)
    if (isFile) renameSync(name, path)
  } catch (error) {
    if (isFile) rmSync(name, { force: true })
    throw Object.assign(error as Error, { path })
  }
}
