// What is tried between two implementations.
import { systemClock } from '../../lib/clock.js'
import type { Capability } from '../../lib/conformance/case.js'
import type { Implementation } from '../../lib/conformance/drivers/registry.js'
import { ENDPOINT_KEYS, needsOf } from '../../lib/conformance/security.js'
import type { SocketTypeName } from '../../lib/engine.js'
import type { Pair, Wanted } from './pair.js'

/** One thing that is tried. */
export interface Scenario {
  readonly name: string
  readonly wanted: Wanted
  /** What the connecting side must be able to do, and the bound one. */
  readonly needs?: readonly [readonly Capability[], readonly Capability[]]
  /** @returns messages a second, where that is measured */
  run(pair: Pair): Promise<number | void>
}

const MANY = 1000
const BIG = 10 * 1024 * 1024
/** How long the two are left alone while PINGs pass, ms: six of them. */
const IDLE_MS = 600

const pause = (ms: number): Promise<void> =>
  new Promise(resolve => void systemClock.after(ms, resolve))

/** One message, from whoever may begin. */
const one = (
  bound: SocketTypeName,
  connecting: SocketTypeName,
  isBoundFirst: boolean,
): Scenario => ({
  name: `1 message, ${bound} and ${connecting}`,
  wanted: { bound, connecting },
  async run(pair) {
    const [from, to] = isBoundFirst ? [pair.bound, pair.connecting] : [pair.connecting, pair.bound]
    await from.send(['hello'])
    await to.expects(['hello'])
  },
})

/** A question and its answer. */
const asks = (
  bound: SocketTypeName,
  connecting: SocketTypeName,
  isBoundFirst: boolean,
): Scenario => ({
  name: `1 message and its answer, ${bound} and ${connecting}`,
  wanted: { bound, connecting },
  async run(pair) {
    const [from, to] = isBoundFirst ? [pair.bound, pair.connecting] : [pair.connecting, pair.bound]
    await from.send(['question'])
    const asked = await to.next() // a ROUTER has the address of the peer in front
    if (String(asked.at(-1)) !== 'question') throw new Error('the question is another')
    await to.send([...asked.slice(0, -1), 'answer'])
    await from.expects(['answer'])
  },
})

/** A publisher sends until its subscriber, who came at some time, gets one. */
const publishes = (bound: 'PUB' | 'SUB'): Scenario => ({
  name: `1 message, ${bound} and ${bound === 'PUB' ? 'SUB' : 'PUB'}`,
  wanted: { bound, connecting: bound === 'PUB' ? 'SUB' : 'PUB' },
  async run(pair) {
    const [from, to] =
      bound === 'PUB' ? [pair.bound, pair.connecting] : [pair.connecting, pair.bound]
    await to.subscribe()
    await untilHeard(pair, () => from.send(['news']), to)
  },
})

async function untilHeard(
  _pair: Pair,
  send: () => Promise<void>,
  to: Pair['bound'],
): Promise<void> {
  for (let left = 75; ; left--) {
    await send().catch((error: unknown) => {
      if (left === 0) throw error
    })
    try {
      await to.next(200)
      return
    } catch (error) {
      if (left === 0) throw error
    }
  }
}

/** So many messages in order. */
const many = (bound: 'PUSH' | 'PULL'): Scenario => ({
  name: `1,000 messages, ${bound} bound`,
  wanted: { bound, connecting: bound === 'PUSH' ? 'PULL' : 'PUSH' },
  async run(pair) {
    const [from, to] =
      bound === 'PUSH' ? [pair.bound, pair.connecting] : [pair.connecting, pair.bound]
    await from.send(['first'])
    await to.expects(['first'])
    const start = systemClock.now()
    const sending = (async () => {
      for (let at = 0; at < MANY; at++) await from.send([`message ${at}`])
    })()
    sending.catch(() => {}) // it is waited for below
    for (let at = 0; at < MANY; at++) await to.expects([`message ${at}`])
    await sending
    return MANY / ((systemClock.now() - start) / 1000)
  },
})

/** With a mechanism, the bound side the server. */
const secured = (mechanism: 'PLAIN' | 'CURVE'): Scenario => ({
  name: `1 message, ${mechanism}`,
  wanted: {
    bound: 'PULL',
    connecting: 'PUSH',
    security: [`${mechanism} server`, `${mechanism} client`],
    ...(mechanism === 'CURVE' && { options: { curveServerKey: ENDPOINT_KEYS.publicKey } }),
  },
  needs: [needsOf(`${mechanism} client`), needsOf(`${mechanism} server`)],
  async run(pair) {
    await pair.connecting.send(['hello'])
    await pair.bound.expects(['hello'])
  },
})

/** All of them. */
export const SCENARIOS: readonly Scenario[] = [
  one('PUSH', 'PULL', true),
  one('PULL', 'PUSH', false),
  one('PAIR', 'PAIR', true),
  asks('REP', 'REQ', false),
  asks('REQ', 'REP', true),
  asks('ROUTER', 'DEALER', false),
  asks('DEALER', 'ROUTER', true),
  publishes('PUB'),
  publishes('SUB'),
  many('PUSH'),
  many('PULL'),
  {
    name: 'multipart',
    wanted: { bound: 'PULL', connecting: 'PUSH' },
    async run(pair) {
      await pair.connecting.send(['a', '', 'c'])
      await pair.bound.expects(['a', '', 'c'])
    },
  },
  {
    name: '10 MB',
    wanted: { bound: 'PULL', connecting: 'PUSH', isRecorded: false },
    async run(pair) {
      const big = Buffer.alloc(BIG, 'rawzmq')
      await pair.connecting.send([big])
      const [part] = await pair.bound.next()
      if (part === undefined || !part.equals(big)) throw new Error('it arrived otherwise')
    },
  },
  secured('PLAIN'),
  secured('CURVE'),
  {
    name: 'reconnect after kill -9',
    wanted: { bound: 'PULL', connecting: 'PUSH' },
    async run(pair) {
      await pair.connecting.send(['before'])
      await pair.bound.expects(['before'])
      await pair.bound.driver.kill()
      await pair.bound.open('PULL', 'bind', pair.endpoint, {}, undefined)
      // What was on its way when the peer died is lost.
      await untilHeard(pair, () => pair.connecting.send(['after'], 1000), pair.bound)
    },
  },
  {
    name: 'heartbeat',
    wanted: {
      bound: 'PULL',
      connecting: 'PUSH',
      options: { heartbeatInterval: 100, heartbeatTimeout: 2000 },
    },
    needs: [['heartbeat', 'heartbeatInterval', 'heartbeatTimeout'], ['heartbeat']],
    async run(pair) {
      await pair.connecting.send(['before'])
      await pair.bound.expects(['before'])
      const connections = pair.connections
      await pause(IDLE_MS)
      await pair.connecting.send(['after'])
      await pair.bound.expects(['after'])
      if (pair.connections !== connections) throw new Error('the link did not last')
    },
  },
]

/** Why a scenario is not for two implementations; undefined if it is. */
export function whyNot(
  { wanted: { bound, connecting, security }, needs = [[], []] }: Scenario,
  [first, second]: readonly [Implementation, Implementation],
  pair: Pair,
): string | undefined {
  if (!first.sockets.includes(bound)) return `${first.title} has no ${bound}`
  if (!second.sockets.includes(connecting)) return `${second.title} has no ${connecting}`
  if (!first.zmtp.some(version => second.zmtp.includes(version)) && !isOlder(first, second)) {
    return 'they have no version of ZMTP in common'
  }
  const lack = lacks(pair.connecting, needs[0]) ?? lacks(pair.bound, needs[1])
  if (lack === undefined) return undefined
  return security === undefined
    ? `not both have ${lack}`
    : `not both have ${security[0].split(' ')[0]}`
}

/** True if both have 3, of which 3.1 and 3.0 speak with each other. */
const isOlder = (first: Implementation, second: Implementation): boolean =>
  [first, second].every(({ zmtp }) => zmtp.some(version => version.startsWith('3.')))

const lacks = (end: Pair['bound'], wanted: readonly Capability[]): Capability | undefined =>
  wanted.find(need => !end.driver.capabilities.has(need))
