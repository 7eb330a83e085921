// The table of transports: an endpoint finds its row, and only inproc has no streams.
import t from 'tap'
import { parseEndpoint, streamTransport, TRANSPORT_NAMES } from '../../lib/transport/transports.js'

t.test('endpoints', async t => {
  for (const [text, transport, address] of [
    ['tcp://127.0.0.1:5555', 'tcp', '127.0.0.1:5555'],
    ['ipc:///tmp/x', 'ipc', '/tmp/x'],
    ['ws://x:1', 'ws', 'x:1'],
    ['inproc://a://b', 'inproc', 'a://b'],
  ]) {
    t.same(parseEndpoint(text as string), { text, transport, address })
  }
  for (const text of ['', 'tcp', 'tcp:', 'tcp:/x', 'tcp://', '://x', ':///x']) {
    t.throws(() => parseEndpoint(text), { code: 'EINVAL', address: text }, text)
  }
  for (const text of ['x://y', 'TCP://x:1', 'WS://x:1', 'pgm://x', 'tipc://x']) {
    t.throws(() => parseEndpoint(text), { code: 'EPROTONOSUPPORT', address: text }, text)
  }
  t.throws(() => parseEndpoint('udp://x:1'), { code: 'ENOCOMPATPROTO', errno: 156384764 })
})

t.test('which have streams', async t => {
  const without = TRANSPORT_NAMES.filter(
    name => streamTransport(parseEndpoint(`${name}://x`)) === undefined,
  )
  t.strictSame(without, ['inproc'])
})
