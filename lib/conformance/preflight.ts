// Before the suite: is that an endpoint of ZMTP with NULL and of the socket type that was said, which version is it, and
// does it answer a PING? A wrong address ends in seconds with one sentence instead of a failure for every case.
import { type Clock, delay } from '../clock.js'
import type { SocketTypeName } from '../engine.js'
import { hex } from '../raw/hex.js'
import { dial, Listener, RawLink } from '../raw/link.js'
import { SOCKET_TYPES } from '../socket-types.js'
import type { Capability, Mode } from './case.js'
import { beginning, looksLike, PROBES } from './looks-like.js'
import { propertiesOf, SeenStream } from './stream.js'
import { Stopped, type Testee, Unreachable } from './testee.js'
import { LEGAL_PEER, wordsFor } from './vocabulary.js'

/** How it is met. */
export interface PreflightSettings {
  readonly socket: SocketTypeName
  readonly mode: Mode
  /** Where an endpoint that connects dials us; a free port if not said. */
  readonly listenAt?: string | undefined
  readonly clock: Clock
  /** Factor on every wait; default 1. */
  readonly patience?: number
  readonly signal?: AbortSignal | undefined
}

/** What it says and does on one good link. */
export interface Met {
  /** `3.1`, `3.0`, `2.0` or `1.0`. */
  readonly zmtp: string
  /** Whether a PING was answered within a second; undefined before ZMTP 3, which knows none. */
  readonly answersPing: boolean | undefined
}

/** How long is waited, ms: for one that dials by itself, a greeting and then a READY, a PONG, the answer to a probe. */
const WAIT_MS = { dial: 10_000, early: 500, handshake: 3000, pong: 1000, probe: 700 } as const
const STEP_MS = 10
/** Of the greeting: the signature, the two octets of the version behind it, and where the mechanism's name stands. */
const SIGNATURE = { first: 0xff, last: 0x7f, length: 10 } as const
const MINOR = 11
const MECHANISM = { from: 12, to: 32 } as const
/** With a time to live of nothing: the link's end does not hang on it. */
const PING = '04 09 04 "PING" 0000 "ab"'

/**
 * Meets an endpoint once, as its legal peer.
 *
 * @throws Unreachable with what it is instead, or that nobody is there; Unsupported if it has no such socket;
 * Stopped by the signal
 */
export async function preflight(testee: Testee, settings: PreflightSettings): Promise<Met> {
  const { socket, mode, listenAt, clock } = settings
  const listener =
    mode === 'connect'
      ? await Listener.open(listenAt ?? 'tcp://127.0.0.1:0', () => clock.now())
      : undefined
  const setup = { mode, socket, mechanism: 'NULL', options: {} } as const
  const endpoint = listener?.endpoint ?? 'tcp://127.0.0.1:*'
  const subject = await testee
    .open({ ...setup, endpoint }, { delivered() {}, ended() {} })
    .catch((error: unknown) => {
      listener?.close()
      throw error
    })
  try {
    if (listener === undefined) return await meetAt(subject.endpoint, testee, settings)
    const stream = await within(settings, WAIT_MS.dial, () => listener.take())
    if (stream === undefined) {
      throw new Unreachable(`nobody dials ${endpoint}: it must do so again and again`)
    }
    return await new Meeting(`what dials ${endpoint}`, stream, settings).outcome()
  } finally {
    listener?.close()
    await subject.close()
  }
}

/**
 * What is known of it beyond what was said, with a sentence for each. What a driver says it can do it is held to.
 *
 * @param said what it is said to be able to do
 */
export function adjusted(
  { zmtp, answersPing }: Met,
  said: ReadonlySet<Capability>,
): {
  readonly add: readonly Capability[]
  readonly drop: readonly Capability[]
  readonly why: readonly string[]
} {
  const why: string[] = []
  if (zmtp === '3.0' && !said.has('zmtp30')) {
    why.push('it greets with ZMTP 3.0: what 3.1 adds is not asked of it')
  }
  const add: Capability[] = zmtp === '3.0' ? ['zmtp30'] : []
  if (said.has('app')) return { add, drop: [], why }
  if (!zmtp.startsWith('3') && said.has('zmtp3')) {
    why.push(`it speaks ZMTP ${zmtp}: what ZMTP 3 has is not asked of it`)
    return { add: [zmtp === '2.0' ? 'zmtp2' : 'zmtp1'], drop: ['zmtp3', 'heartbeat'], why }
  }
  if (answersPing !== false || !said.has('heartbeat')) return { add, drop: [], why }
  why.push('no PONG came to a PING: judged as --without heartbeat')
  return { add, drop: ['heartbeat'], why }
}

/** Dials it; one that does not speak is asked in other tongues. */
async function meetAt(endpoint: string, testee: Testee, settings: PreflightSettings): Promise<Met> {
  const who = testee.isFresh ? `${testee.name} at ${endpoint}` : endpoint
  const reach = () =>
    dial(endpoint).catch((error: Error) => {
      if (error.name === 'UsageError') throw error
      throw new Unreachable(`${who} cannot be reached: ${error.message}`)
    })
  const meeting = new Meeting(who, await reach(), settings)
  try {
    return await meeting.outcome()
  } catch (error) {
    if (!(error instanceof Unreachable) || meeting.hasSpoken) throw error
    for (const probe of PROBES) {
      const start = await answerTo(probe, await reach(), settings)
      const found = looksLike(start)
      if (found !== undefined) throw new Unreachable(foreign(who, start, found))
    }
    throw error
  }
}

async function answerTo(
  probe: Buffer,
  stream: Parameters<typeof linkOver>[0],
  settings: PreflightSettings,
): Promise<Buffer> {
  const { link, seen } = linkOver(stream)
  link.send(probe)
  await within(settings, WAIT_MS.probe, () => seen.stream.total > SIGNATURE.length || undefined)
  link.destroy()
  return seen.stream.rest
}

const foreign = (who: string, start: Buffer, found = looksLike(start)): string =>
  `${who} does not speak ZMTP: ${found === undefined ? '' : `it looks like ${found}; `}it begins with ${beginning(start)}`

/** Polls: what is waited for here has no event of its own. */
async function within<T>(
  { clock, patience = 1, signal }: PreflightSettings,
  ms: number,
  check: () => T | undefined,
  isOver: () => boolean = () => false,
): Promise<T | undefined> {
  const end = clock.now() + ms * patience
  for (;;) {
    const found = check()
    if (found !== undefined) return found
    if (signal?.aborted === true) throw new Stopped('before the first case')
    if (isOver() || clock.now() >= end) return undefined
    await delay(clock, STEP_MS)
  }
}

function linkOver(stream: ConstructorParameters<typeof RawLink>[0]) {
  const frames = new Map<string, Buffer>()
  const seen = {
    stream: new SeenStream(({ name, body }) => void frames.set(name ?? '', body)),
    frames,
    isClosed: false,
  }
  const link = new RawLink(stream, {
    octets: chunk => seen.stream.push(chunk),
    closed: () => (seen.isClosed = true),
  })
  link.resume()
  return { link, seen }
}

/** One link, and what is said over it. */
class Meeting {
  readonly #who: string
  readonly #settings: PreflightSettings
  readonly #link: RawLink
  readonly #seen: ReturnType<typeof linkOver>['seen']

  constructor(who: string, stream: Parameters<typeof linkOver>[0], settings: PreflightSettings) {
    this.#who = who
    this.#settings = settings
    const { link, seen } = linkOver(stream)
    this.#link = link
    this.#seen = seen
  }

  get hasSpoken(): boolean {
    return this.#seen.stream.total > 0
  }

  /** @throws Unreachable with what it is instead */
  async outcome(): Promise<Met> {
    try {
      return await this.#meet()
    } finally {
      this.#link.destroy()
    }
  }

  async #meet(): Promise<Met> {
    const { stream } = this.#seen
    const type = this.#settings.socket
    const words = wordsFor(type)
    const greeting = hex(words['G'] ?? '')
    // Some of ZMTP 2.0 refuse a greeting of 3.0 that comes in one piece.
    this.#link.send(greeting.subarray(0, SIGNATURE.length))
    const hasVersion = () => stream.total > SIGNATURE.length || undefined
    await this.#until(hasVersion, WAIT_MS.early)
    this.#link.send(greeting.subarray(SIGNATURE.length))
    await this.#until(hasVersion, WAIT_MS.handshake)
    const start = stream.rest
    const isSigned = start[0] === SIGNATURE.first && start[SIGNATURE.length - 1] === SIGNATURE.last
    if (!isSigned && isIdentity(start)) return { zmtp: '1.0', answersPing: undefined }
    if (!isSigned) throw this.#unreachable(start)
    const major = start[SIGNATURE.length] ?? 0
    if (major < 3) return { zmtp: major === 0 ? '1.0' : '2.0', answersPing: undefined }
    await this.#until(() => stream.greeting, WAIT_MS.handshake)
    const name = (stream.greeting ?? greeting)
      .toString('latin1', MECHANISM.from, MECHANISM.to)
      .replace(/\0+$/, '')
    if (name !== 'NULL') {
      throw new Unreachable(`${this.#who} wants the mechanism ${name}; only NULL is judged`)
    }
    const minor = stream.greeting?.[MINOR] ?? 0
    this.#link.send(hex(words['R'] ?? ''))
    const ready = await this.#until(() => this.#frame('READY'), WAIT_MS.handshake)
    if (ready === undefined) {
      const how = this.#seen.isClosed ? 'closes' : 'sends no READY'
      throw new Unreachable(
        `${this.#who} ${how} when a ${LEGAL_PEER[type]} greets it; is it a ${type}?`,
      )
    }
    const other = typeIn(ready)
    // A type that nobody knows is for the cases to judge.
    if (other !== undefined && other !== type && Object.hasOwn(SOCKET_TYPES, other)) {
      throw new Unreachable(`${this.#who} is a ${other}, not a ${type}`)
    }
    this.#link.send(hex(PING))
    const pong = await this.#until(() => this.#frame('PONG'), WAIT_MS.pong)
    return { zmtp: minor === 0 ? '3.0' : '3.1', answersPing: pong !== undefined }
  }

  #unreachable(start: Buffer): Unreachable {
    if (start.length > 0) return new Unreachable(foreign(this.#who, start))
    const seconds = WAIT_MS.handshake / 1000
    const how = this.#seen.isClosed ? 'it closes on a greeting without a word' : undefined
    return new Unreachable(
      `${this.#who} does not speak ZMTP: ${how ?? `it answers a greeting with nothing in ${seconds} s`}`,
    )
  }

  /** The body of the last command of a name. */
  #frame(name: string): Buffer | undefined {
    while (this.#seen.stream.frame() !== undefined);
    return this.#seen.frames.get(name)
  }

  #until<T>(check: () => T | undefined, ms: number): Promise<T | undefined> {
    return within(this.#settings, ms, check, () => this.#seen.isClosed)
  }
}

/** ZMTP 1.0 begins with a length, flags of 0 and an identity, which may be empty. */
function isIdentity(start: Buffer): boolean {
  const [length = 0, flags] = start
  return length > 0 && flags === 0 && start.length >= 1 + length && looksLike(start) === undefined
}

function typeIn(ready: Buffer): string | undefined {
  const own = propertiesOf(ready)?.find(({ name }) =>
    /^socket-type$/i.test(name.toString('latin1')),
  )
  return own?.value.toString('latin1')
}
