// What one monitor event may say, whatever came before it: its value, and which addresses it carries
// (docs/events.md). Pure; monitor-order.ts looks at the order.
import { PROTOCOL_ERROR_NUMBERS } from '../errors.js'
import type { MonitorEvent } from '../monitor/codec.js'
import type { EventName } from '../monitor/events.js'

/** The addresses an event of version 2 has; version 1 has one where these are not `none`. */
type Addresses =
  'local' | 'remote' | 'both' | 'local-or-both' | 'one-or-none' | 'remote-or-both' | 'none'

interface Form {
  readonly addresses: Addresses
  /** What is wrong with the value; undefined if nothing is. */
  value(value: number, isLinux: boolean): string | undefined
}

const EINPROGRESS = 115
const PROTOCOL_ERRORS: ReadonlySet<number> = new Set(Object.values(PROTOCOL_ERROR_NUMBERS))

const any = (): undefined => undefined
const zero = (value: number): string | undefined => (value === 0 ? undefined : 'its value is not 0')
const errno = (value: number): string | undefined =>
  value > 0 && value !== 0xffffffff ? undefined : 'its value is no errno'

/** The system has no address for a peer that reset its connection before it was accepted. */
const FORMS: Readonly<Record<EventName, Form>> = {
  CONNECTED: { addresses: 'both', value: any },
  CONNECT_DELAYED: {
    addresses: 'remote',
    value: (value, isLinux) =>
      !isLinux || value === EINPROGRESS ? errno(value) : 'its value is not EINPROGRESS (115)',
  },
  CONNECT_RETRIED: {
    addresses: 'remote',
    value: value => (value > 0 ? undefined : 'its value is no interval: 0 ms'),
  },
  LISTENING: { addresses: 'local', value: any },
  BIND_FAILED: { addresses: 'local', value: errno },
  ACCEPTED: { addresses: 'local-or-both', value: any },
  ACCEPT_FAILED: { addresses: 'local', value: errno },
  CLOSED: { addresses: 'one-or-none', value: any },
  CLOSE_FAILED: { addresses: 'local', value: errno },
  DISCONNECTED: { addresses: 'local-or-both', value: any },
  MONITOR_STOPPED: { addresses: 'none', value: zero },
  HANDSHAKE_FAILED_NO_DETAIL: { addresses: 'local-or-both', value: errno },
  HANDSHAKE_SUCCEEDED: { addresses: 'local-or-both', value: zero },
  HANDSHAKE_FAILED_PROTOCOL: {
    addresses: 'local-or-both',
    value: value => (PROTOCOL_ERRORS.has(value) ? undefined : 'its value is no protocol error'),
  },
  HANDSHAKE_FAILED_AUTH: {
    addresses: 'local-or-both',
    value: value => ([300, 400, 500].includes(value) ? undefined : 'its value is no status of ZAP'),
  },
  PIPES_STATS: { addresses: 'remote-or-both', value: any },
}

/** An endpoint of TCP, its text taken apart. */
export interface TcpPlace {
  readonly host: string
  readonly port: number
}

/** Takes `tcp://host:port` apart; undefined for anything else, a source address included. */
export function tcpPlace(address: string): TcpPlace | undefined {
  const [, host, port] = /^tcp:\/\/([^;]*):(\d{1,5})$/.exec(address) ?? []
  return host === undefined ? undefined : { host, port: Number(port) }
}

/** True if a host is an address, not a name. */
export function isNumericHost(host: string): boolean {
  return /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:.]+(%\w+)?\])$/.test(host)
}

/** True if a listener's address may be that of a connection accepted there. */
export function covers(listener: string, local: string): boolean {
  if (listener === local) return true
  const bound = tcpPlace(listener)
  const place = tcpPlace(local)
  if (bound === undefined || place === undefined || bound.port !== place.port) return false
  return bound.host === '0.0.0.0' || bound.host === '[::]'
}

/**
 * What is wrong with an event by itself.
 *
 * @param isLinux true if its errno numbers are Linux's
 * @returns undefined if nothing is
 */
export function formFault(event: MonitorEvent, isLinux: boolean): string | undefined {
  const { name, values, value, version } = event
  if (name === undefined) return `there is no event 0x${event.event.toString(16)}`
  const count = name === 'PIPES_STATS' ? 2 : 1
  if (values.length !== count) return `it has ${values.length} values, not ${count}`
  const form = FORMS[name]
  const wrong = form.value(value, isLinux)
  if (wrong !== undefined) return wrong
  const { local = '', remote = '' } = event
  const shape = version === 1 ? oneAddress(form, event.address) : twoAddresses(form, local, remote)
  if (shape !== undefined) return shape
  const addresses = version === 1 ? [event.address] : [local, remote]
  return addresses
    .filter(address => address !== '')
    .map(address => addressFault(name, address))
    .find(fault => fault !== undefined)
}

function oneAddress({ addresses }: Form, address: string): string | undefined {
  if (addresses === 'none') return address === '' ? undefined : 'it has an address'
  if (addresses === 'one-or-none' || address !== '') return undefined
  return 'it has no address'
}

function twoAddresses({ addresses }: Form, local: string, remote: string): string | undefined {
  const has = `${local === '' ? '' : 'local'}${remote === '' ? '' : 'remote'}`
  const allowed: Readonly<Record<Addresses, readonly string[]>> = {
    local: ['local'],
    remote: ['remote'],
    both: ['localremote'],
    'local-or-both': ['local', 'localremote'],
    'one-or-none': ['', 'local', 'remote'],
    'remote-or-both': ['remote', 'localremote'],
    none: [''],
  }
  if (allowed[addresses].includes(has)) return undefined
  return `its addresses are not ${addresses.replaceAll('-', ' ')}`
}

function addressFault(name: EventName, address: string): string | undefined {
  const isWhole = /^[a-z]+:\/\//.test(address)
  if (name === 'BIND_FAILED') return isWhole ? 'its address has a scheme' : undefined
  if (!isWhole) return `its address has no scheme: ${address}`
  if (address.startsWith('inproc:')) return 'inproc has no events'
  if (name !== 'LISTENING' && name !== 'ACCEPTED') return undefined
  if (!address.startsWith('tcp:')) return undefined
  const place = tcpPlace(address)
  const isReal =
    place !== undefined && isNumericHost(place.host) && place.port > 0 && place.port < 65_536
  return isReal ? undefined : `its address is not what the system says of it: ${address}`
}
