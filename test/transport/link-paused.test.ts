// A link whose reader is full: what came before the stream's end is still given, and reading goes on
// wherever the last chunk was cut. The peer is bytes alone.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import { Pull } from '../../lib/index.js'
import { hex } from '../support/bytes.js'

const GREETING = 'ff0000000000000001 7f 0300 "NULL" 00*16 00 00*31'
const READY = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"'
const HANDSHAKE = hex(`${GREETING} ${READY}`)

/** A message of one octet, its number. */
const short = (number: number): Buffer => Buffer.from([0, 1, number])

/** A message of 300 octets: its size needs nine octets of header. */
const long = (number: number): Buffer =>
  Buffer.concat([hex('02 000000000000012c'), Buffer.alloc(300, number)])

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

async function pullAndPeer(): Promise<{ pull: Pull; peer: Socket }> {
  const pull = new Pull({ receiveHighWaterMark: 4, receiveTimeout: 10_000 })
  await pull.bind('tcp://127.0.0.1:*')
  const peer = connect(Number(pull.lastEndpoint?.split(':').at(-1)), '127.0.0.1')
  peer.resume()
  await once(peer, 'connect')
  return { pull, peer }
}

async function take(pull: Pull, count: number): Promise<(number | undefined)[]> {
  const taken: (number | undefined)[] = []
  for (let index = 0; index < count; index++) taken.push((await pull.receive())[0]?.[0])
  return taken
}

t.test('a peer that sends more than the mark and ends', async t => {
  const { pull, peer } = await pullAndPeer()
  t.teardown(() => pull.close())
  peer.end(Buffer.concat([HANDSHAKE, ...numbers(30).map(short)]))
  await once(peer, 'close')
  t.strictSame(await take(pull, 30), numbers(30))
})

t.test('its disconnect is told after its last message was taken', async t => {
  const { pull, peer } = await pullAndPeer()
  t.teardown(() => pull.close())
  const events: string[] = []
  const disconnected = new Promise<void>(resolve => {
    pull.events.on('disconnect', () => {
      events.push('disconnect')
      resolve()
    })
  })
  peer.end(Buffer.concat([HANDSHAKE, ...numbers(30).map(short)]))
  await once(peer, 'close')
  // Thirty messages, four at a time: the last ones are decoded only when the 26th has been taken.
  await take(pull, 20)
  t.strictSame(events, [])
  await take(pull, 10)
  await disconnected
})

t.test('a socket that closes does not wait for what it will not read', async () => {
  const { pull, peer } = await pullAndPeer()
  const ended = new Promise<void>(resolve => pull.events.on('end', () => resolve()))
  peer.end(Buffer.concat([HANDSHAKE, ...numbers(30).map(short)]))
  await once(peer, 'close')
  pull.close()
  await ended
})

t.test('a chunk that ends within a header of nine octets', async t => {
  const { pull, peer } = await pullAndPeer()
  t.teardown(() => {
    pull.close()
    peer.destroy()
  })
  const last = long(10)
  for (const cut of [1, 2, 8, 9, 10]) {
    const bytes = [...numbers(10).map(long), last.subarray(0, cut)]
    peer.write(cut === 1 ? Buffer.concat([HANDSHAKE, ...bytes]) : Buffer.concat(bytes))
    t.strictSame(await take(pull, 10), numbers(10), `cut at ${cut}`)
    peer.write(last.subarray(cut))
    t.strictSame(await take(pull, 1), [10])
  }
})
