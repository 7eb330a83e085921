// The handshake of a WebSocket: RFC 6455's example, every cut, what is refused and why.
import t from 'tap'
import { ClientUpgrade, ServerUpgrade } from '../../lib/transport/websocket-upgrade.js'
import { everySplit } from '../support/bytes.js'

const SPOKEN = ['ZWS2.0/NULL', 'ZWS2.0']

/** The headers of RFC 6455 §1.3, but for those that are given. */
function request(own: Readonly<Record<string, string>> = {}, line = 'GET /chat HTTP/1.1'): Buffer {
  const headers = {
    Host: 'server.example.com',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol': 'ZWS2.0',
    'Sec-WebSocket-Version': '13',
    ...own,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from([line, ...lines, '', ''].join('\r\n'))
}

const REPLY =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: ZWS2.0\r\n\r\n'

t.test("RFC 6455's example, whole and cut everywhere", async t => {
  const bytes = Buffer.concat([request(), Buffer.from('behind')])
  const wanted = { subprotocol: 'ZWS2.0', reply: REPLY, rest: Buffer.from('behind') }
  t.same(new ServerUpgrade(SPOKEN).receive(bytes), wanted)
  for (const [first, second] of everySplit(request())) {
    const upgrade = new ServerUpgrade(SPOKEN)
    t.equal(upgrade.receive(first), undefined)
    t.match(upgrade.receive(second), { subprotocol: 'ZWS2.0', reply: REPLY })
  }
})

t.test('the first subprotocol of the client that is spoken', async t => {
  const choose = (offered: string): string | undefined =>
    new ServerUpgrade(SPOKEN).receive(request({ 'Sec-WebSocket-Protocol': offered }))?.subprotocol
  t.equal(choose('ZWS2.0/NULL,ZWS2.0'), 'ZWS2.0/NULL')
  t.equal(choose('chat, ZWS2.0, ZWS2.0/NULL'), 'ZWS2.0')
  const twice = request({ 'sec-websocket-protocol': 'ZWS2.0/NULL' })
  t.equal(
    new ServerUpgrade(['ZWS2.0/NULL']).receive(twice)?.subprotocol,
    'ZWS2.0/NULL',
    'a second header',
  )
})

t.test('a browser says more, and in other letters', async t => {
  const bytes = request({
    Connection: 'keep-alive, Upgrade',
    Upgrade: 'WebSocket',
    Origin: 'http://x',
  })
  t.match(new ServerUpgrade(SPOKEN).receive(bytes), { subprotocol: 'ZWS2.0' })
})

const BAD: readonly (readonly [title: string, bytes: Buffer, isAnswered: boolean])[] = [
  ['another subprotocol', request({ 'Sec-WebSocket-Protocol': 'chat' }), true],
  ['no upgrade', request({ Upgrade: 'h2c' }), true],
  ['no Connection: Upgrade', request({ Connection: 'close' }), true],
  ['another version', request({ 'Sec-WebSocket-Version': '8' }), true],
  ['no key', request({ 'Sec-WebSocket-Key': 'c2hvcnQ=' }), true],
  ['HTTP/1.0', request({}, 'GET / HTTP/1.0'), true],
  ['a header that is none', request({ 'a b': 'c' }), false],
  ['POST', request({}, 'POST / HTTP/1.1'), false],
  ['a greeting of ZMTP', Buffer.from([0xff]), false],
  ['a head of over 16 KiB', request({ X: 'x'.repeat(17_000) }), false],
  ['a head that does not end', Buffer.from(`GET /${'x'.repeat(17_000)}`), false],
]

for (const [title, bytes, isAnswered] of BAD) {
  t.test(`a server refuses ${title}`, async t => {
    const upgrade = new ServerUpgrade(SPOKEN)
    t.throws(() => upgrade.receive(bytes), { code: 'ERR_WS_UNSPECIFIED', number: 0x30000000 })
    t.equal(upgrade.refusal?.startsWith('HTTP/1.1 400 Bad Request\r\n') ?? false, isAnswered)
  })
}

t.test('both sides come together', async t => {
  const client = new ClientUpgrade(SPOKEN, 'localhost:80', '/a')
  const asked = client.start()
  t.match(asked, /^GET \/a HTTP\/1\.1\r\nHost: localhost:80\r\n/)
  const upgraded = new ServerUpgrade(SPOKEN).receive(Buffer.from(asked))
  t.equal(upgraded?.subprotocol, 'ZWS2.0/NULL')
  const reply = Buffer.from(`${upgraded?.reply}behind`)
  t.match(client.receive(reply), { subprotocol: 'ZWS2.0/NULL', rest: Buffer.from('behind') })
})

t.test('a client refuses another answer', async t => {
  const answers: readonly ((reply: string) => string)[] = [
    () => 'HTTP/1.1 404 Not Found\r\n\r\n',
    reply => reply.replace(/Accept: ./, 'Accept: *'),
    reply => reply.replace('/NULL', '/PLAIN'),
    reply => reply.replace(/Sec-WebSocket-Protocol.*\r\n/, ''),
    reply => reply.replace('\r\n\r\n', '\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n'),
    reply => reply.replace('HTTP/1.1', 'HTTP/2'),
  ]
  for (const change of answers) {
    const client = new ClientUpgrade(SPOKEN, 'localhost:80', '/')
    const reply = new ServerUpgrade(SPOKEN).receive(Buffer.from(client.start()))?.reply ?? ''
    t.throws(() => client.receive(Buffer.from(change(reply))), { code: 'ERR_WS_UNSPECIFIED' })
  }
})
