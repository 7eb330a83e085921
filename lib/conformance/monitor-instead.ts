// What else might have stood in an event's place: every other event with the same addresses, for saying what
// would have been legal. Pure.
import type { MonitorEvent } from '../monitor/codec.js'
import { EVENTS, type EventName } from '../monitor/events.js'

/** A legal value of each event whose value is no descriptor. */
export const VALUES: Readonly<Partial<Record<EventName, readonly number[]>>> = {
  CONNECT_DELAYED: [115],
  CONNECT_RETRIED: [100],
  BIND_FAILED: [22],
  ACCEPT_FAILED: [11],
  CLOSE_FAILED: [2],
  MONITOR_STOPPED: [0],
  HANDSHAKE_FAILED_NO_DETAIL: [32],
  HANDSHAKE_SUCCEEDED: [0],
  HANDSHAKE_FAILED_PROTOCOL: [0x11000002],
  HANDSHAKE_FAILED_AUTH: [400],
  PIPES_STATS: [],
}

const bare = (address: string): string => address.replace(/^[a-z]+:\/\//, '')

/** Another event with the same addresses, as far as it has them. */
export function insteadOf(
  event: MonitorEvent,
  name: EventName,
  value: number,
): MonitorEvent | undefined {
  const { version, local = '', remote = '' } = event
  const base = { version, event: EVENTS[name], name, value, values: [value] }
  const isStop = name === 'MONITOR_STOPPED'
  if (version === 1) {
    const { address } = event
    return { ...base, address: isStop ? '' : name === 'BIND_FAILED' ? bare(address) : address }
  }
  if (isStop) return { ...base, address: '', local: '', remote: '' }
  const isOfBind = ['LISTENING', 'BIND_FAILED', 'ACCEPT_FAILED', 'CLOSE_FAILED'].includes(name)
  const isOfConnect = ['CONNECT_DELAYED', 'CONNECT_RETRIED'].includes(name)
  const isClosed = name === 'CLOSED' && remote !== '' && local !== ''
  if (isOfBind)
    return {
      ...base,
      address: local,
      local: name === 'BIND_FAILED' ? bare(local) : local,
      remote: '',
    }
  if (isOfConnect || isClosed) return { ...base, address: remote, local: '', remote }
  return { ...base, address: event.address, local, remote }
}
