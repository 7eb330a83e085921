// The requirements in the catalogue's groups but K to N that have no case, each with its
// reason. A test sees to it that every number has either.

/** A requirement without a case. */
export interface Absence {
  readonly id: string
  readonly rule: string
  readonly reason: string
}

const MECHANISMS = 'needs PLAIN or CURVE'

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
    id: 'mechanism/4.5',
    rule: 'no credentials are sent before the mechanisms are known to match',
    reason: MECHANISMS,
  },
  {
    id: 'heartbeat/10.19',
    rule: 'a PING inside a MESSAGE gets a PONG inside a MESSAGE',
    reason: 'needs CURVE',
  },
]
