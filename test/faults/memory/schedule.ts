// What a schedule is: sockets with their options, and steps, as data that fast-check makes and cuts down.
import {
  array,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
  type Arbitrary,
} from 'fast-check'

export interface SocketPlan {
  readonly type: 'PULL' | 'PUSH' | 'PAIR'
  readonly side: 'bind' | 'connect'
  readonly receiveMark: number
  readonly sendMark: number
  readonly heartbeatMs: number
  readonly patienceMs: number
  readonly handshakeMs: number
  /** How many messages each of its peers says as it joins. */
  readonly greets: number
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

const at = nat(5)
const mark = constantFrom(1, 2, 3, 5, 0, 1000)
const size = constantFrom(5, 5, 20, 20, 300, 300, 2000, 20_000, 70_000)

const socket: Arbitrary<SocketPlan> = record({
  type: constantFrom('PULL', 'PUSH', 'PAIR'),
  side: constantFrom('connect', 'bind'),
  receiveMark: mark,
  sendMark: mark,
  heartbeatMs: constantFrom(0, 0, 10, 100),
  patienceMs: constantFrom(-1, 30, 300),
  handshakeMs: constantFrom(30_000, 0, 50),
  greets: constantFrom(0, 1, 3),
  isEager: constantFrom(false, false, true),
})

const step: Arbitrary<Step> = oneof(
  { weight: 3, arbitrary: record({ do: constant('join' as const), at }) },
  {
    weight: 6,
    arbitrary: record({
      do: constant('say' as const),
      at,
      count: integer({ min: 1, max: 6 }),
      size,
      parts: constantFrom(1, 1, 1, 2, 3),
      hold: constantFrom(0, 0, 1, 7, 300, 30_000),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constant('arrive' as const),
      at,
      count: constantFrom(1, 9, 64, 1000, 65_536),
    }),
  },
  {
    weight: 3,
    arbitrary: record({
      do: constant('leave' as const),
      at,
      end: constantFrom('fin', 'rst'),
      refusal: constantFrom('EPIPE', 'ECONNRESET', undefined),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      do: constant('take' as const),
      at,
      count: integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 5,
    arbitrary: record({
      do: constant('give' as const),
      at,
      count: integer({ min: 1, max: 6 }),
      size,
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constant('mark' as const),
      at,
      which: constantFrom('send', 'receive'),
      value: mark,
    }),
  },
  {
    weight: 3,
    arbitrary: record({
      do: constantFrom('stall', 'mute', 'away'),
      at,
      is: constantFrom(true, false),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constant('ping' as const),
      at,
      timeToLiveMs: constantFrom(0, 100, 300),
      count: constantFrom(1, 1, 50),
    }),
  },
  {
    weight: 1,
    arbitrary: record({
      do: constant('reads' as const),
      at,
      most: constantFrom(1, 13, 1000),
    }),
  },
  {
    weight: 4,
    arbitrary: record({ do: constant('busy' as const), ms: constantFrom(20, 150, 1000) }),
  },
  {
    weight: 9,
    arbitrary: record({ do: constant('turn' as const), ms: constantFrom(0, 1, 10, 60) }),
  },
)

export const schedules: Arbitrary<Schedule> = record({
  sockets: array(socket, { minLength: 1, maxLength: 3 }),
  steps: array(step, { minLength: 4, maxLength: 30, size: 'max' }),
})
