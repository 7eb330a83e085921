// What each two types of socket say to each other when they are tried: messages of several forms, in every
// direction that they have.
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { AnyTypeName, EngineSocket } from '../../../lib/engine.js'
import type { Version } from './old-greetings.js'

type Parts = readonly Buffer[]
type Talk = (one: EngineSocket, other: EngineSocket, version: Version) => Promise<void>

/** Two types, and their talk; `prepare` comes before they are connected. */
export interface TypePair {
  readonly types: readonly [AnyTypeName, AnyTypeName]
  readonly talk: Talk
  readonly prepare?: (one: EngineSocket, other: EngineSocket) => void
  /** A draft: there is no ZMTP before 3.0 that has it. */
  readonly isDraft?: true
}

const bytes = (...texts: string[]): Buffer[] => texts.map(text => Buffer.from(text))

const LARGE = Buffer.alloc(70_000, 'x')
const EMPTY = Buffer.alloc(0)
const SINGLE: readonly Parts[] = [bytes('a'), [EMPTY], [LARGE]]
const MESSAGES: readonly Parts[] = [...SINGLE, bytes('', 'b'), [...bytes('x', 'y'), LARGE]]

const OPTION = { ROUTING_ID: 5, SUBSCRIBE: 6, ROUTER_MANDATORY: 33 } as const
const MS = 2

async function expect(socket: EngineSocket, expected: Parts): Promise<void> {
  const message = await socket.receive()
  if (isDeepStrictEqual(message, [...expected])) return
  const [had, wanted] = [message, expected].map(parts =>
    parts.map(part => part.toString('latin1').slice(0, 20)),
  )
  throw new Error(`${socket.type} received ${JSON.stringify(had)} for ${JSON.stringify(wanted)}`)
}

async function pass(
  from: EngineSocket,
  to: EngineSocket,
  messages: readonly Parts[],
): Promise<void> {
  for (const message of messages) {
    await from.send(message)
    await expect(to, message)
  }
}

const oneWay =
  (messages: readonly Parts[]): Talk =>
  (one, other) =>
    pass(one, other, messages)

const bothWays =
  (messages: readonly Parts[]): Talk =>
  async (one, other) => {
    await pass(one, other, messages)
    await pass(other, one, messages)
  }

/** One asks and is answered, with what stands before the message on either side, and perhaps the asker's address. */
const asking =
  (messages: readonly Parts[], asks: Parts, answers: Parts, isAddressed: boolean): Talk =>
  async (one, other) => {
    for (const message of messages) {
      await one.send([...asks, ...message])
      const received = await other.receive()
      const address = isAddressed ? received.slice(0, 1) : []
      if (!isDeepStrictEqual(received, [...address, ...answers, ...message])) {
        throw new Error(`${other.type} received ${received.length} parts`)
      }
      await other.send(received)
      await expect(one, [...asks, ...message])
    }
  }

/** Does a thing until it is heard: nothing tells when a publisher has heard of a subscription. */
async function untilHeard(act: () => Promise<void>, listener: EngineSocket): Promise<Parts> {
  let heard: Parts | undefined
  const listening = listener.receive().then(message => (heard = message))
  while (heard === undefined) {
    await act()
    await pause(MS)
  }
  return listening
}

const HELLO = bytes('a0')
const UNWANTED = bytes('b', 'not for this one')

/** Topics begin with an `a`. A publisher sends all to peers of 1.0, where SUB drops what it does not want. */
const publishing: Talk = async (one, other, version) => {
  await untilHeard(() => one.send(HELLO), other)
  const wanted = [bytes('a', 'b'), bytes('a'), [Buffer.concat([...bytes('a'), LARGE])]]
  for (const message of [UNWANTED, ...wanted]) await one.send(message)
  let next: Parts
  do next = await other.receive()
  while (isDeepStrictEqual(next, HELLO))
  const [first, ...rest] =
    version === '1.0' && other.type === 'XSUB' ? [UNWANTED, ...wanted] : wanted
  if (!isDeepStrictEqual(next, first)) throw new Error(`${other.type} received ${next.join('|')}`)
  for (const message of rest) await expect(other, message)
}

const subscription = Buffer.from('\x01a')

/** An XPUB is told of the subscription, and of a peer of 1.0 that it gets all. */
const publishingTold: Talk = async (one, other, version) => {
  if (version === '1.0') await expect(one, [Buffer.of(1)])
  await expect(one, [subscription])
  await publishing(one, other, version)
}

const subscribe = (_one: EngineSocket, other: EngineSocket): void => {
  if (other.type === 'SUB') other.setOption(OPTION.SUBSCRIBE, 'a')
}

const toSubscribed =
  (talk: Talk): Talk =>
  async (one, other, version) => {
    await other.send([subscription])
    await talk(one, other, version)
  }

const NAMES = bytes('one', 'two') as [Buffer, Buffer]

const routers: Talk = async (one, other) => {
  const [first, second] = NAMES
  for (const message of MESSAGES) {
    for (;;) {
      try {
        await one.send([second, ...message])
        break
      } catch (error) {
        // The other is not there yet.
        if ((error as NodeJS.ErrnoException).code !== 'EHOSTUNREACH') throw error
        await pause(MS)
      }
    }
    await expect(other, [first, ...message])
    await other.send([first, ...message])
    await expect(one, [second, ...message])
  }
}

const groups: Talk = async (one, other) => {
  await untilHeard(() => one.send(bytes('g', 'hello')), other)
  await one.send(bytes('h', 'not for this one'))
  await one.send([...bytes('g'), LARGE])
  let next: Parts
  do next = await other.receive()
  while (String(next[1]) === 'hello')
  if (!isDeepStrictEqual(next, [...bytes('g'), LARGE])) throw new Error('another message')
}

/** Every two types that can be connected. */
export const TYPE_PAIRS: readonly TypePair[] = [
  { types: ['PAIR', 'PAIR'], talk: bothWays(MESSAGES) },
  { types: ['PUSH', 'PULL'], talk: oneWay(MESSAGES) },
  { types: ['PUB', 'SUB'], talk: publishing, prepare: subscribe },
  { types: ['PUB', 'XSUB'], talk: toSubscribed(publishing) },
  { types: ['XPUB', 'SUB'], talk: publishingTold, prepare: subscribe },
  { types: ['XPUB', 'XSUB'], talk: toSubscribed(publishingTold) },
  { types: ['REQ', 'REP'], talk: asking(MESSAGES, [], [], false) },
  { types: ['REQ', 'ROUTER'], talk: asking(MESSAGES, [], [EMPTY], true) },
  { types: ['DEALER', 'REP'], talk: asking(MESSAGES, [EMPTY], [], false) },
  { types: ['DEALER', 'DEALER'], talk: bothWays(MESSAGES) },
  { types: ['DEALER', 'ROUTER'], talk: asking(MESSAGES, [], [], true) },
  {
    types: ['ROUTER', 'ROUTER'],
    talk: routers,
    prepare(one, other) {
      one.setOption(OPTION.ROUTING_ID, NAMES[0])
      other.setOption(OPTION.ROUTING_ID, NAMES[1])
      one.setOption(OPTION.ROUTER_MANDATORY, true)
    },
  },
  { types: ['CLIENT', 'SERVER'], talk: asking(SINGLE, [], [], true), isDraft: true },
  {
    types: ['RADIO', 'DISH'],
    talk: groups,
    prepare: (_one, other) => other.joinGroup('g'),
    isDraft: true,
  },
  { types: ['SCATTER', 'GATHER'], talk: oneWay(SINGLE), isDraft: true },
  { types: ['CHANNEL', 'CHANNEL'], talk: bothWays(SINGLE), isDraft: true },
]
