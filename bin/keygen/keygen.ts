// Makes a key pair and writes it where it was asked for. A secret key goes to one place only.
import { lstatSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from '../../lib/errors.js'
import { curveKeyPair } from '../../lib/index.js'
import { encodeKeyFile } from '../../lib/socket/security/key-file.js'
import { writeWhole } from '../file-errors.js'
import { EXIT, type Terminal } from '../terminal.js'

/** What the command line says. */
export interface KeygenFlags {
  readonly out?: string
  readonly public?: string
  readonly force?: true
  readonly json?: true
}

type Keys = Parameters<typeof encodeKeyFile>[0]

const OWN = 0o600

/** @returns the exit code */
export function keygen(flags: KeygenFlags, terminal: Terminal): number {
  const { out, public: publicFile, force } = flags
  if (out !== undefined && publicFile !== undefined && isSameFile(out, publicFile)) {
    throw new UsageError(`--public ${publicFile}: that is --out itself`)
  }
  for (const [option, path] of Object.entries({ '--out': out, '--public': publicFile })) {
    if (path !== undefined && force !== true && isThere(path)) {
      throw new UsageError(`${option} ${path}: it is there already; --force writes over it`)
    }
    // To open one waits, with every signal, for somebody who reads it.
    if (path !== undefined && statSync(path, { throwIfNoEntry: false })?.isFIFO() === true) {
      throw new UsageError(`${option} ${path}: it is a pipe; keys are written to files`)
    }
  }
  const { publicKey, secretKey } = curveKeyPair()
  const form = (keys: Keys): string =>
    flags.json === true ? `${JSON.stringify(keys)}\n` : encodeKeyFile(keys)
  if (out !== undefined) writeWhole(out, form({ publicKey, secretKey }), OWN)
  if (publicFile !== undefined) writeWhole(publicFile, encodeKeyFile({ publicKey }))
  const shown: Keys = out === undefined ? { publicKey, secretKey } : { publicKey }
  terminal.out(
    flags.json === true
      ? form(shown)
      : `public key: ${publicKey}\n${out === undefined ? `secret key: ${secretKey}\n` : ''}`,
  )
  return EXIT.done
}

/** True if two paths are one file, or would be. */
function isSameFile(one: string, other: string): boolean {
  if (placeOf(one) === placeOf(other)) return true
  const [first, second] = [one, other].map(path => statSync(path, { throwIfNoEntry: false }))
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev
}

/** A path without links on the way to it. */
function placeOf(path: string): string {
  const whole = resolve(path)
  try {
    return join(realpathSync(dirname(whole)), basename(whole))
  } catch {
    return whole
  }
}

/** A link that leads nowhere is there, too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
