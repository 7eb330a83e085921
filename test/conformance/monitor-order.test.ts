// The machine of legal orders, event by event, in both versions. Orders are those that libzmq was seen to
// emit, and the same with a step that it cannot emit.
import t from 'tap'
import {
  MonitorOrder,
  type OrderFault,
  type OrderOptions,
} from '../../lib/conformance/monitor-order.js'
import { step } from '../support/monitor-steps.js'

const LISTEN = 'LISTENING 9 L L -'
const ACCEPT_P = 'ACCEPTED 11 L L P'
const ACCEPT_Q = 'ACCEPTED 12 L L Q'
const READY_P = 'HANDSHAKE_SUCCEEDED 0 L L P'
const READY_Q = 'HANDSHAKE_SUCCEEDED 0 L L Q'
const GONE_P = 'DISCONNECTED 11 L L P'
const GONE_Q = 'DISCONNECTED 12 L L Q'
const UNLISTEN = 'CLOSED 9 L L -'
const STOP = 'MONITOR_STOPPED 0 - - -'
const DIAL = 'CONNECT_DELAYED 115 K - K'
const REFUSED = 'CLOSED 20 K - K'
const RETRY = 'CONNECT_RETRIED 150 K - K'
const UP = 'CONNECTED 21 K P K'
const UP_READY = 'HANDSHAKE_SUCCEEDED 0 K P K'
const LOST = 'DISCONNECTED 21 K P K'
const LEFT = 'HANDSHAKE_FAILED_NO_DETAIL 32 K P K'
const BROKE = 'HANDSHAKE_FAILED_PROTOCOL 285212674 K P K'

const gone = (fd: number): string => `DISCONNECTED ${fd} L`

interface Found extends OrderFault {
  readonly at: number
}

/** Where a sequence becomes illegal, from 0. */
function check(version: 1 | 2, steps: readonly string[], more: Partial<OrderOptions> = {}) {
  const machine = new MonitorOrder({ isLinux: true, ...more })
  for (const [at, text] of steps.entries()) {
    const fault = machine.next(step(version, text))
    if (fault !== undefined) return { at, ...fault } satisfies Found
  }
  return undefined
}

const LEGAL: Readonly<Record<string, readonly string[]>> = {
  'bind and close': [LISTEN, UNLISTEN, STOP],
  'two peers, one after the other': [
    LISTEN,
    ACCEPT_P,
    READY_P,
    GONE_P,
    ACCEPT_Q,
    READY_Q,
    UNLISTEN,
    STOP,
  ],
  'two peers at once': [LISTEN, ACCEPT_P, ACCEPT_Q, READY_Q, READY_P, GONE_P, GONE_Q, UNLISTEN],
  'a descriptor used again': [LISTEN, ACCEPT_P, READY_P, GONE_P, 'ACCEPTED 11 L L Q', READY_Q],
  'a descriptor used again after unbind': [
    LISTEN,
    ACCEPT_P,
    READY_P,
    UNLISTEN,
    'LISTENING 11 L L -',
  ],
  'what had begun may end after unbind': [LISTEN, ACCEPT_P, UNLISTEN, GONE_P],
  'a peer refused without a word': [LISTEN, ACCEPT_P, GONE_P],
  'a wildcard': ['LISTENING 9 W W -', ACCEPT_P, READY_P, 'CLOSED 9 W W -'],
  'the missing ZAP handler, told twice': [
    LISTEN,
    ACCEPT_P,
    'HANDSHAKE_FAILED_NO_DETAIL 14 L L P',
    'HANDSHAKE_FAILED_NO_DETAIL 14 L L P',
    'HANDSHAKE_FAILED_NO_DETAIL 11 L L P',
    GONE_P,
  ],
  'a fault after the handshake': [
    LISTEN,
    ACCEPT_P,
    READY_P,
    'HANDSHAKE_FAILED_PROTOCOL 285212673 L L P',
    GONE_P,
  ],
  'a peer that had reset its connection before it was accepted': [
    LISTEN,
    'ACCEPTED 11 L L -',
    'HANDSHAKE_FAILED_NO_DETAIL 104 L L -',
    'DISCONNECTED 11 L L -',
    UNLISTEN,
  ],
  'one that had said all before it reset': [
    LISTEN,
    'ACCEPTED 11 L L -',
    'HANDSHAKE_SUCCEEDED 0 L L -',
    'DISCONNECTED 11 L L -',
    UNLISTEN,
  ],
  'an accept that failed': [LISTEN, 'ACCEPT_FAILED 24 L L -', UNLISTEN],
  'a port that is taken': [
    'CLOSED 9 - - -',
    'BIND_FAILED 98 127.0.0.1:5555 127.0.0.1:5555 -',
    STOP,
  ],
  'no such interface': ['BIND_FAILED 19 nosuch:5555 nosuch:5555 -', STOP],
  'a wildcard of ipc whose file is gone': ['LISTENING 9 I I -', 'CLOSE_FAILED 2 I I -', STOP],
  'refused three times': [DIAL, REFUSED, RETRY, DIAL, REFUSED, RETRY, DIAL, REFUSED, RETRY, STOP],
  'refused and never tried again': [DIAL, REFUSED, STOP],
  'a name that does not resolve': ['CONNECT_RETRIED 20 N - N', 'CONNECT_RETRIED 31 N - N'],
  'lost and found': [DIAL, UP, UP_READY, LOST, RETRY, DIAL, UP, UP_READY, STOP],
  'lost in the handshake': [DIAL, UP, LEFT, LOST, RETRY, DIAL],
  'a fault of the peer': [DIAL, UP, BROKE, LOST, STOP],
  'connected twice': [
    DIAL,
    DIAL,
    UP,
    'CONNECTED 22 K Q K',
    UP_READY,
    'HANDSHAKE_SUCCEEDED 0 K Q K',
  ],
  'disconnected, and the descriptor used again': [DIAL, UP, UP_READY, DIAL, 'CONNECTED 21 K Q K'],
  'a name becomes a number': [
    'CONNECT_DELAYED 115 N - N',
    'CONNECTED 21 N P N',
    'HANDSHAKE_SUCCEEDED 0 N P N',
    'DISCONNECTED 21 N P N',
    'CONNECT_RETRIED 150 L - L',
    'CONNECT_DELAYED 115 L - L',
  ],
  'a path taken over': ['LISTENING 9 I I -', 'LISTENING 10 I I -', 'CLOSED 9 I I -'],
  'ipc is never delayed': [
    'CONNECTED 21 I J I',
    'HANDSHAKE_SUCCEEDED 0 I J I',
    'DISCONNECTED 21 I J I',
    'CONNECT_RETRIED 9 I - I',
    'CLOSED 21 I - I',
  ],
  'stopped and started': [LISTEN, STOP, UNLISTEN, STOP],
}

t.test('legal orders', t => {
  for (const [title, steps] of Object.entries(LEGAL)) {
    for (const version of [1, 2] as const)
      t.equal(check(version, steps), undefined, `${title} v${version}`)
  }
  t.end()
})

/** Steps, the last of them illegal, and something of the rule. */
const ILLEGAL: readonly (readonly [
  rule: RegExp,
  steps: readonly string[],
  versions?: readonly (1 | 2)[],
])[] = [
  [/nothing listens/, [ACCEPT_P]],
  [/nothing listens/, [LISTEN, UNLISTEN, ACCEPT_P]],
  [/nothing listens/, [LISTEN, 'ACCEPTED 11 K K P']],
  [/still that of a connection/, [LISTEN, ACCEPT_P, 'ACCEPTED 11 L L Q']],
  [/still that of the listener/, [LISTEN, 'ACCEPTED 9 L L P']],
  [/has a connection already/, [LISTEN, ACCEPT_P, 'ACCEPTED 12 L L P'], [2]],
  [/bound already/, [LISTEN, 'LISTENING 10 L L -']],
  [/no connection at/, [LISTEN, READY_P]],
  [/done already/, [LISTEN, ACCEPT_P, READY_P, READY_P]],
  [/done already, or failed/, [LISTEN, ACCEPT_P, 'HANDSHAKE_FAILED_NO_DETAIL 32 L L P', READY_P]],
  [/done already/, [LISTEN, ACCEPT_P, ACCEPT_Q, READY_P, READY_Q, READY_Q]],
  [/no connection at/, [LISTEN, ACCEPT_P, READY_Q], [2]],
  [/no handshake is left/, [LISTEN, ACCEPT_P, READY_P, 'HANDSHAKE_FAILED_NO_DETAIL 32 L L P']],
  [
    /no handshake is left/,
    [LISTEN, ACCEPT_P, 'HANDSHAKE_FAILED_AUTH 400 L L P', 'HANDSHAKE_FAILED_AUTH 400 L L P'],
  ],
  [/no open connection/, [LISTEN, ACCEPT_P, READY_P, 'DISCONNECTED 12 L L P']],
  [/no open connection/, [LISTEN, ACCEPT_P, ACCEPT_Q, GONE_P, GONE_P], [1]],
  [/no connection at/, [LISTEN, ACCEPT_P, READY_P, GONE_P, GONE_P]],
  [/no listener/, [LISTEN, 'CLOSED 10 L L -']],
  [/of a connection/, [LISTEN, ACCEPT_P, 'CLOSED 11 L L -']],
  [/BIND_FAILED has not come/, ['CLOSED 9 - - -', STOP]],
  [/CLOSED of the bind/, ['BIND_FAILED 98 127.0.0.1:5555 127.0.0.1:5555 -']],
  [/is under way/, [UP]],
  [/is under way/, [DIAL, REFUSED, UP]],
  [/no connect under way/, [REFUSED]],
  [/may be tried again/, [DIAL, RETRY]],
  [/may be tried again/, [DIAL, UP, UP_READY, RETRY]],
  [/may be tried again/, [DIAL, REFUSED, RETRY, RETRY]],
  [/may be tried again/, [DIAL, UP, BROKE, LOST, RETRY]],
  [/may be tried again/, [DIAL, UP, LOST, RETRY]],
  [
    /may be tried again/,
    [DIAL, UP, UP_READY, 'HANDSHAKE_FAILED_PROTOCOL 285212673 K P K', LOST, RETRY],
  ],
  [/never delayed/, ['CONNECT_DELAYED 115 I - I']],
  [/stopped already/, [LISTEN, STOP, STOP]],
  [/EINPROGRESS/, ['CONNECT_DELAYED 111 K - K']],
  [/no interval/, [DIAL, REFUSED, 'CONNECT_RETRIED 0 K - K']],
  [/not 0/, [LISTEN, ACCEPT_P, 'HANDSHAKE_SUCCEEDED 1 L L P']],
  [/no protocol error/, [LISTEN, ACCEPT_P, 'HANDSHAKE_FAILED_PROTOCOL 5 L L P']],
  [/no status/, [LISTEN, ACCEPT_P, 'HANDSHAKE_FAILED_AUTH 401 L L P']],
  [/no errno/, [LISTEN, ACCEPT_P, 'HANDSHAKE_FAILED_NO_DETAIL 0 L L P']],
  [/has an address/, [LISTEN, UNLISTEN, 'MONITOR_STOPPED 0 L - -'], [1]],
  [/addresses are not none/, [LISTEN, UNLISTEN, 'MONITOR_STOPPED 0 L L -'], [2]],
  [/no address/, ['LISTENING 9 - - -'], [1]],
  [/there is no connection/, [LISTEN, ACCEPT_P, 'HANDSHAKE_SUCCEEDED 0 L L -'], [2]],
  [/has a scheme/, ['BIND_FAILED 22 L L -']],
  [/no scheme/, ['LISTENING 9 127.0.0.1:5555 127.0.0.1:5555 -']],
  [/what the system says/, ['LISTENING 9 N N -']],
  [/inproc/, ['LISTENING 9 inproc://a inproc://a -']],
  [/values/, ['LISTENING 9/9 L L -']],
]

t.test('illegal orders', t => {
  for (const [rule, steps, versions = [1, 2]] of ILLEGAL) {
    for (const version of versions as (1 | 2)[]) {
      const found = check(version, steps)
      t.match(found, { at: steps.length - 1, rule }, `${steps.join(', ')} v${version}`)
    }
  }
  t.end()
})

t.test('what would have been allowed is said', t => {
  const v2 = check(2, [LISTEN, ACCEPT_P, READY_P, READY_P])
  t.ok(v2?.allowed.includes('DISCONNECTED 11'))
  t.ok(v2?.allowed.includes('HANDSHAKE_FAILED_PROTOCOL'))
  t.notOk(v2?.allowed.some(text => /NO_DETAIL|ACCEPTED/.test(text)))
  t.ok(check(1, [LISTEN, READY_P])?.allowed.includes('ACCEPTED of a new descriptor'))
  t.strictSame(
    check(2, ['CLOSED 9 - - -', STOP])?.allowed.filter(text => text.startsWith('BIND')),
    [],
    'without its address BIND_FAILED cannot be named',
  )
  t.ok(check(1, [DIAL, RETRY])?.allowed.includes('CLOSED of a new descriptor'))
  t.end()
})

t.test('version 1 counts: any assignment will do, but there must be one', t => {
  const three = [LISTEN, 'ACCEPTED 11 L', 'ACCEPTED 12 L', 'ACCEPTED 13 L']
  const ready = 'HANDSHAKE_SUCCEEDED 0 L'
  t.equal(check(1, [...three, ready, gone(11), ready, gone(12), ready, gone(13)]), undefined)
  t.match(check(1, [...three, ready, ready, gone(11), gone(12), ready, ready]), { at: 9 })
  t.equal(
    check(1, [...three, ready, gone(11), gone(12), 'ACCEPTED 14 L', ready, ready]),
    undefined,
    'the first success was that of one that is gone',
  )
  t.match(check(1, [LISTEN, 'ACCEPTED 11 L', ready, 'ACCEPTED 12 L', gone(12), ready]), { at: 5 })
  t.end()
})

t.test('an unknown descriptor belongs to anybody', t => {
  const unknown = 4294967295
  const steps = [LISTEN, `ACCEPTED ${unknown} L L P`, READY_P, `ACCEPTED ${unknown} L L Q`, READY_Q]
  for (const version of [1, 2] as const) {
    t.equal(check(version, [...steps, `DISCONNECTED ${unknown} L L P`]), undefined)
  }
  t.end()
})

t.test('a mask: what it excludes is illegal, what it hides is not asked for', t => {
  const mask = 0x1200
  t.equal(check(2, [READY_P, GONE_P, GONE_P], { mask }), undefined)
  t.match(check(2, [READY_P, LISTEN], { mask }), { at: 1, rule: /mask/ })
  t.match(check(2, ['HANDSHAKE_SUCCEEDED 1 L L P'], { mask }), { at: 0 })
  t.match(check(2, [ACCEPT_P], { mask: 0xffff }), { at: 0 })
  t.end()
})

t.test('a monitor that came late', t => {
  t.equal(check(2, [READY_P, GONE_P, UNLISTEN, RETRY], { isLate: true }), undefined)
  t.match(check(2, [LISTEN, ACCEPT_P, 'ACCEPTED 11 L L Q'], { isLate: true }), { at: 2 })
  t.end()
})

t.test('where errno and connects are not those of Linux', t => {
  const steps = ['CONNECTED 21 K P K', 'CONNECT_DELAYED 36 K - K']
  t.equal(check(2, steps, { isLinux: false }), undefined)
  t.match(check(2, steps), { at: 0 })
  t.end()
})
