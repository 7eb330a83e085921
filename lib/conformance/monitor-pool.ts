// Connections that the events of a monitor do not tell apart: in version 1 all of one endpoint, in version 2
// as a rule one. Events of the handshake name no descriptor, so they are kept as tokens, each to be explained
// by a connection that was there when it came; the descriptor of DISCONNECTED then takes its own with it. A
// token is refused only if no assignment of the tokens to the connections would explain it.

/** How a handshake failed. */
export type FailureKind = 'no-detail' | 'protocol' | 'auth'

/** One connection. */
export interface Held {
  readonly fd: number
  /** When it came up, among those of the pool. */
  readonly order: number
  /** True once its listener is closed: it may be gone without a word. */
  isOrphan: boolean
}

interface Failure {
  readonly kind: FailureKind
  readonly order: number
  /** The same connection had failed before, or was ready: it takes no further one. */
  readonly isShared: boolean
  /** May come again for the same connection: the missing ZAP handler is reported twice. */
  readonly mayRepeat: boolean
}

const EFAULT = 14

/** Connections of one side with the same addresses. */
export class Pool {
  readonly side: 'bind' | 'connect'
  /** `local` of the connections on the bind side, the endpoint connected to on the other. */
  readonly address: string
  #held: Held[] = []
  #order = 0
  /** For each HANDSHAKE_SUCCEEDED not yet accounted for: the youngest connection it may belong to. */
  #successes: number[] = []
  #failures: Failure[] = []

  constructor(side: 'bind' | 'connect', address: string) {
    this.side = side
    this.address = address
  }

  /** The connections that may be there. */
  get held(): readonly Held[] {
    return this.#held
  }

  /** The connection with a descriptor. */
  find(fd: number): Held | undefined {
    return this.#held.find(held => held.fd === fd)
  }

  /** A connection came up. */
  open(fd: number): Held {
    const held = { fd, order: ++this.#order, isOrphan: false }
    this.#held.push(held)
    return held
  }

  /** True if a connection may have none of the tokens. */
  get canSucceed(): boolean {
    const failed = this.#failures.filter(({ isShared }) => !isShared).length
    return this.#held.length - this.#successes.length - failed > 0
  }

  /** HANDSHAKE_SUCCEEDED. */
  succeed(): void {
    this.#successes.push(this.#order)
  }

  /** True if a connection may fail so: one in its handshake, or a ready one whose peer breaks the rules. */
  canFail(kind: FailureKind): boolean {
    if (this.canSucceed || this.#canRepeat(kind)) return true
    return kind === 'protocol' && this.#readyFailures < this.#successes.length
  }

  /** HANDSHAKE_FAILED_…; `value` is its value. */
  fail(kind: FailureKind, value: number): void {
    const isRepeated = this.#canRepeat(kind)
    const isReady = kind === 'protocol' && this.#readyFailures < this.#successes.length
    this.#failures.push({
      kind,
      order: this.#order,
      isShared: isRepeated || isReady,
      mayRepeat: kind === 'no-detail' && value === EFAULT,
    })
  }

  /**
   * A connection is gone, and takes the tokens with it that leave the most room for the others.
   *
   * @returns true if it may be tried again: it was ready, or the peer went away in the handshake
   */
  close(held: Held): boolean {
    this.#held = this.#held.filter(other => other !== held)
    const isLast = this.#held.length === 0
    const hadReadyFailure = this.#readyFailures > 0
    const mayRetry = this.#takeFailure(held, 'no-detail')
      ? true
      : this.#takeSuccess(held)
        ? !(isLast && hadReadyFailure)
        : (this.#takeFailure(held, 'protocol') || this.#takeFailure(held, 'auth')) && false
    if (isLast) {
      this.#successes = []
      this.#failures = []
    }
    return mayRetry
  }

  get #readyFailures(): number {
    return this.#failures.filter(({ kind, isShared }) => kind === 'protocol' && isShared).length
  }

  #canRepeat(kind: FailureKind): boolean {
    return kind === 'no-detail' && this.#failures.some(({ mayRepeat }) => mayRepeat)
  }

  #takeFailure({ order }: Held, kind: FailureKind): boolean {
    const at = this.#failures.findIndex(
      failure => failure.kind === kind && !failure.isShared && failure.order >= order,
    )
    if (at < 0) return false
    const [taken] = this.#failures.splice(at, 1)
    if (taken?.mayRepeat === true) {
      this.#failures = this.#failures.filter(
        failure => !(failure.kind === kind && failure.isShared),
      )
    }
    return true
  }

  #takeSuccess({ order }: Held): boolean {
    const at = this.#successes.findIndex(youngest => youngest >= order)
    if (at < 0) return false
    this.#successes.splice(at, 1)
    const shared = this.#failures.findIndex(({ isShared }) => isShared)
    if (shared >= 0) this.#failures.splice(shared, 1)
    return true
  }
}
