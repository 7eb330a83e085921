// Acts one schedule out: sockets of this package, whole, above a network in memory and a loop that only the
// schedule turns. fault-hooks.ts must be registered before the sockets' modules are loaded.
import type { Clock } from '../../../lib/clock.js'
import { FakeLoop } from '../../support/fake-loop.js'
import { FaultNetwork, type Kernel } from '../../support/fault-network.js'
import type { Peer } from './peer.js'
import type { Schedule, Step } from './schedule.js'
import { ModelSocket, Violation } from './socket.js'
import type { ContextCore } from '../../../lib/socket/context-core.js'
import type { SocketCore } from '../../../lib/socket/core.js'
import type { PatternMaker } from '../../../lib/socket/pattern/common.js'
import type { SocketTypeName } from '../../../lib/engine.js'

/** The modules under test, loaded with the hooks. */
export interface Subject {
  readonly SocketCore: new (
    type: SocketTypeName,
    context: ContextCore,
    makePattern: PatternMaker,
  ) => SocketCore
  readonly ContextCore: new (clock: Clock, random: () => number) => ContextCore
  readonly patternFor: (type: SocketTypeName) => PatternMaker
  readonly systemClock: Clock
  readonly faultNetwork: { current: FaultNetwork }
}

/** Long enough for every reconnect. */
const CALM_TURNS = 24

/** A lost connection is back before so many have passed. */
const QUIET_TURNS = 5
const CALM_TURN_MS = 8
const CLOSING_TURNS = 3

/** Octets of the messages that a peer says as it joins. */
const GREETING_SIZE = 12

/** @throws Violation */
export async function actOut(schedule: Schedule, subject: Subject): Promise<void> {
  const loop = new FakeLoop()
  const network = new FaultNetwork()
  subject.faultNetwork.current = network
  loop.poll = () => network.poll()
  const uninstall = loop.install()
  let thrown: unknown
  const note = (error: unknown): void => void (thrown ??= error)
  process.on('uncaughtException', note)
  const world = new World(schedule, subject, network, loop)
  try {
    await world.run(() => {
      if (thrown !== undefined) throw new Violation(`thrown: ${String((thrown as Error).stack)}`)
    })
  } finally {
    await world.close()
    process.off('uncaughtException', note)
    uninstall()
  }
}

class World {
  readonly #schedule: Schedule
  readonly #network: FaultNetwork
  readonly #loop: FakeLoop
  readonly #sockets: ModelSocket[]
  #connections = 0

  constructor(schedule: Schedule, subject: Subject, network: FaultNetwork, loop: FakeLoop) {
    this.#schedule = schedule
    this.#network = network
    this.#loop = loop
    network.onDialed = (port, kernel) => {
      const socket = this.#sockets.find(candidate => candidate.port === port)
      if (socket !== undefined) this.#meet(socket, kernel)
    }
    const context = new subject.ContextCore(subject.systemClock, () => 0.5)
    this.#sockets = schedule.sockets.map((plan, index) => {
      const core = new subject.SocketCore(plan.type, context, subject.patternFor(plan.type))
      return new ModelSocket(core, plan, index, network, loop)
    })
  }

  async run(checkThrown: () => void): Promise<void> {
    for (const step of this.#schedule.steps) {
      await this.#act(step)
      checkThrown()
      for (const socket of this.#sockets) socket.check()
    }
    await this.#calm()
    checkThrown()
    for (const socket of this.#sockets) socket.checkEnd()
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.close()
    for (let turns = 0; turns < CLOSING_TURNS; turns++) await this.#turn(0)
  }

  get #peers(): Peer[] {
    return this.#sockets.flatMap(({ peers }) => peers)
  }

  async #act(step: Step): Promise<void> {
    if (step.do === 'busy') {
      this.#loop.now += step.ms
      return
    }
    if (step.do === 'turn') {
      await this.#turn(step.ms)
      return
    }
    const socket = this.#sockets[step.at % this.#sockets.length] as ModelSocket
    switch (step.do) {
      case 'join':
        if (socket.plan.side === 'bind') this.#meet(socket, this.#network.join(socket.port))
        return
      case 'take':
        socket.take(step.count)
        return
      case 'give':
        socket.give(step.count, step.size)
        return
      case 'mark':
        socket.mark(step.which, step.value)
        return
      case 'away':
        socket.away(step.is)
        return
      default: {
        const { length } = this.#peers
        const peer = this.#peers[length - 1 - (step.at % Math.max(1, length))]
        if (peer !== undefined) actOnPeer(peer, step, this.#speaks(peer))
      }
    }
  }

  #speaks(peer: Peer): boolean {
    return this.#sockets.some(({ plan, peers }) => plan.type !== 'PUSH' && peers.includes(peer))
  }

  #meet(socket: ModelSocket, kernel: Kernel): void {
    const peer = socket.meet(kernel, ++this.#connections)
    if (socket.plan.type !== 'PUSH') peer.say(socket.plan.greets, GREETING_SIZE, 1)
    peer.arrive()
  }

  async #turn(ms: number): Promise<void> {
    this.#loop.now += ms
    await this.#loop.turn()
  }

  /** Every fault is over, everyone reads, and time passes until nothing more happens. */
  async #calm(): Promise<void> {
    for (const socket of this.#sockets) socket.away(false)
    let quietTurns = 0
    for (let turns = 0; turns < CALM_TURNS && quietTurns < QUIET_TURNS; turns++) {
      const before = this.#network.activity
      for (const peer of this.#peers) calmDown(peer)
      await this.#turn(CALM_TURN_MS)
      for (const socket of this.#sockets) {
        if (socket.take(1000) > 0) quietTurns = 0
        socket.check()
      }
      quietTurns = this.#network.activity === before ? quietTurns + 1 : 0
    }
  }
}

function calmDown(peer: Peer): void {
  peer.isAnswering = true
  if (peer.isStalled) peer.stall(false)
  peer.kernel.readMax = Infinity
  // One that has announced how long it may be silent, or is asked, goes on to speak.
  if (peer.isBeating && !peer.hasLeft && !peer.isClosed) peer.ping(0)
  peer.arrive()
}

type PeerStep = Exclude<Step, { do: 'join' | 'take' | 'give' | 'mark' | 'away' | 'busy' | 'turn' }>

function actOnPeer(peer: Peer, step: PeerStep | Step, speaks: boolean): void {
  switch (step.do) {
    case 'say':
      if (!speaks || peer.hasLeft) return
      peer.say(step.count, step.size, step.parts)
      peer.arriveBut(step.hold)
      return
    case 'arrive':
      peer.arrive(step.count)
      return
    case 'leave':
      peer.leave(step.end, step.refusal)
      return
    case 'stall':
      peer.stall(step.is)
      return
    case 'mute':
      peer.isAnswering = !step.is
      return
    case 'ping':
      for (let times = 0; times < step.count; times++) peer.ping(step.timeToLiveMs)
      peer.arrive()
      return
    case 'reads':
      peer.kernel.readMax = step.most
      return
    default:
  }
}
