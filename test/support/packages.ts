// One test body for two packages: zeromq.js, which says what is right, and ours, which must do the same.
import t, { type Test } from 'tap'
import zeromq from 'zeromq'
import * as rawzmq from '../../lib/index.js'
import { ipcEndpoint } from './ipc.js'

/** What both packages have: the names of ours. */
export type Zmq = typeof rawzmq

/** zeromq.js first: a body that fails there says something false. */
export const PACKAGES: readonly (readonly [name: string, zmq: Zmq])[] = [
  ['zeromq', zeromq as unknown as Zmq],
  ['rawzmq', rawzmq],
]

/** Runs a body on both packages, each as a subtest. */
export function onBoth(title: string, body: (t: Test, zmq: Zmq) => Promise<void>): void {
  for (const [name, zmq] of PACKAGES) t.test(`${name}: ${title}`, t => body(t, zmq))
}

export const TRANSPORTS = ['tcp', 'ipc', 'inproc'] as const
export type TransportUnderTest = (typeof TRANSPORTS)[number]

let names = 0

/** An endpoint to bind to that nobody else has. */
export function freshEndpoint(t: Test, transport: TransportUnderTest): string {
  if (transport === 'tcp') return 'tcp://127.0.0.1:*'
  if (transport === 'ipc') return ipcEndpoint(t)
  return `inproc://test-${++names}`
}

/** Runs a body on both packages over each transport. */
export function onBothOver(
  title: string,
  body: (t: Test, zmq: Zmq, endpoint: string, transport: TransportUnderTest) => Promise<void>,
): void {
  for (const transport of TRANSPORTS) {
    onBoth(`${title} over ${transport}`, (t, zmq) =>
      body(t, zmq, freshEndpoint(t, transport), transport),
    )
  }
}

/** A socket that is closed, without lingering, when the test ends. */
export function closing<S extends { closed: boolean; linger: number; close(): void }>(
  t: Test,
  socket: S,
): S {
  t.teardown(() => {
    if (socket.closed) return
    socket.linger = 0
    socket.close()
  })
  return socket
}

/** The error a call throws, or its promise is rejected with. */
export async function failureOf(action: () => unknown): Promise<NodeJS.ErrnoException> {
  try {
    await action()
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
  throw new Error('it did not fail')
}

/** What an error says, as one line: a TypeError's text, or code and text of a system error. */
export function tell(error: NodeJS.ErrnoException): string {
  return error instanceof TypeError
    ? `TypeError ${error.message}`
    : `${error.code} ${error.message}`
}
