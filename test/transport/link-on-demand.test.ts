// What lies behind a small message is decoded when a reader asks for it; if none does, all the same soon.
// The peer is bytes alone.
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { Pull } from '../../lib/index.js'
import { connectRawPeer, type RawPeer } from '../support/raw-peer.js'

const GREETING = 'ff0000000000000001 7f 0300 "NULL" 00*16 00 00*31'
const READY = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"'
const GREETING_BYTES = 64
const READY_BYTES = 28

async function pullAndPeer(pull: Pull): Promise<RawPeer> {
  await pull.bind('tcp://127.0.0.1:*')
  const peer = await connectRawPeer(pull.lastEndpoint as string)
  peer.send(`${GREETING} ${READY}`)
  await peer.read(GREETING_BYTES + READY_BYTES)
  return peer
}

t.test('a PING behind messages that nobody reads is answered', async t => {
  const pull = new Pull()
  const peer = await pullAndPeer(pull)
  peer.send('00 01 61  00 01 62  00 01 63  04 09 04 "PING" 0000 0102')
  t.equal(await peer.read(9), '040704504f4e470102')
  t.same(String(await pull.receive()), 'a')
  t.same(String(await pull.receive()), 'b')
  t.same(String(await pull.receive()), 'c')
  peer.close()
  pull.close()
})

t.test('a PING behind messages is answered though a reader takes one a turn', async t => {
  const pull = new Pull()
  const peer = await pullAndPeer(pull)
  peer.send(`${'00 01 61 '.repeat(200)} 04 07 04 "PING" 0000`)
  let hasPong = false
  const readPong = async (): Promise<void> => {
    t.equal(await peer.read(7), '040504504f4e47')
    hasPong = true
  }
  const pong = readPong()
  let taken = 0
  for (; !hasPong && taken < 200; taken++) {
    await pull.receive()
    await turn()
  }
  await pong
  t.ok(taken < 100, `after ${taken} messages`)
  peer.close()
  pull.close()
})

t.test('a fault behind messages that nobody reads ends the connection, and they stay', async t => {
  const pull = new Pull()
  const disconnected = new Promise<void>(resolve => pull.events.on('disconnect', () => resolve()))
  const peer = await pullAndPeer(pull)
  peer.send('00 01 61  00 01 62  80 01 63  00 01 64')
  await disconnected
  await peer.readToEnd()
  t.same(String(await pull.receive()), 'a')
  t.same(String(await pull.receive()), 'b')
  pull.receiveTimeout = 0
  await t.rejects(pull.receive(), { code: 'EAGAIN' })
  pull.close()
})

t.test('the newest message alone is kept where only that is wanted', async t => {
  const pull = new Pull({ conflate: true })
  const peer = await pullAndPeer(pull)
  peer.send('00 01 61  00 01 62  00 01 63  04 07 04 "PING" 0000')
  await peer.read(7)
  t.same(String(await pull.receive()), 'c')
  peer.close()
  pull.close()
})

t.test('readable says so for what was not decoded yet', async t => {
  const pull = new Pull()
  const peer = await pullAndPeer(pull)
  const first = pull.receive()
  peer.send('00 01 61  00 01 62')
  t.same(String(await first), 'a')
  t.equal(pull.readable, true)
  t.same(String(await pull.receive()), 'b')
  t.equal(pull.readable, false)
  peer.close()
  pull.close()
})
