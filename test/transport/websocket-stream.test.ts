// Pings of a WebSocket: RFC 6455 §5.5.3 lets the last of those that wait be answered alone. Each octet by hand.
import t from 'tap'
import { WebSocketStream } from '../../lib/transport/websocket-stream.js'
import { ServerUpgrade } from '../../lib/transport/websocket-upgrade.js'
import { ScriptedStream } from '../support/scripted-stream.js'

const REQUEST = [
  'GET / HTTP/1.1',
  'Host: x',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol: ZWS2.0/NULL',
  'Sec-WebSocket-Version: 13',
].join('\r\n')

const GREETING = {
  socketType: 'PULL',
  mechanism: { name: 'NULL', asServer: false },
  routingId: Buffer.alloc(0),
  minimumZmtp: 1,
} as const

const nothing = (): void => {}

/** A server whose peer has upgraded. */
function server() {
  const inner = new ScriptedStream()
  const stream = new WebSocketStream(inner, {
    isServer: true,
    local: 'ws://127.0.0.1:1/',
    remote: 'ws://127.0.0.1:2/',
    upgrade: spoken => new ServerUpgrade(spoken),
  })
  let heard = 0
  stream.start({
    greeting: GREETING,
    frameLimit: 1000,
    received: nothing,
    filled: nothing,
    room: () => undefined,
    refused: nothing,
    ended: nothing,
    broke: nothing,
    gone: nothing,
    heard: () => heard++,
  })
  inner.feed(Buffer.from(`${REQUEST}\r\n\r\n`))
  inner.script.writes.length = 0
  return { inner, heard: () => heard }
}

// A mask of zeros leaves a payload as it is.
const ping = (payload: string): string => `89 81 00000000 ${payload}`

t.test('of the pings of one read the last is answered, and each is a sign of life', async t => {
  const { inner, heard } = server()
  inner.feed(`${ping('01')} ${ping('02')} ${ping('03')}`)
  t.equal(inner.written, '8a0103')
  t.equal(heard(), 3)
  inner.feed(ping('04'))
  t.equal(inner.written, '8a01038a0104')
})

t.test('a flood of them costs one write', async t => {
  const { inner } = server()
  inner.feed(Array.from({ length: 5000 }, () => ping('05')).join(' '))
  t.equal(inner.written, '8a0105')
})

t.test('a ping before a close is answered before it', async t => {
  const { inner } = server()
  inner.feed(`${ping('06')} 88 82 00000000 03e8`)
  t.equal(inner.written, '8a0106')
})

t.test('while the system takes nothing only the last waits', async t => {
  const { inner } = server()
  inner.script.takesWrites = false
  inner.feed(ping('07'))
  inner.feed(ping('08'))
  inner.feed(ping('09'))
  t.equal(inner.written, '8a0107')
  inner.script.takesWrites = true
  inner.script.finishWrite()
  t.equal(inner.written, '8a01078a0109')
})
