// Fault schedules: what they have found, by name, and some seconds of the search (RAWZMQ_SCHEDULES makes it more).
import t from 'tap'
import type { Schedule, SocketPlan, Step } from './schedule.js'
import { breaks, searchFaults } from './search.js'

const USUAL = 250
const COUNT = Number(process.env['RAWZMQ_SCHEDULES'] ?? USUAL)
if (COUNT > USUAL) t.setTimeout(0)

const PULL: SocketPlan = {
  type: 'PULL',
  side: 'connect',
  receiveMark: 1000,
  sendMark: 1000,
  heartbeatMs: 0,
  patienceMs: -1,
  handshakeMs: 30_000,
  greets: 0,
  isEager: false,
}

const turn = (ms: number): Step => ({ do: 'turn', ms })
const say = (count: number, size = 5): Step => ({
  do: 'say',
  at: 0,
  count,
  size,
  parts: 1,
  hold: 0,
})
const LEAVE: Step = { do: 'leave', at: 0, end: 'fin', refusal: 'EPIPE' }
const FOUND: Readonly<Record<string, Schedule>> = {
  'a new link, while what the last one brought fills the queue': {
    sockets: [{ ...PULL, receiveMark: 1, greets: 1 }],
    steps: [turn(0), LEAVE, turn(0), turn(60), turn(0)],
  },
  'one message taken does not make room for more than one': {
    sockets: [{ ...PULL, receiveMark: 3, greets: 3 }],
    steps: [turn(0), LEAVE, turn(0), turn(60), { do: 'take', at: 0, count: 1 }, turn(0)],
  },
  'a mark lowered below what is queued': {
    sockets: [PULL],
    steps: [
      turn(0),
      say(2),
      turn(0),
      { do: 'mark', at: 0, which: 'receive', value: 1 },
      say(2),
      turn(0),
    ],
  },
  'a peer that says all it has and leaves at once, before our READY is written': {
    sockets: [{ ...PULL, side: 'bind', greets: 1 }],
    steps: [{ do: 'join', at: 0 }, LEAVE, turn(0), turn(0)],
  },
  'a deadline that is due in the turn in which reading begins again': {
    sockets: [{ ...PULL, receiveMark: 3, sendMark: 1, heartbeatMs: 10 }],
    steps: [
      turn(0),
      { do: 'reads', at: 0, most: 1 },
      say(4),
      turn(10),
      { do: 'take', at: 0, count: 2 },
      turn(10),
      { do: 'stall', at: 0, is: true },
      say(1),
      LEAVE,
    ],
  },
  'a deadline that is due while input lies in the kernel': {
    sockets: [{ ...PULL, heartbeatMs: 100 }],
    steps: [
      turn(0),
      { do: 'mute', at: 0, is: true },
      turn(60),
      turn(60),
      { do: 'busy', ms: 1000 },
      say(1),
      turn(0),
    ],
  },
  'heartbeats while our own queue is full': {
    sockets: [{ ...PULL, receiveMark: 1, heartbeatMs: 10 }],
    steps: [turn(0), say(3), turn(60), say(2), turn(10), say(2), turn(10), say(1), turn(10)],
  },
}

for (const [name, schedule] of Object.entries(FOUND)) {
  t.test(name, async t => t.equal(await breaks(schedule), undefined))
}

const INVARIANT = 'whatever fails and whenever, what a peer had said is received, in order, once'
t.test(INVARIANT, async t => {
  const found = await searchFaults(COUNT, 1)
  t.equal(found?.broke, undefined, JSON.stringify(found?.schedule))
})
