// One run's world: a fresh socket of the endpoint, our links to it, what its application got.
import { delay } from '../clock.js'
import type { Dialect, LinkName, Security } from './case.js'
import { type CurveSide, curveSideFor } from './curve-side.js'
import { isMessage, openUnread, sealedFrame } from './curve-frames.js'
import { type HexContext, octets } from '../raw/hex.js'
import { dial, Listener, RawLink } from '../raw/link.js'
import { mechanismIn } from './security.js'
import { framesIn, type SeenFrame, SeenStream } from './stream.js'
import { type Setup, type Testee, type TesteeSocket, Unreachable } from './testee.js'
import { shownParts, Transcript } from './transcript.js'
import { wordsFor } from './vocabulary.js'
import { Happenings, type WaitSettings } from './waiting.js'
import { type Breach, breachesOf } from './watch.js'

/** What a scene is set up with. */
export interface SceneSettings extends Omit<Setup, 'endpoint' | 'mechanism'>, WaitSettings {
  /** What the endpoint is; NULL if undefined. */
  readonly security: Security | undefined
  readonly dialect: Dialect
  readonly testee: Testee
  /** Where the endpoint dials us; for `connect`. */
  readonly listener: Listener | undefined
  /** Seeded octets. */
  readonly random: (count: number) => Uint8Array
}

/** One of our links, and what came over it. */
export interface SceneLink {
  name: LinkName
  /** It speaks ZMTP 2.0. */
  readonly isOld: boolean
  readonly raw: RawLink
  readonly stream: SeenStream
  /** Every frame that was read. */
  readonly frames: SeenFrame[]
  /** Frames read that no step has dealt with. */
  readonly unread: SeenFrame[]
  /** Our side of CURVE, where the endpoint has the other. */
  readonly curve: CurveSide | undefined
  /** How the endpoint closed it; undefined while it is open. */
  closedBy: string | undefined
  /** How many octets had come when we last sent something. */
  totalAtSend: number
}

/** How long a connecting endpoint may take to dial, ms. */
const DIAL_WAIT_MS = 3000
/** One that nobody starts for us may need to be started again by its own means. */
const SHARED_DIAL_WAIT_MS = 10_000
/** Of ZMTP 3. */
const GREETING_LENGTH = 64
const PAIR_PAUSE_MS = 20
/** How long our closing waits for the endpoint's, ms. */
const CLOSE_WAIT_MS = 400

/** The links and the socket of one run. */
export class Scene {
  readonly settings: SceneSettings
  readonly transcript: Transcript
  readonly hex: HexContext
  readonly links = new Map<LinkName, SceneLink>()
  /** Messages delivered that no step has dealt with. */
  readonly deliveries: (readonly Buffer[])[] = []
  readonly breaches: Breach[] = []
  /** How many messages the application has sent in the last `app` step. */
  sentCount = 0
  #listener: Listener | undefined
  #subject: TesteeSocket | undefined
  #ended: string | undefined
  readonly #happenings: Happenings

  constructor(settings: SceneSettings) {
    this.settings = settings
    this.transcript = new Transcript(() => settings.clock.now())
    this.hex = { words: wordsFor(settings.socket, settings.security), random: settings.random }
    this.#listener = settings.listener
    settings.listener?.onArrival(() => this.wake())
    this.#happenings = new Happenings(settings, () => this.#ended !== undefined)
  }

  /** True if a driver sees what is delivered. */
  get hasApp(): boolean {
    return this.settings.testee.capabilities.has('app')
  }

  /** How the process ended, if it did. */
  get ended(): string | undefined {
    return this.#ended
  }

  /** The socket under test. */
  get subject(): TesteeSocket {
    if (this.#subject === undefined) throw new Error('the scene has no socket yet')
    return this.#subject
  }

  /** When the endpoint dialled, ms. */
  get arrivals(): readonly number[] {
    return this.#listener?.arrivals ?? []
  }

  /** Begins to listen again where a deaf run had stopped. */
  async listenAgain(): Promise<void> {
    const { listener, clock } = this.settings
    if (listener === undefined) return
    this.#listener = await Listener.open(listener.endpoint, () => clock.now())
    this.#listener.onArrival(() => this.wake())
  }

  /**
   * Another socket of the endpoint, and another place to dial: a connection that the old one had under way
   * must not be taken for the new one's.
   */
  async reopen(): Promise<void> {
    await this.closeSubject()
    if (this.#listener !== undefined && this.settings.testee.isFresh) {
      this.#listener.close()
      this.#listener = await Listener.open('tcp://127.0.0.1:0', () => this.settings.clock.now())
      this.#listener.onArrival(() => this.wake())
    }
    await this.open()
  }

  /** Stops listening. */
  stopListening(): void {
    this.#listener?.close()
    this.settings.listener?.close()
  }

  /** Makes the endpoint's socket. */
  async open(): Promise<void> {
    const { testee, mode, socket, security, options } = this.settings
    const mechanism = mechanismIn(security)
    const endpoint = this.#listener?.endpoint ?? 'tcp://127.0.0.1:*'
    this.deliveries.length = 0
    this.#subject = await testee.open(
      { mode, socket, mechanism, options, endpoint },
      {
        delivered: parts => {
          this.transcript.note('', `delivered [${shownParts(parts)}]`, 'app')
          this.deliveries.push(parts)
          this.wake()
        },
        ended: text => {
          this.transcript.note('', text)
          this.#ended = text
          this.wake()
        },
      },
    )
  }

  /** Opens a link under a name; undefined if the endpoint could not be dialled or did not dial. */
  async link(
    name: LinkName,
    waitMs = DIAL_WAIT_MS,
    greetingLength = GREETING_LENGTH,
  ): Promise<SceneLink | undefined> {
    const { mode } = this.settings
    const socket =
      mode === 'bind'
        ? await dial(this.subject.endpoint).catch(() => undefined)
        : await this.until(
            () => this.#listener?.take(),
            this.settings.testee.isFresh ? waitMs : SHARED_DIAL_WAIT_MS,
          )
    if (socket === undefined) {
      if (mode === 'connect' && !this.settings.testee.isFresh && this.#ended === undefined) {
        throw new Unreachable('the endpoint does not dial, or not again: start it in a loop')
      }
      return undefined
    }
    const frames: SeenFrame[] = []
    const stream = new SeenStream(frame => {
      frames.push(frame)
      // What is in a MESSAGE is watched when it is opened.
      if (greetingLength === GREETING_LENGTH && !isMessage(frame)) this.#watch(frame)
    }, greetingLength)
    const raw = new RawLink(socket, {
      octets: chunk => {
        this.transcript.octets(name, 'in', chunk)
        stream.push(chunk)
        this.wake()
      },
      closed: how => {
        link.closedBy = how
        this.transcript.note(name, `closed by the endpoint: ${how}`)
        this.wake()
      },
    })
    const isOld = greetingLength !== GREETING_LENGTH
    const link: SceneLink = {
      name,
      isOld,
      raw,
      stream,
      frames,
      unread: [],
      curve: curveSideFor(this.settings, octets('<P>', this.hex)),
      closedBy: undefined,
      totalAtSend: 0,
    }
    raw.resume()
    this.transcript.note(name, mode === 'bind' ? 'dialled' : 'accepted')
    this.links.set(name, link)
    return link
  }

  /** The link of a name. */
  at(name: LinkName = 'a'): SceneLink {
    const link = this.links.get(name)
    if (link === undefined) throw new Error(`the run has no link ${name}`)
    return link
  }

  /** Gives a link another name. */
  rename(from: LinkName, to: LinkName): void {
    const link = this.at(from)
    this.transcript.note(from, `is called ${to} from here on`)
    this.links.delete(from)
    link.name = to
    this.links.set(to, link)
  }

  /** Deliveries that no step has dealt with; what an XPUB says of its subscribers is none. */
  get strays(): readonly (readonly Buffer[])[] {
    if (this.settings.socket !== 'XPUB') return this.deliveries
    return this.deliveries.filter(parts => parts.length > 1 || (parts[0]?.[0] ?? 2) > 1)
  }

  /** Writes octets to a link. */
  send(link: SceneLink, bytes: Uint8Array): void {
    this.transcript.octets(link.name, 'out', bytes)
    link.totalAtSend = link.stream.total
    link.raw.send(bytes)
  }

  /** Reads whatever whole frames there are into `unread`. */
  readFrames(link: SceneLink): readonly SeenFrame[] {
    for (let frame = link.stream.frame(); frame !== undefined; frame = link.stream.frame()) {
      link.unread.push(frame)
    }
    for (const opened of openUnread(link)) this.#watch(opened)
    return link.unread
  }

  /** Writes whole frames to a link, sealed where that is due. */
  say(link: SceneLink, frames: Buffer): void {
    const { curve } = link
    if (curve?.isReady !== true) return this.send(link, frames)
    const sealed = framesIn(frames).map(frame => sealedFrame(curve, frame, this.settings.dialect))
    this.send(link, Buffer.concat(sealed))
  }

  #watch(frame: SeenFrame): void {
    const { socket, security } = this.settings
    this.breaches.push(...breachesOf(frame, socket, security))
  }

  /** True once a wait of ours has come much too late. */
  get stoodStill(): boolean {
    return this.#happenings.stoodStill
  }

  wake(): void {
    this.#happenings.wake()
  }

  /** Waits until `check` gives something; see Happenings. */
  until<T>(check: () => T | undefined, ms: number, isExact = false): Promise<T | undefined> {
    return this.#happenings.until(check, ms, isExact)
  }

  /** Lets time pass; more if the machine stood still meanwhile. */
  rest(ms: number): Promise<void> {
    return this.#happenings.rest(ms)
  }

  /**
   * Ends links in order, all if none is named: our FIN, the endpoint's, then away with them.
   *
   * @returns false if the endpoint did not end its side of one in time
   */
  async closeLinks(names: readonly LinkName[] = [...this.links.keys()]): Promise<boolean> {
    const open = names.flatMap(name => this.links.get(name) ?? [])
    for (const { raw } of open) {
      raw.resume()
      raw.fin()
    }
    const waiting = open.filter(link => link.closedBy === undefined)
    if (waiting.length > 0) {
      const allClosed = (): true | undefined =>
        waiting.every(link => link.closedBy !== undefined) || undefined
      await this.until(allClosed, CLOSE_WAIT_MS)
    }
    const areClosed = open.every(link => link.closedBy !== undefined)
    for (const link of open) {
      this.readFrames(link)
      link.raw.destroy()
      this.links.delete(link.name)
    }
    return areClosed
  }

  /** Away with everything, at once. */
  async end(): Promise<void> {
    this.#happenings.close()
    for (const { raw } of this.links.values()) raw.destroy()
    await this.closeSubject()
    this.stopListening()
  }

  /**
   * Gives a PAIR that binds time to forget its peer: it has room for one only, and may close its side of
   * the link a moment before.
   */
  async settle(): Promise<void> {
    const { clock, mode, socket } = this.settings
    if (mode === 'bind' && socket === 'PAIR') await delay(clock, PAIR_PAUSE_MS)
  }

  /** Closes the endpoint's socket. */
  async closeSubject(): Promise<void> {
    const subject = this.#subject
    this.#subject = undefined
    await subject?.close()
  }
}
