// ZMQ_SOCKS_PROXY: what a proxy is asked, and what the monitor says, on both packages.
import net, { type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import type { Event } from '../../../lib/index.js'
import * as rawzmq from '../../../lib/index.js'
import { closing, failureOf, onBoth, PACKAGES } from '../../support/packages.js'
import { startOther } from '../../support/program.js'
import { setLogin } from '../../support/socks-client.js'

const CLIENT = fileURLToPath(new URL('../../support/socks-client.js', import.meta.url))

/** What a proxy says to one client, step by step. */
interface Script {
  /** The answers to what the client says. */
  readonly answers: readonly (Buffer | 'end')[]
  /** After the last of them: what the client wanted. False: nothing follows. */
  readonly relays: boolean
}

/** A SOCKS proxy that follows a script, one step for each write of the client, and keeps what it was told. */
async function startProxy(t: Test, { answers, relays }: Script) {
  const heard: Buffer[] = []
  const sockets = new Set<net.Socket>()
  const target = { port: 0 }
  const server = net.createServer(client => {
    sockets.add(client)
    client.on('error', () => {})
    let step = 0
    client.on('data', chunk => {
      heard.push(chunk)
      const answer = answers[step++]
      const isLast = step === answers.length
      if (answer === 'end') {
        client.end()
        return
      }
      if (answer === undefined) return
      if (!isLast || !relays) {
        client.write(answer)
        return
      }
      client.removeAllListeners('data')
      const upstream = net.connect(target.port, '127.0.0.1')
      sockets.add(upstream)
      upstream.on('error', () => {})
      // The endpoint's first octets come in the same chunk as the proxy's last.
      upstream.once('data', first => {
        client.write(Buffer.concat([answer, first]))
        upstream.pipe(client)
        client.pipe(upstream)
      })
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return { heard, target, address: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const NO_LOGIN = Buffer.from('0500', 'hex')
const GRANTED = Buffer.from('05000001000000000000', 'hex')
const GRANTED_BY_NAME = Buffer.from('05000003036162630000', 'hex')
const GRANTED_IPV6 = Buffer.from(`05000004${'00'.repeat(18)}`, 'hex')

const hexOf = (text: string): string => Buffer.from(text).toString('hex')

const portOf = (endpoint: string): number => Number(/\d+$/.exec(endpoint)?.[0])

/** A port as the request has it. */
function portOctets(port: number): string {
  return port.toString(16).padStart(4, '0')
}

for (const granted of [GRANTED, GRANTED_BY_NAME, GRANTED_IPV6]) {
  onBoth(
    `a message through a proxy that grants with ${granted.toString('hex')}`,
    async (t, zmq) => {
      const proxy = await startProxy(t, { answers: [NO_LOGIN, granted], relays: true })
      const pull = closing(t, new zmq.Pull())
      await pull.bind('tcp://127.0.0.1:*')
      proxy.target.port = portOf(pull.lastEndpoint ?? '')
      const push = closing(t, new zmq.Push({ socksProxy: proxy.address }))
      const events: Event[] = []
      const shaken = new Promise<void>(resolve => push.events.on('handshake', () => resolve()))
      for (const type of ['connect', 'connect:delay', 'handshake'] as const) {
        push.events.on(type, event => events.push(event))
      }
      push.connect(`tcp://127.0.0.1:${proxy.target.port}`)
      await push.send('through')
      t.equal(String(await pull.receive()), 'through')
      await shaken
      t.strictSame(
        events.map(event => [event.type, 'address' in event && event.address]),
        [
          ['connect:delay', `tcp://${proxy.address}`],
          ['connect', `tcp://${proxy.address}`],
          ['handshake', `tcp://${proxy.address}`],
        ],
        'events name the proxy',
      )
      t.strictSame(
        proxy.heard.map(chunk => chunk.toString('hex')),
        ['050100', `050100017f000001${portOctets(proxy.target.port)}`],
      )
    },
  )
}

for (const host of ['nowhere.invalid', 'n'.repeat(255)]) {
  onBoth(`a name of ${host.length} octets is for the proxy to look up`, async (t, zmq) => {
    const proxy = await startProxy(t, { answers: [NO_LOGIN, GRANTED], relays: true })
    const pull = closing(t, new zmq.Pull())
    await pull.bind('tcp://127.0.0.1:*')
    proxy.target.port = portOf(pull.lastEndpoint ?? '')
    const push = closing(t, new zmq.Push({ socksProxy: proxy.address }))
    push.connect(`tcp://${host}:258`)
    await push.send('x')
    t.equal(String(await pull.receive()), 'x')
    const length = host.length.toString(16).padStart(2, '0')
    t.equal(proxy.heard[1]?.toString('hex'), `05010003${length}${hexOf(host)}0102`)
  })
}

/** A proxy that fails, and what it must have heard if that is known. */
interface Failure {
  readonly answers: Script['answers']
  readonly host?: string
  readonly login?: readonly string[]
  /** What the client must say, in hexadecimal digits. */
  readonly says?: readonly string[]
}

const LOGIN = Buffer.from('0502', 'hex')
const WELCOME = Buffer.from('0100', 'hex')
const REQUEST = '050100017f0000010100'
const hex = (digits: string): Buffer => Buffer.from(digits, 'hex')

const addresses: readonly (readonly [text: string, octets: string])[] = [
  ['::1', `${'00'.repeat(15)}01`],
  ['2001:db8::12:0:0:1', '20010db8000000000012000000000001'],
  ['fe80::', `fe80${'00'.repeat(14)}`],
  ['::ffff:1.2.3.4', '00000000000000000000ffff01020304'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
]

const FAILURES: Readonly<Record<string, Failure>> = {
  'speaks SOCKS4': { answers: [hex('0400')], says: ['050100'] },
  'accepts no method': { answers: [hex('05ff')] },
  'closes at once': { answers: ['end'] },
  'closes after the choice': { answers: [NO_LOGIN, 'end'], says: ['050100', REQUEST] },
  'is not allowed to': { answers: [NO_LOGIN, hex('05020001000000000000')] },
  'says a status that is none': { answers: [NO_LOGIN, hex('05ff0001000000000000')] },
  'fills the reserved octet': { answers: [NO_LOGIN, hex('05000101000000000000')] },
  'grants an address of no type': { answers: [NO_LOGIN, hex('05000002000000000000')] },
  'wants a name': {
    answers: [LOGIN, WELCOME, 'end'],
    login: ['alice', 'secret'],
    says: ['050102', `0105${hexOf('alice')}06${hexOf('secret')}`, REQUEST],
  },
  'knows another password': { answers: [LOGIN, hex('0101')], login: ['alice', 'no'] },
  ...Object.fromEntries(
    addresses.map(([text, octets]) => [
      `is asked for ${text}`,
      {
        answers: [NO_LOGIN, 'end'],
        host: `[${text}]`,
        says: ['050100', `05010004${octets}0100`],
      } satisfies Failure,
    ]),
  ),
}

for (const [name] of PACKAGES) {
  t.test(`${name}: a proxy that fails`, async t => {
    const cases: string[][] = []
    const proxies: Awaited<ReturnType<typeof startProxy>>[] = []
    for (const { answers, host = '127.0.0.1', login = [] } of Object.values(FAILURES)) {
      const proxy = await startProxy(t, { answers, relays: false })
      proxies.push(proxy)
      cases.push([proxy.address, `tcp://${host}:256`, ...login])
    }
    cases.push(['127.0.0.1:1', 'tcp://127.0.0.1:256'], ['no proxy', 'tcp://127.0.0.1:256'])
    const command = [process.execPath, CLIENT, name, JSON.stringify(cases)] as const
    const { stdout } = await startOther(t, command).ended
    const told = JSON.parse(stdout) as string[][]
    t.strictSame(told.pop(), ['connect:retry tcp://no proxy'], 'one that is no address')
    const notThere = ['connect:delay', 'close', 'connect:retry'].map(
      type => `${type} tcp://127.0.0.1:1`,
    )
    t.strictSame(told.pop(), notThere, 'one that is not there')
    for (const [index, [what, { says }]] of Object.entries(FAILURES).entries()) {
      const { address, heard } = proxies[index] as (typeof proxies)[number]
      const events = ['connect:delay', 'close', 'connect:retry'].map(
        type => `${type} tcp://${address}`,
      )
      t.strictSame(told[index], events, `one that ${what}: events`)
      if (says === undefined) continue
      t.strictSame(
        heard.map(chunk => chunk.toString('hex')),
        says,
        `one that ${what}: requests`,
      )
    }
  })
}

onBoth('the option', async (t, zmq) => {
  const push = closing(t, new zmq.Push())
  t.equal(push.socksProxy, null)
  push.socksProxy = 'localhost:1080'
  t.equal(push.socksProxy, 'localhost:1080')
  push.socksProxy = null
  t.equal(push.socksProxy, null)
  t.equal((await failureOf(() => (push.socksProxy = ''))).code, 'EINVAL')
  t.equal((await failureOf(() => setLogin(push, ['x'.repeat(256), '']))).code, 'EINVAL')
})

t.test('ours only: a proxy that is silent is given up by connectTimeout', async t => {
  const proxy = await startProxy(t, { answers: [], relays: false })
  const push = closing(t, new rawzmq.Push({ socksProxy: proxy.address, connectTimeout: 30 }))
  const events: string[] = []
  const failed = new Promise<void>(resolve => push.events.on('connect:retry', () => resolve()))
  push.events.on('close', () => events.push('close'))
  push.connect('tcp://127.0.0.1:256')
  await failed
  t.strictSame(events, ['close'])
})

t.test(
  'ours only: a name too long for its octet of length is not asked for; libzmq aborts',
  async t => {
    const proxy = await startProxy(t, { answers: [NO_LOGIN], relays: false })
    const push = closing(
      t,
      new rawzmq.Push({ socksProxy: proxy.address, reconnectInterval: 60_000 }),
    )
    const retried = new Promise<void>(resolve => push.events.on('connect:retry', () => resolve()))
    const closed = new Promise<void>(resolve => push.events.on('close', () => resolve()))
    push.connect(`tcp://${'n'.repeat(256)}:258`)
    await Promise.all([closed, retried])
    t.strictSame(
      proxy.heard.map(chunk => chunk.toString('hex')),
      ['050100'],
    )
  },
)
