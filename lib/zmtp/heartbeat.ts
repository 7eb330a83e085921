// Heartbeats (RFC 37 §Heartbeating) as deadlines: when to send PING, when the peer counts as dead.
// Holds no timer; connection.ts asks for `deadline` and calls `tick`.

/** Heartbeat options, in milliseconds, as zmq_setsockopt(3) defines them. */
export interface HeartbeatSettings {
  /** Time between PINGs; 0 = none (ZMQ_HEARTBEAT_IVL). */
  readonly intervalMs: number
  /** How long a PING may go without any traffic back; −1 = the interval (ZMQ_HEARTBEAT_TIMEOUT). */
  readonly timeoutMs: number
  /** The time to live announced in our PINGs (ZMQ_HEARTBEAT_TTL). */
  readonly timeToLiveMs: number
}

/** The deadlines of one connection in traffic. All times are the caller's clock, in milliseconds. */
export class Heartbeat {
  readonly #settings: HeartbeatSettings
  #nextPing = Infinity
  #answerDue = Infinity
  #timeToLiveEnds = Infinity
  /** What the last PING of the peer gave it. */
  #timeToLiveMs = 0
  #pings = 0
  #hasAnswered = false

  constructor(settings: HeartbeatSettings) {
    this.#settings = settings
  }

  /** The earliest moment at which `tick` has something to do; Infinity if none. */
  get deadline(): number {
    return Math.min(this.#nextPing, this.#answerDue, this.#timeToLiveEnds)
  }

  /** The TTL field of our PINGs, in tenths of a second. */
  get timeToLiveDeciseconds(): number {
    return Math.floor(this.#settings.timeToLiveMs / 100)
  }

  /** Starts the interval: the handshake has succeeded. */
  start(now: number): void {
    if (this.#settings.intervalMs > 0) this.#nextPing = now + this.#settings.intervalMs
  }

  /** True after the first PING, until the peer says anything. */
  get isFirstUnanswered(): boolean {
    return this.#pings === 1 && !this.#hasAnswered
  }

  /** Any frame of the peer shows that it lives. */
  heard(): void {
    this.#hasAnswered ||= this.#pings > 0
    this.#answerDue = Infinity
    this.#timeToLiveEnds = Infinity
  }

  /**
   * Octets have come, perhaps not a whole frame yet: the peer is not silent, and its time begins anew. (libzmq
   * counts whole frames only, and so ends a peer whose large frame is on its way.)
   */
  heardOctets(now: number): void {
    if (this.#answerDue !== Infinity) this.#answerDue = now + this.#patienceMs
    if (this.#timeToLiveEnds !== Infinity) this.#timeToLiveEnds = now + this.#timeToLiveMs
  }

  /** The peer's PING said how long it may stay silent; 0 = for ever. */
  pinged(timeToLiveDeciseconds: number, now: number): void {
    if (timeToLiveDeciseconds === 0) return
    this.#timeToLiveMs = timeToLiveDeciseconds * 100
    this.#timeToLiveEnds = now + this.#timeToLiveMs
  }

  /**
   * What is due at `now`: the peer is `dead`, or a PING is to be sent.
   *
   * @param isDeaf nothing of the peer is read at present: what it says in the meantime cannot be known, so
   * that its time begins anew
   * @param hasRoom false while a PING could not leave: none is sent then, and no answer is waited for
   */
  tick(now: number, isDeaf = false, hasRoom = true): 'dead' | 'ping' | undefined {
    if (isDeaf) this.heardOctets(now)
    if (now >= this.#answerDue || now >= this.#timeToLiveEnds) return 'dead'
    if (now < this.#nextPing) return undefined
    this.#nextPing = now + this.#settings.intervalMs
    if (!hasRoom) return undefined
    const patienceMs = this.#patienceMs
    if (patienceMs > 0 && this.#answerDue === Infinity) this.#answerDue = now + patienceMs
    this.#pings++
    return 'ping'
  }

  get #patienceMs(): number {
    const { intervalMs, timeoutMs } = this.#settings
    return timeoutMs < 0 ? intervalMs : timeoutMs
  }
}
