// Which event tells of a connection's failure before DISCONNECTED does (docs/events.md), if one does.
import { EVENTS } from '../../monitor/events.js'
import { errnoOf, systemError } from '../../errors.js'
import type { ConnectionFailure } from '../../zmtp/connection-contract.js'

/** A connection that this side gives up, as if the peer had gone. */
export const ABANDONED: ConnectionFailure = {
  kind: 'gone',
  state: 'traffic',
  protocol: '3.x',
  error: systemError('ECONNRESET'),
}

/** The event's number and value; undefined where the end of the link says all there is. */
export function failureEvent({
  kind,
  state,
  protocol,
  error,
  protocolNumber,
  status,
}: ConnectionFailure): readonly [event: number, value: number] | undefined {
  if (protocolNumber !== undefined) return [EVENTS.HANDSHAKE_FAILED_PROTOCOL, protocolNumber]
  if (status !== undefined) return [EVENTS.HANDSHAKE_FAILED_AUTH, status]
  // A peer of ZMTP 2.0 or 1.0 never succeeds in a handshake: libzmq says so at its end, however late.
  const isUnproven = state !== 'traffic' || protocol !== '3.x'
  if (!isUnproven) return undefined
  if (kind === 'silent') return [EVENTS.HANDSHAKE_FAILED_NO_DETAIL, errnoOf('EAGAIN')]
  if (kind !== 'gone') return undefined
  const { code = 'EPIPE' } = error as NodeJS.ErrnoException
  return [EVENTS.HANDSHAKE_FAILED_NO_DETAIL, systemError(code).errno]
}
