// Messages that are decoded as they are asked for: the same ones, in the same order, and nothing that lies
// behind them is forgotten.
import t from 'tap'
import { array, assert, constantFrom, integer, property } from 'fast-check'
import { hex, NULL_GREETING } from '../support/bytes.js'
import { RecordedPeer } from '../support/drive.js'

const READY_PUSH = hex('041a0552454144590b536f636b65742d547970650000000450555348')

/** A PULL in traffic, whose listener takes messages on demand, or not. */
function inTraffic(takesOnDemand: boolean): RecordedPeer {
  const peer = new RecordedPeer({ socketType: 'PULL' }, takesOnDemand)
  peer.connection.start(0)
  peer.receive(Buffer.concat([NULL_GREETING, READY_PUSH]))
  return peer
}

const text = (parts: readonly Buffer[] | undefined): string[] | undefined =>
  parts?.map(part => part.toString('latin1'))

t.test('the first is told, the others wait for who asks', async t => {
  const peer = inTraffic(true)
  peer.receive(hex('00 01 61  00 01 62  02 0000000000000001 63'))
  t.same(peer.messages, [['a']])
  t.equal(peer.connection.isPaused, true)
  t.equal(peer.connection.isOnDemand, true)
  t.same(text(peer.connection.takeNow()), ['b'])
  t.same(text(peer.connection.takeNow()), ['c'])
  t.equal(peer.connection.takeNow(), undefined)
  peer.receive(hex('00 01 64'))
  t.same(peer.messages, [['a'], ['d']], 'the next chunk is told again')
  t.equal(peer.connection.isPaused, false, 'with nothing behind it there is nothing to wait for')
})

t.test('nobody asks: resume tells all', async t => {
  const peer = inTraffic(true)
  peer.receive(hex('00 01 61  00 01 62'))
  peer.receive(hex('00 01 63  00 01'))
  t.same(peer.messages, [['a']])
  peer.connection.resume(0)
  t.same(peer.messages, [['a'], ['b'], ['c']])
  peer.receive(hex('64'))
  t.same(peer.messages, [['a'], ['b'], ['c'], ['d']])
})

t.test('what is not a whole message of one part is left to resume', async t => {
  const cases: [string, string, string[][], string][] = [
    ['a message of two parts', '01 01 62 00 01 63', [['b', 'c']], ''],
    ['a PING', '04 07 04 "PING" 0000', [], '04 05 04 "PONG"'],
    ['a frame that is not whole', '00 05 62', [], ''],
  ]
  for (const [name, bytes, messages, answer] of cases) {
    const peer = inTraffic(true)
    t.same(peer.receive(hex(`00 01 61 ${bytes}`)), hex(''))
    t.equal(peer.connection.takeNow(), undefined, name)
    peer.connection.resume(0)
    t.same(peer.messages, [['a'], ...messages], name)
    t.same(peer.take(), hex(answer), name)
  }
})

t.test('a fault behind messages comes after them', async t => {
  const peer = inTraffic(true)
  peer.receive(hex('00 01 61  00 01 62  80 01 63'))
  t.same(text(peer.connection.takeNow()), ['b'])
  t.equal(peer.connection.takeNow(), undefined)
  t.equal(peer.connection.failure, undefined)
  peer.connection.resume(0)
  t.match(peer.connection.failure, { kind: 'protocol', error: { code: 'ERR_ZMTP_RESERVED_FLAGS' } })
  t.equal(peer.connection.takeNow(), undefined, 'nothing more comes')
})

t.test('a listener that stops is not on demand, and can ask all the same', async t => {
  const peer = inTraffic(true)
  peer.wantsMore = false
  peer.receive(hex('00 01 61  00 01 62'))
  t.equal(peer.connection.isPaused, true)
  t.equal(peer.connection.isOnDemand, false)
  t.same(text(peer.connection.takeNow()), ['b'])
})

t.test('a large message is not waited behind', async t => {
  const peer = inTraffic(true)
  peer.receive(hex('02 0000000000000401 61*1025  00 01 62'))
  t.equal(peer.messages.length, 2)
})

t.test('any stream, taken in any way, gives what the plain way gives', async t => {
  const frames = [
    '00 01 61',
    '01 01 62',
    '02 0000000000000003 "xyz"',
    '04 07 04 "PING" 0000',
    '00 00',
  ]
  const sameAsPlain = property(
    array(constantFrom(...frames), { maxLength: 30 }),
    array(integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
    array(constantFrom('take', 'resume', 'fill', 'nothing'), { minLength: 1, maxLength: 20 }),
    (list, sizes, actions) => {
      const stream = hex([...list, '00 01 7a'].join(' '))
      const plain = inTraffic(false)
      const wanted = plain.receive(stream)
      const peer = inTraffic(true)
      const said: Buffer[] = []
      let step = 0
      for (let at = 0; at < stream.length; step++) {
        const size = sizes[step % sizes.length] as number
        said.push(peer.receive(Buffer.from(stream.subarray(at, at + size))))
        at += size
        const action = actions[step % actions.length]
        if (action === 'resume') peer.connection.resume(0)
        if (action === 'fill') peer.connection.resume(0, true)
        for (let count = action === 'take' ? 3 : 0; count > 0; count--) {
          const parts = text(peer.connection.takeNow())
          if (parts !== undefined) peer.messages.push(parts)
        }
        said.push(peer.take())
      }
      peer.connection.resume(0)
      said.push(peer.take())
      return (
        JSON.stringify(peer.messages) === JSON.stringify(plain.messages) &&
        Buffer.concat(said).equals(wanted)
      )
    },
  )
  t.doesNotThrow(() => assert(sameAsPlain, { numRuns: 500, seed: 11 }))
})
