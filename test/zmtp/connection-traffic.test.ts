// A Connection after the handshake: messages, commands, heartbeats, back-pressure.
import t from 'tap'
import { type ConnectionSettings, UNASKED_OUTPUT_MAX } from '../../lib/zmtp/connection-contract.js'
import { feedByteByByte, hex, NULL_GREETING } from '../support/bytes.js'
import { chunks, RecordedPeer } from '../support/drive.js'

const READY_PUSH = hex('041a0552454144590b536f636b65742d547970650000000450555348')

/** A PULL in traffic at moment 0, its own greeting and READY taken. */
function inTraffic(settings: Partial<ConnectionSettings> = {}): RecordedPeer {
  const peer = new RecordedPeer({ socketType: 'PULL', ...settings })
  peer.connection.start(0)
  peer.receive(Buffer.concat([NULL_GREETING, READY_PUSH]))
  return peer
}

t.test('messages: single, empty, multipart, long, 1000 parts', async t => {
  const peer = inTraffic()
  const stream = hex(
    '00026869 0000 010161 0100 000163 02 0000000000000100 "x"*256 03 0000000000000001 61 000162',
  )
  const wanted = [['hi'], [''], ['a', '', 'c'], ['x'.repeat(256)], ['a', 'b']]
  t.same(peer.receive(stream), hex(''))
  t.same(peer.messages, wanted)

  const slow = inTraffic()
  feedByteByByte(stream, chunk => slow.receive(chunk))
  t.same(slow.messages, wanted, 'a byte at a time')

  const many = inTraffic()
  many.receive(hex('010161 0100*998 00017a'))
  t.same(many.messages, [['a', ...Array.from({ length: 998 }, () => ''), 'z']])
})

t.test('nothing of a message is told before its last part', async t => {
  const peer = inTraffic()
  peer.receive(hex('01 01 61'))
  peer.receive(hex('01 01 62'))
  t.same(peer.messages, [])
  peer.connection.end(new Error('gone'))
  t.same(peer.messages, [], 'an unfinished message is dropped')

  const whole = inTraffic()
  whole.receive(hex('01 01 61'))
  whole.receive(hex('00 01 62'))
  t.same(whole.messages, [['a', 'b']])
})

t.test('a body that looks like a command is data', async t => {
  const peer = inTraffic()
  t.same(peer.receive(hex('00 07 0450494e47 0000')), hex(''))
  t.same(peer.messages, [['\x04PING\0\0']])
})

t.test('PING is answered with its context, cut to 16 bytes', async t => {
  const cases: [string, string][] = [
    ['04 07 04 "PING" 0000', '04 05 04 "PONG"'],
    ['04 08 04 "PING" 0000 01', '04 06 04 "PONG" 01'],
    ['04 17 04 "PING" 0000 aa*16', '04 15 04 "PONG" aa*16'],
    ['04 18 04 "PING" 0000 aa*16 bb', '04 15 04 "PONG" aa*16'],
    ['04 1b 04 "PING" 0000 aa*20', '04 15 04 "PONG" aa*16'],
    ['06 0000000000000133 04 "PING" 0000 aa*300', '04 15 04 "PONG" aa*16'],
    [
      '04 08 04 "PING" 0000 01 04 08 04 "PING" 0000 02 04 08 04 "PING" 0000 03',
      '04 06 04 "PONG" 01 04 06 04 "PONG" 02 04 06 04 "PONG" 03',
    ],
  ]
  for (const [ping, pong] of cases) {
    t.same(inTraffic().receive(hex(ping)), hex(pong), ping)
    const slow = inTraffic()
    feedByteByByte(hex(ping), chunk => slow.connection.receive(chunk, 0))
    t.same(slow.take(), hex(pong), `${ping}, a byte at a time`)
  }
})

t.test('other commands are ignored and never reach the application', async t => {
  const commands = [
    '04 06 03 "FOO" "xx"',
    '06 000000000000012c 03 "FOO" 78*296',
    '06 0000000000011170 03 "FOO" 78*69996',
    '04 00',
    '04 01 00',
    '04 02 09 41',
    '04 01 05',
    '04 05 04 00ff00ff',
    '04 07 04 "ping" 0000',
    '04 05 04 "PONG"',
    '04 08 04 "PONG" 010203',
    '04 0b 09 "SUBSCRIBE" 41',
    '04 08 06 "CANCEL" 41',
    '04 06 04 "JOIN" 41',
    '04 07 05 "LEAVE" 41',
    '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"',
    '04 1a 05 "READY" 0b "Socket-Type" 00000003 "PUB" 00',
    '04 0a 05 "ERROR" 03 "400"',
    '04 06 05 "ERROR"',
    '04 0a 05 "HELLO" 01 "u" 01 "p"',
    '04 08 07 "WELCOME"',
    '04 09 08 "INITIATE"',
  ]
  for (const command of commands) {
    const peer = inTraffic()
    t.same(peer.receive(hex(`${command} 00026869`)), hex(''), command)
    t.same(peer.messages, [['hi']], command)
    t.equal(peer.connection.state, 'traffic', command)
    t.equal(peer.readies.length, 1, command)
  }
})

t.test('a command between the parts of a message does not disturb it', async t => {
  const peer = inTraffic()
  t.same(peer.receive(hex('01 01 61 04 07 04 "PING" 0000 00 01 62')), hex('04 05 04 "PONG"'))
  t.same(peer.messages, [['a', 'b']])
})

t.test('PONG goes between messages of ours, not into one', async t => {
  const peer = inTraffic()
  peer.connection.send([Buffer.from('a'), Buffer.from('b')])
  peer.connection.receive(hex('04 07 04 "PING" 0000'), 0)
  peer.connection.send([Buffer.from('c')])
  t.equal(peer.connection.outputLength, 6 + 7 + 3)
  t.same(peer.take(), hex('010161 000162 04 05 04 "PONG" 000163'))
})

t.test('back-pressure: false stops decoding after that message; resume goes on', async t => {
  const peer = inTraffic()
  let room = 2
  peer.wantsMore = () => --room > 0
  peer.receive(hex('000161 010162 000163 000164 010165 000166'))
  t.same(peer.messages, [['a'], ['b', 'c']])
  t.equal(peer.connection.isPaused, true)
  t.equal(peer.connection.hasUnreadBytes, true)

  peer.receive(hex('0001 67'))
  t.equal(peer.messages.length, 2, 'bytes that come meanwhile wait')
  room = 1
  peer.connection.resume(0)
  t.same(peer.messages.slice(2), [['d']])
  t.equal(peer.connection.isPaused, true)
  room = 99
  peer.connection.resume(0)
  t.same(peer.messages.slice(3), [['e', 'f'], ['g']])
  t.equal(peer.connection.isPaused, false)
  t.equal(peer.connection.hasUnreadBytes, false)
  peer.connection.resume(0)
  peer.receive(hex('000168'))
  t.same(peer.messages.at(-1), ['h'])
})

t.test('back-pressure: the last message of a chunk may be the one that stops', async t => {
  const peer = inTraffic()
  peer.wantsMore = false
  peer.receive(hex('000161'))
  t.equal(peer.connection.isPaused, true)
  t.equal(peer.connection.hasUnreadBytes, false)
  peer.receive(hex('000162'))
  t.same(peer.messages, [['a']])
  peer.connection.resume(0)
  t.same(peer.messages, [['a'], ['b']])
})

t.test('back-pressure: a fault behind the stop is found on resume', async t => {
  const peer = inTraffic()
  peer.wantsMore = false
  peer.receive(hex('000161 f8'))
  t.equal(peer.connection.state, 'traffic')
  peer.connection.resume(0)
  t.equal(peer.connection.failure?.kind, 'protocol')
  peer.connection.resume(0)
  t.same(peer.messages, [['a']])
})

t.test('back-pressure already at the handshake: a message behind READY', async t => {
  const peer = new RecordedPeer({ socketType: 'PULL' })
  peer.wantsMore = false
  peer.connection.start(0)
  peer.receive(Buffer.concat([NULL_GREETING, READY_PUSH, hex('000161 000162')]))
  t.same(peer.messages, [['a']])
  peer.connection.resume(0)
  t.same(peer.messages, [['a'], ['b']])
})

t.test('heartbeat: PING each interval, with the time to live in tenths', async t => {
  const peer = inTraffic({ heartbeat: { intervalMs: 100, timeoutMs: -1, timeToLiveMs: 1500 } })
  t.equal(peer.connection.deadline, 100)
  peer.connection.tick(99)
  t.same(peer.take(), hex(''))
  peer.connection.tick(100)
  t.same(peer.take(), hex('04 07 0450494e47 000f'))
  t.equal(peer.connection.deadline, 200)
  t.same(peer.receive(hex('04 05 04 "PONG"'), 150), hex(''))
  peer.connection.tick(200)
  t.same(peer.take(), hex('04 07 0450494e47 000f'), 'the answer kept it alive')
  t.equal(peer.connection.state, 'traffic')
  peer.connection.tick(300)
  t.equal(peer.connection.state, 'closed', 'no answer to the second')
  t.equal(peer.connection.failure?.kind, 'silent')
  t.equal(peer.connection.failure?.state, 'traffic')
  t.equal(peer.connection.failure?.protocolNumber, undefined)
  t.equal(peer.connection.deadline, Infinity)
  t.same(peer.take(), hex(''))
})

t.test(
  'heartbeat: any whole frame ends the wait for an answer, part of one begins it anew',
  async t => {
    const heartbeat = { intervalMs: 100, timeoutMs: 50, timeToLiveMs: 0 }
    for (const frame of ['00026869', '010161', '0400', '0405 04 "PONG"', '0407 04 "PING" 0000']) {
      const peer = inTraffic({ heartbeat })
      peer.connection.tick(100)
      t.equal(peer.connection.deadline, 150, frame)
      peer.receive(hex(frame), 120)
      t.equal(peer.connection.deadline, 200, frame)
    }
    const peer = inTraffic({ heartbeat })
    peer.connection.tick(100)
    peer.receive(hex('000268'), 120)
    t.equal(peer.connection.deadline, 170, 'a large frame may be on its way')
    peer.connection.tick(170)
    t.equal(peer.connection.failure?.kind, 'silent')
  },
)

t.test('heartbeat: while this side reads nothing, the peer cannot be silent', async t => {
  const peer = inTraffic({ heartbeat: { intervalMs: 100, timeoutMs: 50, timeToLiveMs: 0 } })
  peer.wantsMore = false
  peer.receive(hex('0407 04 "PING" 0001 00026869 00026869'), 0)
  peer.connection.tick(100)
  peer.connection.tick(150)
  t.equal(peer.connection.state, 'traffic')
  peer.wantsMore = true
  peer.connection.resume(180)
  t.equal(peer.messages.length, 2)
  peer.connection.tick(200)
  peer.connection.tick(250)
  t.equal(peer.connection.failure?.kind, 'silent', 'it read again, and nothing came')
})

t.test('what nobody asked for is bounded: a peer that sends PINGs and reads nothing', async t => {
  const peer = inTraffic({ heartbeat: { intervalMs: 10, timeoutMs: 0, timeToLiveMs: 0 } })
  const pings = Buffer.concat(Array.from({ length: 1000 }, () => hex('0408 04 "PING" 0000 61')))
  for (let times = 0; times < 200; times++) peer.connection.receive(pings, 0)
  peer.connection.receive(hex('0408 04 "PING" 0000 7a'), 0)
  for (let now = 10; now < 10_000; now += 10) peer.connection.tick(now)
  t.ok(peer.connection.outputLength < UNASKED_OUTPUT_MAX + 64, `${peer.connection.outputLength}`)
  const first = peer.take()
  t.ok(first.length < UNASKED_OUTPUT_MAX + 64)
  t.same(peer.take(), hex('0406 04 "PONG" 7a'), 'then the last PING is answered')
  t.same(peer.take(), hex(''))
})

t.test('a message that never ends', async t => {
  const part = hex('01 01 61')
  const many = inTraffic({ maxParts: 100 })
  many.receive(Buffer.concat(Array.from({ length: 100 }, () => part)))
  t.equal(many.connection.state, 'traffic')
  many.receive(part)
  t.match(many.connection.failure, {
    kind: 'protocol',
    error: { code: 'ERR_ZMTP_MESSAGE_TOO_LARGE', message: /over 100 parts \(maxParts\)/ },
  })
  const large = inTraffic({ maxTotalSize: 100 })
  large.receive(hex('01 64 "a"*100'))
  t.equal(large.connection.state, 'traffic')
  large.receive(hex('00 01 62'))
  t.match(large.connection.failure, {
    error: { code: 'ERR_ZMTP_MESSAGE_TOO_LARGE', message: /over 100 bytes .*maxTotalSize/ },
  })
  const one = inTraffic({ maxTotalSize: 10 })
  one.receive(hex('00 0b "a"*11 01 05 "b"*5 00 05 "c"*5'))
  t.equal(one.messages.length, 2, 'a message of one part has its own limit, maxMessageSize')
})

t.test("heartbeat: the peer's time to live", async t => {
  const peer = inTraffic()
  t.equal(peer.connection.deadline, Infinity)
  peer.receive(hex('04 07 04 "PING" 0005'), 1000)
  t.equal(peer.connection.deadline, 1500)
  peer.receive(hex('00026869'), 1300)
  t.equal(peer.connection.deadline, Infinity, 'traffic ends it')
  peer.receive(hex('04 07 04 "PING" 0290'), 2000)
  t.equal(peer.connection.deadline, 67_600, '65.6 s are not cut to 16 bits')
  peer.receive(hex('04 07 04 "PING" 0005'), 3000)
  peer.connection.tick(3499)
  t.equal(peer.connection.state, 'traffic')
  peer.connection.tick(3500)
  t.equal(peer.connection.failure?.kind, 'silent')
})

t.test('heartbeat: a time to live does not depend on how the stream is cut', async t => {
  const cases: [string, number][] = [
    ['04 07 04 "PING" 0005 00026869', Infinity],
    ['00026869 04 07 04 "PING" 0005', 500],
    ['04 07 04 "PING" 0005 04 07 04 "PING" 0000', Infinity],
    ['04 07 04 "PING" 0005 04 07 04 "PING" 000a', 1000],
    ['04 07 04 "PING" 0005 04 05 04 "PONG"', Infinity],
    ['04 07 04 "PING" 0005 0400 04 07 04 "PING" 0001', 100],
    ['04 07 04 "PING" 0005 01', 500],
  ]
  for (const [bytes, deadline] of cases) {
    for (const size of [1, 2, 9, 11, Infinity]) {
      const peer = inTraffic()
      for (const chunk of chunks(hex(bytes), size)) peer.connection.receive(chunk, 0)
      t.equal(peer.connection.deadline, deadline, `${bytes} in chunks of ${size}`)
    }
  }
})

t.test('limit: counts each frame, also of commands, not their sum', async t => {
  const peer = inTraffic({ maxMessageSize: 100 })
  peer.receive(hex('01 64 "a"*100 00 64 "b"*100'))
  t.same(peer.messages, [['a'.repeat(100), 'b'.repeat(100)]])
  t.equal(peer.connection.state, 'traffic')
})

t.test('limit: frames after the handshake may be larger than in it', async t => {
  const peer = inTraffic()
  peer.receive(hex('02 0000000000010001 "x"*65537'))
  t.equal(peer.messages[0]?.[0]?.length, 65537)
})
