// What zeromq's draft build has no classes for, PEER and CHANNEL, against libzmq where its generic class can speak
// to it; and what a stranger may send to the draft types.
import t, { type Test } from 'tap'
import zeromq from 'zeromq'
import { Channel, Dish, Peer, Radio, Server } from '../../../lib/draft/index.js'
import type { Readable, Writable } from '../../../lib/index.js'
import { closing, failureOf } from '../../support/packages.js'
import { connectRawPeer, type RawPeer } from '../../support/raw-peer.js'

const CHANNEL = 20

/** libzmq's CHANNEL: zeromq.js has no name for it. */
class TheirChannel extends zeromq.Socket {
  constructor() {
    super(CHANNEL as never)
  }
}
type TheirChannelHalves = TheirChannel & Writable & Readable

for (const isOursBound of [true, false]) {
  t.test(`CHANNEL and libzmq's, ours ${isOursBound ? 'bound' : 'connected'}`, async t => {
    const ours = closing(t, new Channel({ receiveTimeout: 20_000 }))
    const theirs = closing(t, new TheirChannel()) as TheirChannelHalves
    const [bound, connecting] = isOursBound ? [ours, theirs] : [theirs, ours]
    await bound.bind('tcp://127.0.0.1:*')
    connecting.connect(bound.lastEndpoint as string)
    await ours.send('there')
    t.strictSame((await theirs.receive()).map(String), ['there'])
    await theirs.send('back')
    t.strictSame((await ours.receive()).map(String), ['back'])
    t.equal((await failureOf(() => (ours as unknown as Writable).send(['a', 'b']))).code, 'EINVAL')
  })
}

t.test('a PEER knows the number of whom it connects to', async t => {
  for (const endpoint of ['tcp://127.0.0.1:*', 'inproc://peers']) {
    const [one, other] = [closing(t, new Peer()), closing(t, new Peer())]
    await one.bind(endpoint)
    const routingId = other.connectPeer(one.lastEndpoint as string)
    await other.send('hello', { routingId })
    const [body, from] = await one.receive()
    t.equal(String(body), 'hello')
    await one.send('and you', from)
    const [answer, { routingId: same }] = await other.receive()
    t.strictSame([String(answer), same], ['and you', routingId])
    const second = other.connectPeer('inproc://nobody-yet')
    t.not(second, routingId)
  }
  const immediate = closing(t, new Peer({ immediate: true }))
  t.throws(() => immediate.connectPeer('tcp://127.0.0.1:9'), { code: 'EFAULT' })
})

const GREETING = 'ff 00*7 01 7f 03 01 "NULL" 00*16 00 00*31'

/** A raw peer that has shaken hands as a DISH or a CLIENT. */
async function rawPeer(t: Test, endpoint: string, type: 'DISH' | 'CLIENT'): Promise<RawPeer> {
  const peer = await connectRawPeer(endpoint)
  t.teardown(() => peer.close())
  const length = (22 + type.length).toString(16)
  peer.send(`${GREETING} 04 ${length} 05 "READY" 0b "Socket-Type" 000000 0${type.length} "${type}"`)
  await peer.read(64)
  const ready = type === 'DISH' ? 'RADIO' : 'SERVER'
  t.match(Buffer.from(await peer.read(24 + ready.length), 'hex').toString('latin1'), ready)
  return peer
}

t.test('messages of several parts are none', async t => {
  const server = closing(t, new Server({ receiveTimeout: 20_000 }))
  await server.bind('tcp://127.0.0.1:*')
  const peer = await rawPeer(t, server.lastEndpoint as string, 'CLIENT')
  peer.send('01 01 "a" 00 01 "b" 00 01 "c"')
  t.equal(String((await server.receive())[0]), 'c')
})

t.test('a RADIO heeds JOIN and LEAVE, and frames the group', async t => {
  const radio = closing(t, new Radio())
  await radio.bind('tcp://127.0.0.1:*')
  const peer = await rawPeer(t, radio.lastEndpoint as string, 'DISH')
  peer.send(`04 07 04 "JOINab" 04 08 05 "LEAVEab" 06 00*6 01f4 04 "JOIN${'g'.repeat(495)}"`)
  peer.send('00 01 "a" 04 05 04 "JOIN" 04 06 04 "JOINz" 04 06 04 "JOINz" 04 07 04 "PING" 0000')
  t.equal(await peer.read(7), Buffer.from('\x04\x05\x04PONG', 'latin1').toString('hex'))
  for (const group of ['a', 'ab', 'z', '']) await radio.send('m', { group })
  t.equal(await peer.read(11), '01017a00016d010000016d', 'once to z, once to no name')
})

t.test('an old peer of a draft type is turned away', async t => {
  const dish = closing(t, new Dish())
  await dish.bind('tcp://127.0.0.1:*')
  const peer = await connectRawPeer(dish.lastEndpoint as string)
  peer.send('ff 00*7 01 7f 01 0e 00 00')
  t.match(await peer.readToEnd(), /^ff00000000000000017f/)
})
