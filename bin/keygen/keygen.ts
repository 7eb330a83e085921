// Makes a key pair and writes it where it was asked for. A secret key goes to one place only.
import { lstatSync } from 'node:fs'
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
  if (out !== undefined && out === publicFile) {
    throw new UsageError(`--public ${publicFile}: that is --out itself`)
  }
  for (const [option, path] of Object.entries({ '--out': out, '--public': publicFile })) {
    if (path !== undefined && force !== true && isThere(path)) {
      throw new UsageError(`${option} ${path}: it is there already; --force writes over it`)
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

/** A link that leads nowhere is there, too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
