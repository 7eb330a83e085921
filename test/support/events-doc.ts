// The parts of docs/events.md that are computed: the table of events, and every deliberate difference.
import { trialsOf, SCENARIOS } from '../../lib/compare/index.js'
import { EVENTS, valueKind, eventMeaning, type EventName } from '../../lib/monitor/events.js'

/** What the addresses of an event are. */
export interface AddressRow {
  readonly side: string
  readonly version1: string
  readonly local: string
  readonly remote: string
}

const BOUND: Omit<AddressRow, 'side'> = {
  version1: 'own address of the connection',
  local: 'the same',
  remote: "the peer's address",
}
const LISTENER: AddressRow = {
  side: 'bind',
  version1: 'bound endpoint',
  local: 'the same',
  remote: '(empty)',
}
const ATTEMPT: AddressRow = {
  side: 'connect',
  version1: 'endpoint as given to connect',
  local: '(empty)',
  remote: 'the same',
}
const CONNECTED: Omit<AddressRow, 'side'> = {
  version1: 'endpoint as given to connect',
  local: 'own address of the connection',
  remote: 'the endpoint',
}
const EITHER: readonly AddressRow[] = [
  { side: 'bind', ...BOUND },
  { side: 'connect', ...CONNECTED },
]

/** The addresses of each event, by the side it happens on. */
export const ADDRESSES: Readonly<Record<EventName, readonly AddressRow[]>> = {
  CONNECTED: [{ side: 'connect', ...CONNECTED }],
  CONNECT_DELAYED: [ATTEMPT],
  CONNECT_RETRIED: [ATTEMPT],
  LISTENING: [LISTENER],
  BIND_FAILED: [{ ...LISTENER, version1: 'endpoint as given to bind, without its scheme' }],
  ACCEPTED: [{ side: 'bind', ...BOUND }],
  ACCEPT_FAILED: [LISTENER],
  CLOSED: [
    LISTENER,
    { side: 'bind, failed on tcp', version1: '(empty)', local: '(empty)', remote: '(empty)' },
    ATTEMPT,
  ],
  CLOSE_FAILED: [LISTENER],
  DISCONNECTED: EITHER,
  MONITOR_STOPPED: [{ side: '-', version1: '(empty)', local: '(empty)', remote: '(empty)' }],
  HANDSHAKE_FAILED_NO_DETAIL: EITHER,
  HANDSHAKE_SUCCEEDED: EITHER,
  HANDSHAKE_FAILED_PROTOCOL: EITHER,
  HANDSHAKE_FAILED_AUTH: EITHER,
  PIPES_STATS: [
    { side: 'bind', ...BOUND, version1: 'none: version 2 only' },
    { ...ATTEMPT, version1: 'none: version 2 only', remote: 'endpoint as given to connect' },
    { side: 'connect, IMMEDIATE', ...CONNECTED, version1: 'none: version 2 only' },
    { side: 'inproc', version1: 'none: version 2 only', local: '(empty)', remote: '(empty)' },
  ],
}

const VALUES = {
  fd: 'file descriptor',
  errno: 'errno',
  milliseconds: 'milliseconds',
  'protocol-error': 'protocol error number',
  status: 'status of ZAP: 300, 400, 500',
  none: '0',
  counts: 'messages queued outbound, inbound',
} as const

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** A table of markdown. */
function table(head: readonly string[], rows: readonly string[]): string {
  return [row(...head), row(...head.map(() => '---')), ...rows].join('\n')
}

/** Number, value and moment of every event. */
export function eventTable(): string {
  const rows = Object.entries(EVENTS).map(([name, number]) =>
    row(
      `0x${number.toString(16).padStart(4, '0')}`,
      `\`${name}\``,
      VALUES[valueKind(number)],
      eventMeaning(number),
    ),
  )
  return table(['number', 'event', 'value', 'moment'], rows)
}

/** The addresses of every event. */
export function addressTable(): string {
  const rows = Object.entries(ADDRESSES).flatMap(([name, forms]) =>
    forms.map(({ side, version1, local, remote }) =>
      row(`\`${name}\``, side, version1, local, remote),
    ),
  )
  return table(['event', 'side', 'version 1: address', 'version 2: local', 'remote'], rows)
}

/** Every deliberate difference: the scenario, what ours does, why. */
export function deliberateTable(): string {
  const seen = new Set<string>()
  const rows = trialsOf(SCENARIOS).flatMap(({ scenario, transport }) => {
    const deliberate = scenario.deliberate?.[transport]
    if (deliberate === undefined || seen.has(scenario.name)) return []
    seen.add(scenario.name)
    const events = Object.values(deliberate.ours).map(({ rows: expected }) =>
      expected.map(([name, value]) => `${name} ${value}`).join(', '),
    )
    const ours = [...events, ...(deliberate.calls ?? [])].join('; ')
    return [row(`\`${scenario.name}\``, scenario.title, ours, deliberate.reason)]
  })
  return table(['scenario', 'situation', 'what ours does', 'why'], rows)
}

/** The computed parts by the names of their markers. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  events: eventTable,
  addresses: addressTable,
  differences: deliberateTable,
}

/** The text with every computed part put in anew. */
export function withGenerated(text: string): string {
  return text.replace(
    /(<!-- computed: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_whole, start: string, name: string, end: string) =>
      `${start}\n${GENERATED[name]?.() ?? 'there is no such part'}\n\n${end}`,
  )
}
