// The requirements in the catalogue's groups for PUSH, PULL and PAIR with NULL that have no case, each with its
// reason. A test sees to it that every number has either.

/** A requirement without a case. */
export interface Absence {
  readonly id: string
  readonly rule: string
  readonly reason: string
}

const MECHANISMS = 'needs PLAIN or CURVE'
const ROUTER = 'needs a ROUTER'

/** What has no case yet, and why. */
export const ABSENT: readonly Absence[] = [
  {
    id: 'greeting/1.6',
    rule: 'as-server is 1 for a security server and 0 for a client',
    reason: MECHANISMS,
  },
  {
    id: 'version/3.16',
    rule: 'an endpoint with security closes on a peer of ZMTP 1.0 or 2.0',
    reason: MECHANISMS,
  },
  {
    id: 'version/3.18',
    rule: 'a SUB of ZMTP 1.0 gets everything',
    reason: 'needs a PUB',
  },
  {
    id: 'mechanism/4.5',
    rule: 'no credentials are sent before the mechanisms are known to match',
    reason: MECHANISMS,
  },
  {
    id: 'metadata/7.11',
    rule: 'an Identity of 255 octets is used, one of 256 refused',
    reason: ROUTER,
  },
  {
    id: 'metadata/7.12',
    rule: 'an Identity that begins with a zero octet is refused or replaced',
    reason: ROUTER,
  },
  {
    id: 'metadata/7.13',
    rule: 'two peers with one Identity',
    reason: ROUTER,
  },
  {
    id: 'metadata/7.14',
    rule: 'a peer without Identity is given one of its own',
    reason: ROUTER,
  },
  {
    id: 'heartbeat/10.19',
    rule: 'a PING inside a MESSAGE gets a PONG inside a MESSAGE',
    reason: 'needs CURVE',
  },
]
