// Where we differ on purpose: the rows a scenario expects of ours, for each transport it runs over.
import type { Deliberate, ExpectedRow, Transport } from './scenario.js'

/** What the two ends of a connection are called in version 2, seen from one side. */
interface Ends {
  readonly local: string
  readonly remote: string
}

/** A socket that is bound to the first place of a world, and the peer that connects to it. */
export const BOUND_ENDS: Readonly<Record<Transport, Ends>> = {
  tcp: { local: 'tcp://127.0.0.1:port1', remote: 'tcp://127.0.0.1:port2' },
  ipc: { local: 'ipc://DIR/s1', remote: 'ipc://' },
  inproc: { local: '', remote: '' },
  ws: { local: 'ws://127.0.0.1:port1/', remote: 'ws://127.0.0.1:port2/' },
}

/** Names and values of events of one connection. */
type Middle = readonly (readonly [name: ExpectedRow[0], value: ExpectedRow[1]])[]

/** A peer whose handshake succeeds, and which is there no more. */
export const SERVED = [
  ['HANDSHAKE_SUCCEEDED', 0],
  ['DISCONNECTED', 'fd2'],
] as const

/** A peer that is dropped before. */
export const DROPPED = [['DISCONNECTED', 'fd2']] as const

/** A bound socket's rows: LISTENING and ACCEPTED, then those given, then what its close brings. */
function boundRows({ local, remote }: Ends, middle: Middle): ExpectedRow[] {
  return [
    ['LISTENING', 'fd1', local, ''],
    ['ACCEPTED', 'fd2', local, remote],
    ...middle.map(([name, value]): ExpectedRow => [name, value, local, remote]),
    ['CLOSED', 'fd1', local, ''],
    ['MONITOR_STOPPED', 0, '', ''],
  ]
}

/** The same difference for a bound socket, over each transport of streams; unless told otherwise it is called `pull`, and drops the peer. */
export function boundDifference(
  reason: string,
  middle: Middle = DROPPED,
  calls?: readonly string[],
  socket = 'pull',
): Partial<Record<Transport, Deliberate>> {
  const over = (transport: Transport): Deliberate => ({
    reason,
    ours: { [socket]: { side: 'bind', rows: boundRows(BOUND_ENDS[transport], middle) } },
    ...(calls === undefined ? {} : { calls }),
  })
  return { tcp: over('tcp'), ipc: over('ipc'), ws: over('ws') }
}

/** A PUSH that connects to the first place of a world, as a raw peer listens there. */
const CONNECTED_ENDS: Readonly<Record<'tcp' | 'ipc', Ends>> = {
  tcp: { local: 'tcp://127.0.0.1:port2', remote: 'tcp://127.0.0.1:port1' },
  ipc: { local: 'ipc://', remote: 'ipc://DIR/s1' },
}

/**
 * A difference for a connecting socket, over tcp and ipc, from CONNECTED to its close.
 *
 * @param socket its name; others are the same
 */
export function connectingDifference(
  reason: string,
  middle: Middle,
  socket = 'push',
  calls?: readonly string[],
): Partial<Record<Transport, Deliberate>> {
  const over = (transport: 'tcp' | 'ipc'): Deliberate => {
    const { local, remote } = CONNECTED_ENDS[transport]
    const delayed: ExpectedRow[] = transport === 'tcp' ? [['CONNECT_DELAYED', 115, '', remote]] : []
    const rows: ExpectedRow[] = [
      ...delayed,
      ['CONNECTED', 'fd1', local, remote],
      ...middle.map(([name, value]): ExpectedRow => [name, value, local, remote]),
      ['MONITOR_STOPPED', 0, '', ''],
    ]
    const ours = { [socket]: { side: 'connect', rows } } as const
    return { reason, ours, ...(calls === undefined ? {} : { calls }) }
  }
  return { tcp: over('tcp'), ipc: over('ipc') }
}

/** Why the CLOSED of a bind that failed may carry no descriptor. */
const NO_DESCRIPTOR =
  'Node closes a socket that cannot be bound before its descriptor can be seen, so the value is -1; libzmq names the descriptor.'

/** A bind of a socket called `pull` that fails after there was a descriptor. */
export function bindDifference(closed: string, errno: number, address: string): Deliberate {
  const rows: ExpectedRow[] = [
    ['CLOSED', 'fd?', closed, ''],
    ['BIND_FAILED', errno, address, ''],
    ['MONITOR_STOPPED', 0, '', ''],
  ]
  return { reason: NO_DESCRIPTOR, ours: { pull: { side: 'bind', rows } } }
}

/** What ours does with a monitor that nobody reads. */
export const WITHOUT_READER: Deliberate = {
  reason:
    'A monitor without a reader blocks nobody: its events are queued (the newest are dropped beyond a limit, with a warning); libzmq stops the I/O thread, and with it all traffic, until somebody reads.',
  ours: {},
  calls: ['monitor events 4640: 0', 'handshake without a reader: true'],
}
