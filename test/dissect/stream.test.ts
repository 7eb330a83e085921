// One direction explained: every greeting, commands, frames; cut off, damaged, in any pieces.
import t from 'tap'
import {
  itemToJson,
  StreamDissector,
  type Item,
  type StreamOptions,
} from '../../lib/dissect/index.js'
import { FLAG_COMMAND, FrameDecoder } from '../../lib/zmtp/index.js'
import { everySplit, feedByteByByte, hex } from '../support/bytes.js'
import * as v from './vectors.js'

function explain(bytes: Buffer, options: StreamOptions = {}): Item[] {
  const stream = new StreamDissector(options)
  return [...stream.push(bytes), ...stream.end()]
}

const summaries = (items: readonly Item[]): string[] => items.map(item => item.summary)
const names = (item: Item | undefined): string[] =>
  (item?.fields ?? []).map(({ offset, name, value }) => `${offset} ${name} ${value}`)

const faultOf = (text: string, framing: '1.0' | '2.0' | '3.x' = '3.x'): string | undefined =>
  explain(hex(text), { framing })[0]?.fault

const ready = (metadata: string): string | undefined => {
  const body = Buffer.concat([hex('05"READY"'), hex(metadata)])
  return explain(Buffer.concat([Buffer.from([4, body.length]), body]), {
    framing: '3.x',
    mechanism: 'NULL',
  })[0]?.fault
}

t.test('a 3.1 greeting', async t => {
  const [item] = explain(v.NULL)
  t.strictSame(names(item), [
    '0 signature 0xff',
    '1 padding 1',
    '9 signature 0x7f',
    '10 major version 3',
    '11 minor version 1',
    '12 mechanism "NULL"',
    '32 as-server 0',
    '33 filler 0',
  ])
  t.match(item, { kind: 'greeting', protocol: '3.x', version: '3.1', mechanism: 'NULL' })
  t.equal(item?.fault, undefined)
})

t.test('a greeting that is odd, and one that is wrong', async t => {
  const odd = explain(hex('ff 0000000000000007 7f 09 00 "PLAIN" 00*15 01 00*31'))[0]
  t.match(odd, { summary: 'greeting: ZMTP 9.0, mechanism PLAIN', isAsServer: true })
  t.equal(odd?.fields[1]?.meaning, 'length of the routing id (6) plus 1, as ZMTP 1.0 had it')
  const wrong = explain(hex('ff 0000000000000001 7f 03 01 "null" 00*16 02 01*31'))[0]
  t.match(wrong?.fault, 'offset 12: expected a name of A-Z 0-9 - _ . + and zeros')
  t.strictSame(
    wrong?.fields.filter(field => field.fault !== undefined).map(field => field.name),
    ['mechanism', 'as-server', 'filler'],
  )
})

t.test('a length of ZMTP 1.0 that no number can hold is told as it is', async t => {
  const [item] = explain(hex('ff 2dc96b5aa69c5623'), { framing: '1.0' })
  const length = item?.fields[1]
  t.match(length, { value: '3299286239112091171', meaning: /^of flags and body$/ })
  t.equal(item?.fault, 'offset 1: expected a size that memory can hold')
})

t.test('greetings of 2.0 and 1.0, alone', async t => {
  t.strictSame(summaries(explain(hex(`${v.SIGNATURE} 01 08 0000 0002"hi"`))), [
    'greeting: ZMTP 2.0, socket type PUSH, no handshake follows',
    'identity: ""',
    'message: "hi"',
  ])
  t.strictSame(summaries(explain(hex(`${v.SIGNATURE} 00 07 0100 020161 03006263`))), [
    'greeting: ZMTP 1.0, socket type PULL, no handshake follows',
    'identity: ""',
    'message part, MORE: "a"',
    'message: "bc"',
  ])
  t.strictSame(summaries(explain(hex('0100 0300"hi" 0301"jj" 0200"k"'))), [
    'no greeting: ZMTP 1.0 (unversioned), or no ZMTP at all',
    'identity: ""',
    'message: "hi"',
    'message part, MORE: "jj"',
    'message: "k"',
  ])
  t.strictSame(summaries(explain(hex('ff 0000000000000003 00"ab" 0300"hi"'))), [
    'no greeting: ZMTP 1.0 (unversioned), or no ZMTP at all',
    'identity: "ab"',
    'message: "hi"',
  ])
})

t.test('libzmq towards an older side: told by the other direction, or guessed', async t => {
  const downgraded = hex(`${v.SIGNATURE} 03 07 00 06 "pushid"`)
  t.strictSame(summaries(explain(downgraded)), [
    'greeting: ZMTP 2.0, socket type PULL, no handshake follows',
    'identity: "pushid"',
  ])
  const against = (first: string, own: string): string[] => {
    const peer = new StreamDissector()
    const stream = new StreamDissector()
    stream.peer = peer
    peer.push(hex(first))
    return summaries([...stream.push(hex(own)), ...stream.end()])
  }
  t.strictSame(against(`${v.SIGNATURE} 00 08`, `${v.SIGNATURE} 03 07 0100`), [
    'greeting: ZMTP 1.0, socket type PULL, no handshake follows',
    'identity: ""',
  ])
  const unversioned =
    'greeting: a signature, which the unversioned other side reads as the header of a frame'
  t.strictSame(against('0100', 'ff 0000000000000007 7f "pushid" 0300"hi"'), [
    unversioned,
    'identity: "pushid"',
    'message: "hi"',
  ])
  t.strictSame(against('0100', `${v.SIGNATURE} 0300"hi"`), [unversioned, 'message: "hi"'])
})

t.test('NULL: READY, messages, commands', async t => {
  const items = explain(v.STREAMS[0] as Buffer)
  t.strictSame(summaries(items).slice(1), [
    'command READY: PUSH',
    'message: "hi"',
    'message part, MORE: "a"',
    'message part, MORE: ""',
    'message: "c"',
    `message: "${'x'.repeat(64)}"… (256 bytes)`,
    'command PING: time to live 15',
    'command PONG: context "ab"',
  ])
  t.strictSame(names(items[1]), [
    '64 flags 0x04',
    '65 size 26',
    '66 name length 5',
    '67 name "READY"',
    '72 name length 11',
    '73 name "Socket-Type"',
    '84 value length 4',
    '88 value of Socket-Type "PUSH"',
  ])
  t.ok(items.every(item => item.fault === undefined))
})

t.test('PLAIN, with libzmq’s ERROR', async t => {
  const client = explain(v.STREAMS[2] as Buffer)
  t.equal(client[1]?.summary, 'command HELLO: username "admin"')
  t.equal(client[1]?.fields.at(-1)?.value, '"secret"')
  t.equal(client[2]?.summary, 'command INITIATE: PUSH')
  const refused = explain(v.STREAMS[4] as Buffer)[1]
  t.equal(refused?.summary, 'command ERROR: reason "400"')
  t.equal(refused?.fault, 'offset 66: expected 05 "ERROR"')
})

t.test('CURVE: structure, by the greeting and without one', async t => {
  const client = explain(v.STREAMS[5] as Buffer)
  t.strictSame(names(client[1]).slice(2), [
    '66 name length 5',
    '67 name "HELLO"',
    '72 version 1.0',
    '74 padding 0',
    "146 client's short-term key 32 bytes",
    '178 short nonce 1',
    '186 signature box 80 bytes: 64 encrypted, 16 of check',
  ])
  t.strictSame(summaries(client).slice(1), [
    'command HELLO: short nonce 1',
    'command INITIATE: short nonce 2',
    'encrypted: command MESSAGE: short nonce 3',
  ])
  const frames = Buffer.concat([v.HELLO_CURVE, v.WELCOME_CURVE, v.INITIATE_CURVE, v.READY_CURVE])
  const alone = explain(frames, { framing: '3.x' })
  t.ok(alone.every(item => item.fault === undefined))
  t.strictSame(
    alone.map(item => item.fields.at(-1)?.name),
    ['signature box', 'welcome box', 'initiate box', 'ready box'],
  )
  const short = explain(hex('0421 05"READY" 0000000000000001 00*19'), {
    framing: '3.x',
    mechanism: 'CURVE',
  })[0]
  t.equal(short?.fault, undefined)
  const tooShort = explain(hex('0412 07"WELCOME" 00*10'), { framing: '3.x', mechanism: 'CURVE' })[0]
  t.match(tooShort?.fault, 'offset 10: expected 16 bytes of long nonce here, found 10')
})

t.test('subscriptions: as commands, and as messages of a subscriber', async t => {
  t.strictSame(summaries(explain(Buffer.concat([v.SUBSCRIBE, v.CANCEL]), { framing: '3.x' })), [
    'command SUBSCRIBE: topic "AB"',
    'command CANCEL: topic "AB"',
  ])
  const sub = hex('0419 05"READY" 0b"Socket-Type" 00000003 "SUB" 0003 01"AB" 0003 00"AB" 0001 02')
  t.strictSame(summaries(explain(Buffer.concat([v.NULL, sub]))).slice(2), [
    'subscription: subscribe "AB"',
    'subscription: cancel "AB"',
    'message: "\\x02"',
  ])
})

t.test('frames of message kind before the handshake is done are commands, and wrong', async t => {
  const items = explain(Buffer.concat([v.NULL, hex('001a'), v.READY_PUSH.subarray(2), v.HI]))
  t.match(items[1], {
    kind: 'command',
    name: 'READY',
    fault: 'offset 64: expected the COMMAND flag: the handshake is not done',
  })
  t.equal(items[2]?.kind, 'frame')
})

t.test('damage: said once, at its offset, with all before it', async t => {
  t.equal(faultOf('f8 00'), 'offset 0: expected the reserved bits to be zero (libzmq ignores them)')
  t.equal(faultOf('05 02 01"A"'), 'offset 0: expected no MORE flag on a command')
  t.match(faultOf('04 00', '2.0'), 'reserved bits')
  t.equal(faultOf('02 ffffffffffffffff'), 'offset 1: expected a size that memory can hold')
  t.match(faultOf('00 00', '1.0'), 'offset 1: expected a length of at least 1')
  t.equal(faultOf('00'), 'offset 1: expected 1 byte of size here, found the end')
  t.equal(faultOf('00 05 "ab"'), 'offset 4: expected 3 bytes more of the body, found the end')
  t.equal(faultOf('04 00'), 'offset 2: expected 1 byte of name length here, found the end')
  t.equal(faultOf('04 03 05"RE"'), 'offset 3: expected 5 bytes of name here, found 2')
  t.equal(faultOf('04 06 04"PING" 00'), 'offset 7: expected 2 bytes of time to live here, found 1')
  t.equal(faultOf('04 07 05"ERROR" 05'), 'offset 9: expected 5 bytes of reason here, found the end')
  t.match(faultOf('04 0b 05"HELLO" 01"a" 01"bcd"'), /expected the end|found/)
  t.equal(ready('00'), 'offset 8: expected at least 1')
  t.equal(ready('0b"Sock"'), 'offset 9: expected 11 bytes of name here, found 4')
  t.equal(ready('01"a" 000000'), 'offset 10: expected 4 bytes of value length here, found 3')
  t.equal(ready('01"a" 80000000'), 'offset 10: expected at most 2^31 − 1')
  t.equal(ready('01"a" 00000002 "b"'), 'offset 14: expected 2 bytes of value of a here, found 1')
  t.match(ready('01" " 00000000'), 'offset 9: expected letters, digits')
  t.match(ready('0b"Socket-Type" 00000004 "push"'), 'expected the name of a socket type')
})

t.test('behind bytes that cannot be read the rest is only counted', async t => {
  const items = explain(hex('0002"hi" 02 ffffffffffffffff 00*100'), { framing: '3.x' })
  t.strictSame(summaries(items), [
    'message: "hi"',
    'no frame',
    '100 bytes behind it that cannot be read',
  ])
})

t.test('any cut gives the same items', async t => {
  for (const bytes of v.STREAMS) {
    const whole = explain(bytes).map(itemToJson)
    const single = new StreamDissector()
    const items: Item[] = []
    feedByteByByte(bytes, byte => items.push(...single.push(byte)))
    t.strictSame([...items, ...single.end()].map(itemToJson), whole)
  }
  const bytes = Buffer.concat([v.NULL, v.READY_PUSH, v.MULTIPART])
  const whole = JSON.stringify(explain(bytes).map(itemToJson))
  for (const pieces of everySplit(bytes)) {
    const stream = new StreamDissector()
    const items = [...pieces.flatMap(piece => stream.push(piece)), ...stream.end()]
    if (JSON.stringify(items.map(itemToJson)) !== whole) t.fail(`cut after ${pieces[0].length}`)
  }
})

t.test('every truncation says what is missing', async t => {
  const bytes = Buffer.concat([v.NULL, v.READY_PUSH, v.HI])
  for (let length = 1; length < bytes.length; length++) {
    const items = explain(bytes.subarray(0, length))
    const isWhole = [64, 92].includes(length)
    t.equal(items.at(-1)?.fault === undefined, isWhole, `${length} bytes`)
  }
})

t.test('the sizes of frames are those the engine’s decoder finds', async t => {
  for (const size of [0, 1, 127, 128, 255, 256, 65_535, 70_000]) {
    const header = Buffer.alloc(size > 255 ? 9 : 2)
    if (size > 255) {
      header[0] = 2
      header.writeBigUInt64BE(BigInt(size), 1)
    } else header[1] = size
    const bytes = Buffer.concat([header, Buffer.alloc(size, 0x41), v.PING])
    const decoder = new FrameDecoder(Infinity)
    decoder.push(bytes)
    t.equal(decoder.next()?.length, size)
    decoder.next()
    t.equal(decoder.flags, FLAG_COMMAND)
    const items = explain(bytes, { framing: '3.x' })
    t.match(items, [
      { kind: 'frame', bodySize: size },
      { kind: 'command', name: 'PING' },
    ])
  }
})

t.test('a large body is counted, not kept', async t => {
  const stream = new StreamDissector({ framing: '3.x', keepBytes: 100 })
  const header = hex('02 0000000010000000')
  stream.push(header)
  const chunk = Buffer.alloc(1024 * 1024)
  const items: Item[] = []
  for (let count = 0; count < 256; count++) items.push(...stream.push(chunk))
  t.equal(items.length, 1)
  t.equal(items[0]?.size, 256 * 1024 * 1024 + 9)
  t.equal(items[0]?.fields.at(-1)?.bytes.length, 100)
})

t.test('bytes that were not seen: inside a body it goes on, elsewhere it cannot', async t => {
  const stream = new StreamDissector({ framing: '3.x' })
  stream.push(hex('000a "ab"'))
  t.match(summaries(stream.lose(5)), ['5 bytes not seen: lost by who recorded them'])
  t.strictSame(summaries(stream.push(hex('"xyz" 0002"hi"'))), [
    'message: "ab"… (10 bytes), 5 bytes of it not seen',
    'message: "hi"',
  ])
  stream.lose(1)
  t.ok(stream.isLost)
  t.strictSame(summaries([...stream.push(hex('0002"hi"')), ...stream.end()]), [
    '4 bytes behind it that cannot be read',
  ])
})
