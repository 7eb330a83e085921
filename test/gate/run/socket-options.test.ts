// Options by endpoint: IPv6 only where there is an address of it.
import t from 'tap'
import { socketOptions } from '../../../lib/gate/run/socket-options.js'

const PLAIN = { 17: 0 }
const WITH_IPV6 = { 17: 0, 42: 1 }

t.test('IPv6 where an endpoint has such an address', async t => {
  t.strictSame(socketOptions(), PLAIN)
  t.strictSame(socketOptions('tcp://127.0.0.1:*', 'tcp://lo:1', 'ipc:///tmp/[x]'), PLAIN)
  t.strictSame(socketOptions('tcp://[::1]:*'), WITH_IPV6)
  t.strictSame(socketOptions('tcp://127.0.0.1:1', 'tcp://[::]:0;[::1]:5555'), WITH_IPV6)
})
