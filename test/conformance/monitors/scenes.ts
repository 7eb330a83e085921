// What is done to a monitored socket to see which events its monitor has: a scene for each thing that can happen. The
// other side is our own socket where all is legal, and octets where it is not.
import { systemClock } from '../../../lib/clock.js'
import type { Conversation } from '../../../lib/conformance/driver-conversation.js'
import { wordsFor } from '../../../lib/conformance/vocabulary.js'
import { Pull, Push } from '../../../lib/index.js'
import { dial, Listener } from '../../../lib/raw/link.js'
import { RawPeer } from '../../../lib/raw/peer.js'

const ANYWHERE = 'tcp://127.0.0.1:*'
const PATIENCE_MS = 5000
const GREETING = wordsFor('PULL')['G'] ?? ''

/** Where a scene plays: a driver, and what is to be closed at the end. */
export interface Stage {
  readonly driver: Conversation
  readonly closing: { close(): void }[]
}

/** One thing that can happen. */
export interface Scene {
  readonly name: string
  /** Words of `can` that it takes. */
  readonly needs?: readonly string[]
  play(stage: Stage): Promise<void>
}

type Mode = 'bind' | 'connect'

/** Opens the driver's socket, monitored. @returns its endpoint; undefined if it said an error */
async function tryOpen(
  { driver }: Stage,
  mode: Mode,
  endpoint: string,
  options: object = {},
): Promise<string | undefined> {
  const place = { endpoint, mode, socket: 'PULL', mechanism: 'NULL' }
  const answer = await driver.ask(
    { open: { ...place, options: { monitor: true, ...options } } },
    'ready',
  )
  if (answer === undefined) throw new Error(`open was not answered: ${driver.ended}`)
  return answer['ready'] === undefined ? undefined : String(answer['ready'])
}

async function open(...words: Parameters<typeof tryOpen>): Promise<string> {
  const endpoint = await tryOpen(...words)
  if (endpoint === undefined) throw new Error(`it cannot ${words[1]} ${words[2]}`)
  return endpoint
}

/** A PUSH of ours whose first message has come, so that all of the link's beginning is over. */
async function meet(stage: Stage, mode: Mode): Promise<Push> {
  const push = new Push({ sendTimeout: PATIENCE_MS, linger: 0 })
  stage.closing.push(push)
  if (mode === 'bind') push.connect(await open(stage, 'bind', ANYWHERE))
  else {
    await push.bind(ANYWHERE)
    await open(stage, 'connect', String(push.lastEndpoint))
  }
  await push.send('hello')
  if ((await stage.driver.next(['recv'], PATIENCE_MS)) === undefined) {
    throw new Error('no message came')
  }
  return push
}

/** A raw connection to the driver's bound socket. */
async function rawPeer(stage: Stage, options: object = {}): Promise<RawPeer> {
  const peer = new RawPeer(await dial(await open(stage, 'bind', ANYWHERE, options)))
  stage.closing.push(peer)
  return peer
}

/** An endpoint that nobody is at. */
async function nowhere(): Promise<string> {
  const listener = await Listener.openLow(() => systemClock.now())
  listener.close()
  return listener.endpoint
}

/** In the order of tables. */
export const SCENES: readonly Scene[] = [
  {
    name: 'binds',
    async play(stage) {
      await open(stage, 'bind', ANYWHERE)
    },
  },
  {
    name: 'binds where somebody is',
    async play(stage) {
      const other = new Pull()
      stage.closing.push(other)
      await other.bind(ANYWHERE)
      await tryOpen(stage, 'bind', String(other.lastEndpoint))
    },
  },
  {
    name: 'is connected to',
    async play(stage) {
      await meet(stage, 'bind')
    },
  },
  {
    name: 'connects',
    async play(stage) {
      await meet(stage, 'connect')
    },
  },
  {
    name: 'connects where nobody is',
    async play(stage) {
      await open(stage, 'connect', await nowhere())
    },
  },
  {
    name: 'bound, its peer leaves',
    async play(stage) {
      const push = await meet(stage, 'bind')
      push.close()
    },
  },
  {
    name: 'connecting, its peer leaves',
    async play(stage) {
      const push = await meet(stage, 'connect')
      push.close()
    },
  },
  {
    name: 'its peer leaves within the greeting',
    async play(stage) {
      const peer = await rawPeer(stage)
      peer.send('ff 00*7 01 7f')
      peer.end()
    },
  },
  {
    name: 'its peer has a mechanism that nobody knows',
    needs: ['zmtp3'],
    async play(stage) {
      const peer = await rawPeer(stage)
      peer.send('ff 00*7 01 7f 03 01 "NOBODY" 00*14 00 00*31')
    },
  },
  {
    name: "its peer's READY is cut short",
    needs: ['zmtp3'],
    async play(stage) {
      const peer = await rawPeer(stage)
      peer.send(`${GREETING} 04 0a 05 "READY" 0b "Soc"`)
    },
  },
  {
    name: 'its ZAP handler refuses the peer',
    needs: ['zmtp3', 'zapDomain'],
    async play(stage) {
      const peer = await rawPeer(stage, { zapDomain: '400' })
      peer.send(`${GREETING} 04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"`)
    },
  },
  {
    name: 'it is refused: an ERROR of 400',
    needs: ['zmtp3'],
    async play(stage) {
      const listener = await Listener.open('tcp://127.0.0.1:0', () => systemClock.now())
      stage.closing.push(listener)
      const arrived = new Promise<void>(resolve => listener.onArrival(resolve))
      await open(stage, 'connect', listener.endpoint)
      await arrived
      const socket = listener.take()
      if (socket === undefined) throw new Error('nobody connected')
      const peer = new RawPeer(socket, { deadlineMs: PATIENCE_MS })
      stage.closing.push(peer)
      peer.send(GREETING)
      const head = await peer.read(64 + 2) // up to the length of its READY
      await peer.read(Number.parseInt(head.slice(-2), 16))
      peer.send('04 0a 05 "ERROR" 03 "400"')
    },
  },
  {
    name: 'bound, is closed',
    async play(stage) {
      await open(stage, 'bind', ANYWHERE)
      await stage.driver.ask({ close: true }, 'closed')
    },
  },
]
