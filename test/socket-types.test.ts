import t from 'tap'
import {
  areCompatible,
  isSocketTypeName,
  SOCKET_TYPE_NAMES as TYPES,
  SOCKET_TYPES,
  socketTypeName,
  STABLE_TYPE_NAMES,
} from '../lib/socket-types.js'

t.test('numbers are those of ZMTP 2.0 and zmq.h, both ways', async t => {
  t.same(TYPES, [
    'PAIR',
    'PUB',
    'SUB',
    'REQ',
    'REP',
    'DEALER',
    'ROUTER',
    'PULL',
    'PUSH',
    'XPUB',
    'XSUB',
  ])
  TYPES.forEach((type, number) => {
    t.equal(SOCKET_TYPES[type].number, number)
    t.equal(socketTypeName(number), type)
  })
  for (const number of [-1, 11, 255, 0.5, NaN]) t.equal(socketTypeName(number), undefined)
})

/** RFC 23 §The Socket-Type Property: the legal pairs, each once. */
const LEGAL = [
  'PAIR PAIR',
  'PUB SUB',
  'PUB XSUB',
  'XPUB SUB',
  'XPUB XSUB',
  'REQ REP',
  'REQ ROUTER',
  'REP DEALER',
  'DEALER DEALER',
  'DEALER ROUTER',
  'ROUTER ROUTER',
  'PULL PUSH',
]

t.test('every pair of types, both ways', async t => {
  const legal = new Set(LEGAL.flatMap(pair => [pair, pair.split(' ').toReversed().join(' ')]))
  for (const own of TYPES) {
    for (const peer of TYPES) {
      t.equal(areCompatible(own, peer), legal.has(`${own} ${peer}`), `${own} ${peer}`)
    }
  }
})

t.test('a name that is no type fits none', async t => {
  const names = ['', 'push', 'PUSH ', 'PUSH\0', ' PUSH', 'FOO', 'constructor', 'PUS', 'PUSHX']
  const drafts = ['SERVER', 'CLIENT', 'RADIO', 'DISH', 'GATHER', 'SCATTER', 'PEER', 'CHANNEL']
  for (const name of [...names, 'STREAM', 'DGRAM']) t.equal(isSocketTypeName(name), false, name)
  for (const name of drafts) t.equal(isSocketTypeName(name), true, name)
  for (const own of TYPES) {
    t.equal(isSocketTypeName(own), true)
    for (const peer of [...names, ...drafts, 'STREAM']) t.equal(areCompatible(own, peer), false)
  }
})

t.test('REQ, DEALER and ROUTER send Identity', async t => {
  t.same(
    TYPES.filter(type => SOCKET_TYPES[type].sendsIdentity),
    ['REQ', 'DEALER', 'ROUTER'],
  )
})

/** RFC 41, 48, 49, 51 and 52, and libzmq's numbers (zmq.h). */
const DRAFTS = {
  SERVER: [12, 'CLIENT'],
  CLIENT: [13, 'SERVER'],
  RADIO: [14, 'DISH'],
  DISH: [15, 'RADIO'],
  GATHER: [16, 'SCATTER'],
  SCATTER: [17, 'GATHER'],
  DGRAM: [18, undefined],
  PEER: [19, 'PEER'],
  CHANNEL: [20, 'CHANNEL'],
} as const

t.test('drafts have their numbers, their one peer, and no octet in ZMTP 2.0', async t => {
  for (const [name, [number, peer]] of Object.entries(DRAFTS)) {
    const type = name as keyof typeof DRAFTS
    t.equal(SOCKET_TYPES[type].number, number)
    t.equal(SOCKET_TYPES[type].isDraft, true)
    t.strictSame(SOCKET_TYPES[type].meets, peer === undefined ? [] : [peer])
    t.equal(socketTypeName(number), undefined)
  }
  for (const name of STABLE_TYPE_NAMES) t.equal(SOCKET_TYPES[name].isDraft, false)
})

t.test('SUB and PULL only receive, PUB and PUSH only send', async t => {
  t.same(
    TYPES.filter(type => !SOCKET_TYPES[type].sends),
    ['SUB', 'PULL'],
  )
  t.same(
    TYPES.filter(type => !SOCKET_TYPES[type].receives),
    ['PUB', 'PUSH'],
  )
})
