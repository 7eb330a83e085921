import t from 'tap'
import {
  formatTcp,
  formatUdpPeer,
  ipcPath,
  parseHostPort,
  parseTcpTarget,
  parseUdpPeer,
} from '../../lib/transport/endpoint.js'

const target = (address: string): unknown =>
  parseTcpTarget({ transport: 'tcp', address, text: `tcp://${address}` })

t.test('host and port', async t => {
  for (const [text, host, port] of [
    ['127.0.0.1:5555', '127.0.0.1', 5555],
    ['*:*', '*', 0],
    [':80', '', 80],
    ['[::1]:80', '::1', 80],
    ['::1:80', '::1', 80],
    ['x:65535', 'x', 65535],
    ['x:99999', 'x', 34463],
  ] as const) {
    t.same(parseHostPort(text, true), { host, port }, text)
  }
  for (const text of ['', 'x', 'x:', 'x:y', 'x:1y', 'x:-1', 'x: 1', 'x:65536', 'x:00']) {
    t.equal(parseHostPort(text, true), undefined, text)
  }
  t.equal(parseHostPort('x:*', false), undefined)
})

t.test('where to connect to', async t => {
  t.same(target('x:1'), { source: undefined, host: { host: 'x', port: 1 } })
  t.same(target('a_b.c-d:1'), { source: undefined, host: { host: 'a_b.c-d', port: 1 } })
  t.same(target('1.2.3.4:0;x:1'), {
    source: { host: '1.2.3.4', port: 0 },
    host: { host: 'x', port: 1 },
  })
  t.same(target('1.2.3.4:*;x:1'), {
    source: { host: '1.2.3.4', port: 0 },
    host: { host: 'x', port: 1 },
  })
  t.same(target(':1'), { source: undefined, host: { host: '', port: 1 } })
  for (const address of [
    'x',
    'x:*',
    '*:1',
    '-x:1',
    '.x:1',
    'x y:1',
    'x/y:1',
    'a:1;b:1;c:1',
    'a;b:1',
  ]) {
    t.throws(() => target(address), { code: 'EINVAL', address: `tcp://${address}` }, address)
  }
})

t.test('texts for addresses', async t => {
  t.equal(formatTcp('127.0.0.1', 1), 'tcp://127.0.0.1:1')
  t.equal(formatTcp('::1', 1), 'tcp://[::1]:1')
})

t.test('paths', async t => {
  t.equal(ipcPath('/tmp/x', 'ipc:///tmp/x'), '/tmp/x')
  t.equal(ipcPath('@x', 'ipc://@x'), '\0x')
  t.equal(ipcPath('a'.repeat(107), ''), 'a'.repeat(107))
  t.throws(() => ipcPath('a'.repeat(108), 'e'), { code: 'ENAMETOOLONG', address: 'e' })
  t.throws(() => ipcPath('é'.repeat(54), 'e'), { code: 'ENAMETOOLONG' }, 'bytes count')
  t.throws(() => ipcPath('@', 'e'), { code: 'EINVAL' })
})

t.test('ends of udp', async t => {
  for (const [text, address, port] of [
    ['127.0.0.1:5555', '127.0.0.1', 5555],
    ['[::1]:1', '::1', 1],
  ] as const) {
    const name = Buffer.from(text)
    t.same(parseUdpPeer(name), { address, port })
    t.equal(formatUdpPeer({ address, port }), `${text}\0`)
    t.same(parseUdpPeer(Buffer.concat([name, Buffer.from('\0junk')])), { address, port })
  }
  for (const text of ['', '\0', '127.0.0.1', ':1', 'localhost:1', '127.0.0.1:0', '127.0.0.1:*']) {
    t.equal(parseUdpPeer(Buffer.from(text)), undefined, text)
  }
})
