// What hosts stand for. That libzmq says the same is checked in test/socket/zeromq-js/endpoints.test.ts.
import { networkInterfaces } from 'node:os'
import t from 'tap'
import { hasBadZone, localAddress, numericAddress } from '../../lib/transport/resolve.js'

t.test('addresses, in the form that the option ipv6 asks for', async t => {
  const rows: [host: string, ipv4: string | undefined, ipv6: string | undefined][] = [
    ['127.0.0.1', '127.0.0.1', '::ffff:127.0.0.1'],
    ['127.1', '127.0.0.1', '::ffff:127.0.0.1'],
    ['2130706433', '127.0.0.1', '::ffff:127.0.0.1'],
    ['::1', undefined, '::1'],
    ['0:0:0:0:0:0:0:1', undefined, '::1'],
    ['::FFFF:10.0.0.1', '10.0.0.1', '::ffff:10.0.0.1'],
    ['256.0.0.1', undefined, undefined],
    ['1.2.3.4.5', undefined, undefined],
    ['localhost', undefined, undefined],
    ['', undefined, undefined],
  ]
  for (const [host, ipv4, ipv6] of rows) {
    t.strictSame([numericAddress(host, false), numericAddress(host, true)], [ipv4, ipv6], host)
  }
})

t.test('zones', async t => {
  const [name = '', addresses = []] = Object.entries(networkInterfaces())[0] ?? []
  t.ok(addresses.length > 0)
  t.equal(numericAddress(`fe80::1%${name}`, true), `fe80::1%${name}`)
  t.equal(hasBadZone(`fe80::1%${name}`), false)
  t.equal(hasBadZone('fe80::1%1'), false)
  for (const bad of ['fe80::1%', 'fe80::1%0', 'fe80::1%no-such-interface'])
    t.equal(hasBadZone(bad), true, bad)
  for (const [interfaceName, list] of Object.entries(networkInterfaces())) {
    const linkLocal = list?.find(each => each.family === 'IPv6' && each.scopeid > 0)
    if (linkLocal?.family !== 'IPv6') continue
    const host = `${linkLocal.address}%${linkLocal.scopeid}`
    t.equal(
      numericAddress(host, true),
      `${linkLocal.address}%${interfaceName}`,
      'a number becomes a name',
    )
  }
})

t.test('names to bind to', async t => {
  t.strictSame([localAddress('*', false), localAddress('*', true)], ['0.0.0.0', '::'])
  t.equal(localAddress('localhost', false), '127.0.0.1')
  t.equal(localAddress('LOCALHOST', false), '127.0.0.1')
  t.match(localAddress('localhost', true) ?? '', /^::(?:1|ffff:127\.0\.0\.1)$/)
  for (const name of ['nosuch', 'constructor', '__proto__', 'toString', '']) {
    t.strictSame(
      [localAddress(name, false), localAddress(name, true)],
      [undefined, undefined],
      name,
    )
  }
})
