// One combination of what may differ between two good conversations: the endpoint's type and direction, the mechanism and
// its side, the version that we announce, how our octets are split, who speaks first. As words, and as a case.
import { UsageError } from '../../errors.js'
import type { SocketTypeName } from '../../engine.js'
import type { Case, Mode, Security, Step } from '../case.js'
import { mechanismIn } from '../security.js'
import { ALL_TYPES, HABITS } from '../vocabulary.js'

/** The versions that we announce, the simplest first. */
export const VERSIONS = ['3.1', '3.0', '3.9', '4.0', '255.255', '2.0'] as const

/** Who speaks first: we, the endpoint (we wait for its signature), or we with greeting and READY in one write. */
export const BEGINNINGS = ['we', 'endpoint', 'all'] as const

export type CombinedVersion = (typeof VERSIONS)[number]
export type Beginning = (typeof BEGINNINGS)[number]

/** One combination. */
export interface Combination {
  readonly socket: SocketTypeName
  readonly mode: Mode
  /** What the endpoint is; undefined: NULL. */
  readonly security: Security | undefined
  readonly version: CombinedVersion
  /** The lengths of the pieces that we write, again and again; empty: nothing is split. */
  readonly cut: readonly number[]
  readonly first: Beginning
}

/** The sides that an endpoint can have, the simplest first. */
export const SECURITIES: readonly (Security | undefined)[] = [
  undefined,
  'PLAIN server',
  'PLAIN client',
  'CURVE server',
  'CURVE client',
]

/** The words for `--combine`, such as `PULL bind NULL 3.1 whole we` or `PUSH connect CURVE-client 3.0 1,7 endpoint`. */
export function combinationText({
  socket,
  mode,
  security,
  version,
  cut,
  first,
}: Combination): string {
  const side = security?.replace(' ', '-') ?? 'NULL'
  return [socket, mode, side, version, cut.length === 0 ? 'whole' : cut.join(','), first].join(' ')
}

/**
 * Reads the words again.
 *
 * @throws UsageError if they are none, or cannot be combined
 */
export function parseCombination(text: string): Combination {
  const [socket, direction, side, version, cut = '', first, ...rest] = text.trim().split(/\s+/)
  const mode = (['bind', 'connect'] as const).find(each => each === direction)
  const security = SECURITIES.find(each => each?.replace(' ', '-') === side)
  const type = ALL_TYPES.find(each => each === socket)
  const known = VERSIONS.find(each => each === version)
  const beginning = BEGINNINGS.find(each => each === first)
  const lengths = cut === 'whole' ? [] : cut.split(',').map(Number)
  const isWrong =
    type === undefined ||
    mode === undefined ||
    (security === undefined && side !== 'NULL') ||
    known === undefined ||
    beginning === undefined ||
    lengths.some(length => !Number.isInteger(length) || length < 1) ||
    rest.length > 0
  if (isWrong) {
    throw new UsageError(
      `--combine: ${JSON.stringify(text)} is no combination such as "PULL bind NULL 3.1 1,7 we" (versions ${VERSIONS.join(', ')}; NULL or ${SECURITIES.slice(1).join(', ').replaceAll(' s', '-s').replaceAll(' c', '-c')}; whole or lengths of pieces; ${BEGINNINGS.join(', ')})`,
    )
  }
  const combination = {
    socket: type,
    mode,
    security,
    version: known,
    cut: lengths,
    first: beginning,
  }
  if (!canBe(combination)) throw new UsageError(`--combine: there is no ${text}`)
  return combination
}

/**
 * True if the RFCs allow a conversation so: ZMTP 2.0 has no mechanisms; a peer of 3.0 does not subscribe by the command
 * that a good link sends here; a READY of ours can go out at once where it waits for nothing.
 */
export function canBe({ socket, security, version, first }: Combination): boolean {
  const subscribes = HABITS[socket].subscriber === 'peer'
  if (version === '2.0') return security === undefined && first !== 'all'
  return !(version === '3.0' && subscribes) && (first !== 'all' || security === undefined)
}

const isOld = (version: CombinedVersion): boolean => version === '2.0'

/** A message of three parts: a short one, an empty one and one that is long on the wire. */
const PARTS: Step = {
  pass: 'a',
  parts: ['"one"', '', '78*300'],
  frames: '01 03 "one" 01 00 02 000000000000012c 78*300',
}

/** A combination as the case of a number: a good link with it, and messages over that. */
export function caseOf(combination: Combination, number = 1): Case {
  const { socket, mode, security, version, cut, first } = combination
  const join: Step = {
    join: 'a',
    ...(isOld(version) ? { version: 2 } : { greeting: greetingOf(combination) }),
    ...(first === 'all' ? { ready: '' } : {}),
    ...(cut.length === 0 ? {} : { cut }),
    isSecond: first === 'endpoint',
  }
  return {
    id: `combine/${number}`,
    number,
    title: combinationText(combination),
    reference: 'RFC 23 §Version Negotiation, §Framing',
    level: 'MUST',
    sockets: [socket],
    modes: [mode],
    ...(security === undefined ? {} : { security }),
    needs: [isOld(version) ? 'zmtp2' : 'zmtp3'],
    runs: [{ steps: [join, { pass: 'a' }, PARTS] }],
  }
}

const octet = (value: number): string => value.toString(16).padStart(2, '0')

function greetingOf({ security, version, first }: Combination): string {
  const [major = 3, minor = 1] = version.split('.').map(Number)
  const name = mechanismIn(security)
  const server = octet(security?.endsWith('client') === true ? 1 : 0)
  const greeting = `ff 00*7 01 7f ${octet(major)} ${octet(minor)} "${name}" 00*${20 - name.length} ${server} 00*31`
  return first === 'all' ? `${greeting} <R>` : greeting
}
