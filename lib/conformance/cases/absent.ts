// The requirements in the catalogue's groups for PUSH, PULL and PAIR with NULL that have no case, each with its
// reason; and the groups themselves. A test sees to it that every number has either.

/** A group of the catalogue: the name in its ids, and its running numbers, both ends included. */
export interface Group {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** The groups that this suite has. K to N (PLAIN, CURVE), R and S (other socket types) come later. */
export const GROUPS: readonly Group[] = [
  { name: 'greeting/1', from: 1, to: 13 },
  { name: 'greeting/2', from: 14, to: 31 },
  { name: 'version/3', from: 32, to: 49 },
  { name: 'mechanism/4', from: 50, to: 55 },
  { name: 'null/5', from: 56, to: 88 },
  { name: 'error/6', from: 89, to: 96 },
  { name: 'metadata/7', from: 97, to: 110 },
  { name: 'framing/8', from: 111, to: 134 },
  { name: 'command/9', from: 135, to: 142 },
  { name: 'heartbeat/10', from: 143, to: 161 },
  { name: 'push/15', from: 242, to: 252 },
  { name: 'pull/16', from: 253, to: 259 },
  { name: 'pair/17', from: 260, to: 265 },
  { name: 'conn/20', from: 298, to: 309 },
  { name: 'robust/21', from: 310, to: 321 },
]

/** A requirement without a case. */
export interface Absence {
  readonly id: string
  readonly number: number
  readonly rule: string
  readonly reason: string
}

const MECHANISMS = 'needs PLAIN or CURVE'
const ROUTER = 'needs a ROUTER'

/** What has no case yet, and why. */
export const ABSENT: readonly Absence[] = [
  {
    id: 'greeting/1.6',
    number: 6,
    rule: 'as-server is 1 for a security server and 0 for a client',
    reason: MECHANISMS,
  },
  {
    id: 'version/3.16',
    number: 47,
    rule: 'an endpoint with security closes on a peer of ZMTP 1.0 or 2.0',
    reason: MECHANISMS,
  },
  {
    id: 'version/3.18',
    number: 49,
    rule: 'a SUB of ZMTP 1.0 gets everything',
    reason: 'needs a PUB',
  },
  {
    id: 'mechanism/4.5',
    number: 54,
    rule: 'no credentials are sent before the mechanisms are known to match',
    reason: MECHANISMS,
  },
  {
    id: 'metadata/7.11',
    number: 107,
    rule: 'an Identity of 255 octets is used, one of 256 refused',
    reason: ROUTER,
  },
  {
    id: 'metadata/7.12',
    number: 108,
    rule: 'an Identity that begins with a zero octet is refused or replaced',
    reason: ROUTER,
  },
  {
    id: 'metadata/7.13',
    number: 109,
    rule: 'two peers with one Identity',
    reason: ROUTER,
  },
  {
    id: 'metadata/7.14',
    number: 110,
    rule: 'a peer without Identity is given one of its own',
    reason: ROUTER,
  },
  {
    id: 'heartbeat/10.19',
    number: 161,
    rule: 'a PING inside a MESSAGE gets a PONG inside a MESSAGE',
    reason: 'needs CURVE',
  },
]
