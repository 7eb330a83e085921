// wss: TLS between tcp and the WebSocket; whose certificate is taken, and what is told where it is not.
import t, { type Test } from 'tap'
import { Pull, Push } from '../../lib/index.js'
import { decodeMonitorEvent } from '../../lib/monitor/codec.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { OPTIONS } from '../../lib/options.js'
import { CERTIFICATE_PEM, KEY_PEM } from '../support/certificate.js'
import { closing } from '../support/packages.js'

const SERVER = { wssKeyPem: KEY_PEM, wssCertPem: CERTIFICATE_PEM, linger: 0 }
const TRUST = { wssTrustPem: CERTIFICATE_PEM, linger: 0 }

async function bound(t: Test, options: Partial<Pull> = SERVER): Promise<Pull> {
  const pull = closing(t, new Pull({ ...options, receiveTimeout: 10_000 }))
  await pull.bind('wss://127.0.0.1:*/path')
  t.match(pull.lastEndpoint, /^wss:\/\/127\.0\.0\.1:\d+\/path$/)
  return pull
}

t.test('messages pass, small and large, both ways of naming the peer', async t => {
  for (const own of [{}, { wssHostname: 'rawzmq.test' }]) {
    const pull = await bound(t)
    const push = closing(t, new Push({ ...TRUST, ...own }))
    push.connect(pull.lastEndpoint as string)
    const sent = ['', 'x'.repeat(200), 'y'.repeat(1_000_000)]
    await push.send(sent)
    t.ok(Buffer.concat(await pull.receive()).equals(Buffer.from(sent.join(''))))
    for (let count = 0; count < 500; count++) await push.send(String(count))
    for (let count = 0; count < 500; count++) t.equal(String(await pull.receive()), String(count))
  }
})

t.test('what was sent last arrives though the socket closes', async t => {
  const pull = await bound(t)
  const push = new Push({ ...TRUST, linger: 5000 })
  push.connect(pull.lastEndpoint as string)
  for (let count = 0; count < 20; count++) await push.send('z'.repeat(100_000))
  push.close()
  for (let count = 0; count < 20; count++) t.equal((await pull.receive())[0]?.length, 100_000)
})

t.test('a certificate that is not trusted, or is for somebody else', async t => {
  const strangers = [
    {},
    { [OPTIONS.WSS_TRUST_SYSTEM]: true },
    { [OPTIONS.WSS_TRUST_PEM]: CERTIFICATE_PEM, [OPTIONS.WSS_HOSTNAME]: 'other.test' },
  ]
  for (const options of strangers) {
    const pull = await bound(t)
    const engine = typescriptEngine()
    const push = engine.socket('PUSH', { ...options, [OPTIONS.RECONNECT_IVL]: 5000 })
    const monitor = push.monitor({ version: 2 })
    push.connect(pull.lastEndpoint as string)
    const seen: unknown[] = []
    while (seen.at(-1) !== 'CONNECT_RETRIED') {
      const { name, value } = decodeMonitorEvent(await monitor.receive())
      seen.push(name, ...(name?.startsWith('HANDSHAKE') === true ? [value] : []))
    }
    // libzmq says EINVAL of every fault of TLS.
    const failed = ['HANDSHAKE_FAILED_NO_DETAIL', 22, 'DISCONNECTED', 'CONNECT_RETRIED']
    t.same(seen, ['CONNECT_DELAYED', 'CONNECTED', ...failed])
    await engine.close()
    pull.close()
  }
})

t.test('a bind needs a key and a certificate that belong together', async t => {
  const bad: Partial<Pull>[] = [
    {},
    { wssKeyPem: KEY_PEM },
    { wssKeyPem: 'x', wssCertPem: CERTIFICATE_PEM },
  ]
  for (const options of bad) {
    const pull = closing(t, new Pull(options))
    await t.rejects(pull.bind('wss://127.0.0.1:*'), { code: 'EINVAL', message: /wssKeyPem/ })
  }
})

t.test('a peer that speaks no TLS is disconnected', async t => {
  const pull = await bound(t)
  const push = closing(t, new Push({ linger: 0, reconnectInterval: 10 }))
  const failed = new Promise<void>(resolve => {
    pull.events.on('handshake:error:other', () => resolve())
  })
  push.connect((pull.lastEndpoint as string).replace('wss', 'ws'))
  t.equal(await failed, undefined)
})
