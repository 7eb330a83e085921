// Sockets with security, for tests: options of both sides of a mechanism, and a ZAP handler that does as it is told.
import type { Test } from 'tap'
import { curveKeyPair } from '../../lib/index.js'
import { closing, type Zmq } from './packages.js'

const SERVER = curveKeyPair()
const CLIENT = curveKeyPair()

/** A mechanism's name and the options of its two sides. */
export const SIDES = {
  NULL: { server: { zapDomain: 'global' }, client: {} },
  PLAIN: {
    server: { plainServer: true, zapDomain: 'global' },
    client: { plainUsername: 'admin', plainPassword: 'secret' },
  },
  CURVE: {
    server: { curveServer: true, curveSecretKey: SERVER.secretKey, zapDomain: 'global' },
    client: {
      curveServerKey: SERVER.publicKey,
      curvePublicKey: CLIENT.publicKey,
      curveSecretKey: CLIENT.secretKey,
    },
  },
} as const

export type MechanismName = keyof typeof SIDES

/** What a handler answers, by default, to a request id: let in. */
export const admit = (id: Buffer): (Buffer | string)[] => ['1.0', id, '200', 'OK', 'anna', '']

/** The requests that a handler has got, without the delimiter, as Latin-1. */
export interface Handler {
  readonly requests: string[][]
  close(): void
}

/** Binds a ZAP handler in a context of that package. @param answer undefined for none */
export async function zapHandler(
  t: Test,
  zmq: Zmq,
  context: InstanceType<Zmq['Context']>,
  answer: (id: Buffer) => (Buffer | string)[] | undefined = admit,
  type: 'REP' | 'ROUTER' = 'REP',
): Promise<Handler> {
  const requests: string[][] = []
  const handler =
    type === 'REP' ? new zmq.Reply({ context, linger: 0 }) : new zmq.Router({ context, linger: 0 })
  closing(t, handler)
  await handler.bind('inproc://zeromq.zap.01')
  const run = async (): Promise<void> => {
    for await (const message of handler) {
      // A ROUTER sees the name it has given to the peer, and the delimiter.
      const envelope = type === 'REP' ? [] : message.splice(0, 2)
      requests.push(message.map(part => part.toString('latin1')))
      const reply = answer(message[1] as Buffer)
      if (reply !== undefined) await handler.send([...envelope, ...reply])
    }
  }
  run().catch((error: unknown) => {
    if (!handler.closed) throw error
  })
  return { requests, close: () => handler.close() }
}
