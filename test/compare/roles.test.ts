// Descriptors, ports and intervals by role. The messages are written here byte for byte.
import t from 'tap'
import { nameRoles, Ports, rowText } from '../../lib/compare/index.js'
import { decodeMonitorEvent } from '../../lib/monitor/codec.js'

const RULES = { interval: 100, maximum: 0 }

/** A message of version 1 in little-endian order: event, value, address. */
function recorded(event: string, value: string, address: string) {
  const parts = [Buffer.from(event + value, 'hex'), Buffer.from(address)]
  return { parts, decoded: decodeMonitorEvent(parts, 'LE') }
}

const texts = (events: ReturnType<typeof recorded>[], rules = RULES): string[] =>
  nameRoles(events, rules, new Ports('/tmp/rzc-1')).map(rowText)

t.test(
  'a descriptor keeps its name from opening to end; the number then belongs to another',
  async t => {
    t.same(
      texts([
        recorded('0800', '1d000000', 'tcp://127.0.0.1:5555'),
        recorded('2000', '1e000000', 'tcp://127.0.0.1:5555'),
        recorded('0002', '1e000000', 'tcp://127.0.0.1:5555'),
        recorded('2000', '1e000000', 'tcp://127.0.0.1:5555'),
        recorded('8000', '1d000000', 'tcp://127.0.0.1:5555'),
      ]),
      [
        'LISTENING fd1 tcp://127.0.0.1:port1',
        'ACCEPTED fd2 tcp://127.0.0.1:port1',
        'DISCONNECTED fd2 tcp://127.0.0.1:port1',
        'ACCEPTED fd3 tcp://127.0.0.1:port1',
        'CLOSED fd1 tcp://127.0.0.1:port1',
      ],
    )
  },
)

t.test('a descriptor that was never opened, or of the wrong kind, is a new one', async t => {
  t.same(
    texts([
      recorded('0100', '1e000000', 'tcp://a:1'),
      recorded('8000', '1e000000', 'tcp://a:1'),
      recorded('0002', '1f000000', 'tcp://a:1'),
      recorded('8000', 'ffffffff', ''),
    ]),
    [
      'CONNECTED fd1 tcp://a:port1',
      'CLOSED fd2 tcp://a:port1',
      'DISCONNECTED fd3 tcp://a:port1',
      "CLOSED fd? ''",
    ],
  )
})

const retried = (value: string): string => texts([recorded('0400', value, 'tcp://a:1')])[0] ?? ''

t.test('a random interval becomes its range; outside of it, it stays', async t => {
  t.equal(retried('64000000'), 'CONNECT_RETRIED 100..199 tcp://a:port1')
  t.equal(retried('c7000000'), 'CONNECT_RETRIED 100..199 tcp://a:port1')
  t.equal(retried('63000000'), 'CONNECT_RETRIED 99 tcp://a:port1')
  t.equal(retried('c8000000'), 'CONNECT_RETRIED 200 tcp://a:port1')
})

t.test('with a maximum intervals are exact', async t => {
  const events = [recorded('0400', '64000000', 'tcp://a:1')]
  t.same(texts(events, { interval: 100, maximum: 400 }), ['CONNECT_RETRIED 100 tcp://a:port1'])
})

t.test('ports, also of a source and of IPv6; 0 is no port; paths have none', async t => {
  const ports = new Ports('/tmp/rzc-1')
  t.equal(ports.address('tcp://127.0.0.1:0;127.0.0.1:45349'), 'tcp://127.0.0.1:0;127.0.0.1:port1')
  t.equal(ports.address('tcp://[::1]:45349'), 'tcp://[::1]:port1')
  t.equal(ports.address('127.0.0.1:5555'), '127.0.0.1:port2')
  t.equal(ports.address('ipc:///tmp/rzc-1/s1'), 'ipc://DIR/s1')
  t.equal(ports.address('ipc:///tmp/tmpa1B2c3/socket'), 'ipc:///tmp/tmpXXXXXX/socket')
  t.equal(ports.address('ipc:///tmp/a:1'), 'ipc:///tmp/a:1')
})

t.test('errno, codes and nothing stand as they are', async t => {
  t.same(
    texts([
      recorded('0008', '20000000', 'tcp://a:1'),
      recorded('0020', '02000011', 'tcp://a:1'),
      recorded('0004', '00000000', ''),
    ]),
    [
      'HANDSHAKE_FAILED_NO_DETAIL 32 tcp://a:port1',
      'HANDSHAKE_FAILED_PROTOCOL 0x11000002 tcp://a:port1',
      "MONITOR_STOPPED 0 ''",
    ],
  )
})
