// What a schedule is: sockets with their options, and steps, as data that fast-check makes and cuts down.
import fc from 'fast-check'

export interface SocketPlan {
  readonly type: 'PULL' | 'PUSH' | 'PAIR'
  readonly side: 'bind' | 'connect'
  readonly receiveMark: number
  readonly sendMark: number
  readonly heartbeatMs: number
  readonly patienceMs: number
  readonly handshakeMs: number
  /** It receives whatever comes, at once. */
  readonly isEager: boolean
}

/** `at` chooses a socket or a peer among those that are there. */
export type Step =
  | { readonly do: 'join'; readonly at: number }
  | {
      readonly do: 'say'
      readonly at: number
      readonly count: number
      readonly size: number
      readonly parts: number
      readonly hold: number
    }
  | { readonly do: 'arrive'; readonly at: number; readonly count: number }
  | {
      readonly do: 'leave'
      readonly at: number
      readonly end: 'fin' | 'rst'
      readonly refusal: 'EPIPE' | 'ECONNRESET' | undefined
    }
  | { readonly do: 'take'; readonly at: number; readonly count: number }
  | { readonly do: 'give'; readonly at: number; readonly count: number; readonly size: number }
  | {
      readonly do: 'mark'
      readonly at: number
      readonly which: 'send' | 'receive'
      readonly value: number
    }
  | { readonly do: 'stall' | 'mute' | 'away'; readonly at: number; readonly is: boolean }
  | {
      readonly do: 'ping'
      readonly at: number
      readonly timeToLiveMs: number
      readonly count: number
    }
  | { readonly do: 'reads'; readonly at: number; readonly most: number }
  | { readonly do: 'busy'; readonly ms: number }
  | { readonly do: 'turn'; readonly ms: number }

export interface Schedule {
  readonly sockets: readonly SocketPlan[]
  readonly steps: readonly Step[]
}

const at = fc.nat(5)
const mark = fc.constantFrom(1, 2, 3, 5, 0, 1000)
const size = fc.constantFrom(5, 20, 300, 2000, 20_000, 70_000)

const socket: fc.Arbitrary<SocketPlan> = fc.record({
  type: fc.constantFrom('PULL', 'PUSH', 'PAIR'),
  side: fc.constantFrom('connect', 'bind'),
  receiveMark: mark,
  sendMark: mark,
  heartbeatMs: fc.constantFrom(0, 0, 10, 100),
  patienceMs: fc.constantFrom(-1, 30, 300),
  handshakeMs: fc.constantFrom(30_000, 0, 50),
  isEager: fc.boolean(),
})

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), at }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      at,
      count: fc.integer({ min: 1, max: 6 }),
      size,
      parts: fc.constantFrom(1, 1, 1, 2, 3),
      hold: fc.constantFrom(0, 0, 1, 7, 300, 30_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('arrive' as const),
      at,
      count: fc.constantFrom(1, 9, 64, 1000, 65_536),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('leave' as const),
      at,
      end: fc.constantFrom('fin', 'rst'),
      refusal: fc.constantFrom('EPIPE', 'ECONNRESET', undefined),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('take' as const),
      at,
      count: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('give' as const),
      at,
      count: fc.integer({ min: 1, max: 6 }),
      size,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('mark' as const),
      at,
      which: fc.constantFrom('send', 'receive'),
      value: mark,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('stall', 'mute', 'away'), at, is: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('ping' as const),
      at,
      timeToLiveMs: fc.constantFrom(0, 100, 300),
      count: fc.constantFrom(1, 1, 50),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('reads' as const),
      at,
      most: fc.constantFrom(1, 13, 1000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('busy' as const), ms: fc.constantFrom(20, 150, 1000) }),
  },
  {
    weight: 9,
    arbitrary: fc.record({ do: fc.constant('turn' as const), ms: fc.constantFrom(0, 1, 10, 60) }),
  },
)

export const schedules: fc.Arbitrary<Schedule> = fc.record({
  sockets: fc.array(socket, { minLength: 1, maxLength: 3 }),
  steps: fc.array(step, { minLength: 4, maxLength: 30, size: 'max' }),
})
