// Whom a ZAP handler lets in, by lists: addresses, users, keys. Values in, a status and a user id out.
import { createHash, timingSafeEqual } from 'node:crypto'
import { systemClock } from '../../clock.js'
import { UsageError } from '../../errors.js'
import { decodeZ85, encodeZ85 } from '../../zmtp/z85.js'
import type { ZapRequest, ZapStatus } from '../../zmtp/zap.js'
import { parseAcceptFilter, type AcceptFilter } from '../links/accept-filter.js'
import { KeyFolder } from './key-folder.js'

/** In place of the keys of CURVE: whoever has any key is let in. Then nobody knows who it is. */
export const ANY_KEY = 'CURVE_ALLOW_ANY'

/** Who is let in. A mechanism without a list is refused; NULL has addresses alone to go by. */
export interface ZapRules {
  /** Addresses and networks that peers may have, such as `10.0.0.0/8`; all if absent. Peers over ipc have none. */
  readonly addresses?: readonly string[]
  /** Addresses and networks that they may not have. */
  readonly deniedAddresses?: readonly string[]
  /** PLAIN: the password of each user. */
  readonly users?: Readonly<Record<string, string>>
  /** CURVE: public keys in Z85, or `ANY_KEY`. A client's user id is its key. */
  readonly keys?: readonly string[] | typeof ANY_KEY
  /**
   * CURVE: a folder of public keys, beside those of `keys`: each file `NAME.key` has one, as `rawzmq keygen --public`,
   * CZMQ and pyzmq write it, or as 40 characters of Z85. Files that come, go or change count for the next client.
   */
  readonly keyFolder?: string
}

/** What there is to answer. */
export interface Ruling {
  readonly status: ZapStatus
  readonly text: string
  readonly userId: string
}

const KEY_LENGTH = 32
const ALL: AcceptFilter = () => true
const NONE: AcceptFilter = () => false

/**
 * Reads rules.
 *
 * @param now milliseconds that only grow, for when a folder is looked at again
 * @returns what judges a request by them
 * @throws UsageError for an address or a key that is none, or a folder that cannot be read
 */
export function readRules(
  rules: ZapRules,
  now: () => number = systemClock.now,
): (request: ZapRequest) => Ruling {
  if (rules.keys === ANY_KEY && rules.keyFolder !== undefined) {
    throw new UsageError('keyFolder means nothing where keys is ANY_KEY: every key is let in')
  }
  const folder = rules.keyFolder === undefined ? undefined : openFolder(rules.keyFolder, now)
  const isAllowed = filterOf(rules.addresses, ALL)
  const isDenied = filterOf(rules.deniedAddresses, NONE)
  const passwords = new Map(
    Object.entries(rules.users ?? {}).map(([name, text]) => [name, digest(text)]),
  )
  const keys = rules.keys === ANY_KEY ? ANY_KEY : new Set((rules.keys ?? []).map(checkedKey))
  return ({ address, mechanism, credentials }) => {
    if (!isAllowed(address) || isDenied(address)) return refusal('the address is not allowed')
    const [first = EMPTY, second = EMPTY] = credentials
    switch (mechanism) {
      case 'NULL':
        return welcome('')
      case 'PLAIN': {
        const name = Buffer.from(first).toString()
        // Compared also where there is no such user, so that time does not tell names.
        const isRight = timingSafeEqual(digest(second), passwords.get(name) ?? NO_DIGEST)
        return isRight && passwords.has(name)
          ? welcome(name)
          : refusal('no such user, or another password')
      }
      case 'CURVE': {
        if (first.length !== KEY_LENGTH) return refusal('no key')
        const key = encodeZ85(first)
        if (keys === ANY_KEY || keys.has(key)) return welcome(key)
        const isInFolder = folder?.has(key)
        if (isInFolder === true) return welcome(key)
        // Of a folder that cannot be read now a client may be told to come again.
        return folder !== undefined && isInFolder === undefined
          ? { status: 300, text: 'the keys cannot be read', userId: '' }
          : refusal('the key is not known')
      }
    }
  }
}

const EMPTY = Buffer.alloc(0)
const NO_DIGEST = Buffer.alloc(32)

function welcome(userId: string): Ruling {
  return { status: 200, text: 'OK', userId }
}

function refusal(text: string): Ruling {
  return { status: 400, text, userId: '' }
}

/** Of one length, whatever is compared. */
function digest(text: string | Uint8Array): Buffer {
  return createHash('sha256').update(text).digest()
}

function filterOf(addresses: readonly string[] | undefined, otherwise: AcceptFilter): AcceptFilter {
  if (addresses === undefined) return otherwise
  if (addresses.length === 0) return NONE
  const wrong = addresses.find(address => parseAcceptFilter(address) === undefined)
  if (wrong !== undefined) throw new UsageError(`${JSON.stringify(wrong)} is no address or network`)
  return parseAcceptFilter(addresses.join(',')) as AcceptFilter
}

function openFolder(path: string, now: () => number): KeyFolder {
  try {
    return new KeyFolder(path, now)
  } catch (error) {
    throw new UsageError(`the key folder cannot be read: ${(error as Error).message}`)
  }
}

function checkedKey(key: string): string {
  if (decodeZ85(key)?.length === KEY_LENGTH) return key
  throw new UsageError(`${JSON.stringify(key)} is no public key: 40 characters of Z85`)
}
