// rawzmq/browser in a real browser: sockets of a page, connected to our own and to libzmq's, and its size.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { buildBrowser } from '../../build/browser.js'
import type * as Browser from '../../lib/browser/index.js'
import { zapHandler } from '../../lib/zap/index.js'
import { noBrowser, openBrowser } from '../support/browser.js'
import { CERTIFICATE_PEM, KEY_PEM } from '../support/certificate.js'
import { closing, PACKAGES, type Zmq } from '../support/packages.js'

/** What a page may cost, compressed as servers do it by default. */
const SIZE_MAX = 40 * 1024

t.setTimeout(120_000)

const code = readFileSync(await buildBrowser('.'), 'utf8')

t.test('it is small, and nothing of Node is in it', async t => {
  const size = gzipSync(code).length
  t.ok(size < SIZE_MAX, `${size} octets compressed`)
  t.notMatch(code, /\bnode:|\brequire\(|\bimport\(/)
})

declare const zmq: typeof Browser

/** Runs in the page, and gives what comes of it. */
type InPage = <T>(run: (endpoint: string) => Promise<T>, endpoint: string) => Promise<T>

async function openPage(t: Test): Promise<{ inPage: InPage; complaints: string[] }> {
  const context = await openBrowser(t, true)
  const page: Page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  await page.evaluate(async text => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
    Object.assign(globalThis, { zmq: await import(url) })
  }, code)
  return { inPage: (run, endpoint) => page.evaluate(run, endpoint), complaints }
}

const OURS = Object.fromEntries(PACKAGES)['rawzmq'] as Zmq

t.test('in chromium', { skip: noBrowser }, async t => {
  const { inPage, complaints } = await openPage(t)

  for (const [name, server] of PACKAGES) {
    await t.test(`${name} is bound, every type of socket connects`, async t => {
      const bound = async <S extends InstanceType<Zmq['Socket']>>(socket: S): Promise<S> => {
        closing(t, socket)
        await socket.bind('ws://127.0.0.1:*')
        return socket
      }

      const reply = await bound(new server.Reply())
      const asked = inPage(async endpoint => {
        const request = new zmq.Request({ linger: 0 })
        request.connect(endpoint)
        await request.send(['Grüße', new Uint8Array(0), new Uint8Array(70_000).fill(7)])
        const got = await request.receive()
        request.close()
        return got.map(part => `${part.length} ${part.toString().slice(0, 9)}`)
      }, reply.lastEndpoint as string)
      const question = await reply.receive()
      t.same(
        question.map(part => part.length),
        [7, 0, 70_000],
      )
      t.equal(String(question[0]), 'Grüße')
      await reply.send(['Ärger', Buffer.alloc(1_000_000, 'x')])
      t.same(await asked, ['6 Ärger', '1000000 xxxxxxxxx'])

      const request = await bound(new server.Request())
      const answered = inPage(async endpoint => {
        const answering = new zmq.Reply({ linger: 0 })
        answering.connect(endpoint)
        const [asking] = await answering.receive()
        await answering.send(`${String(asking)}!`)
        return true
      }, request.lastEndpoint as string)
      await request.send('q')
      t.equal(String((await request.receive())[0]), 'q!')
      t.ok(await answered)

      const router = await bound(new server.Router())
      const routed = inPage(async endpoint => {
        const dealer = new zmq.Dealer({ linger: 0, routingId: 'page' })
        dealer.connect(endpoint)
        for (let count = 0; count < 1000; count++) await dealer.send([String(count)])
        const got = []
        while (got.length < 1000) got.push(String((await dealer.receive())[0]))
        dealer.close()
        return got.join()
      }, router.lastEndpoint as string)
      const numbers = []
      for (let count = 0; count < 1000; count++) {
        const [id, text] = await router.receive()
        numbers.push(String(text))
        await router.send([id as Buffer, text as Buffer])
      }
      t.equal(numbers.join(), [...Array(1000).keys()].join())
      t.equal(await routed, numbers.join())

      const pull = await bound(new server.Pull())
      await inPage(async endpoint => {
        const push = new zmq.Push()
        push.connect(endpoint)
        await push.send('pushed')
      }, pull.lastEndpoint as string)
      t.equal(String((await pull.receive())[0]), 'pushed')

      const push = await bound(new server.Push())
      const pulled = inPage(async endpoint => {
        const pulling = new zmq.Pull()
        pulling.connect(endpoint)
        return String((await pulling.receive())[0])
      }, push.lastEndpoint as string)
      await push.send('to the page')
      t.equal(await pulled, 'to the page')

      const xpublisher = await bound(new server.XPublisher())
      const heard = inPage(async endpoint => {
        const subscriber = new zmq.Subscriber()
        subscriber.connect(endpoint)
        subscriber.subscribe('news')
        return (await subscriber.receive()).map(String)
      }, xpublisher.lastEndpoint as string)
      t.equal(String((await xpublisher.receive())[0]), '\x01news')
      await xpublisher.send(['old', '1'])
      await xpublisher.send(['news', '2'])
      t.same(await heard, ['news', '2'])

      const subscriber = closing(t, new server.Subscriber())
      subscriber.subscribe('t')
      await subscriber.bind('ws://127.0.0.1:*')
      await inPage(async endpoint => {
        const publisher = new zmq.Publisher()
        const isReady = new Promise(resolve => publisher.events.on('handshake', resolve))
        publisher.connect(endpoint)
        await isReady
        const timer = setInterval(() => void publisher.send('topic'), 20)
        setTimeout(() => clearInterval(timer), 5000)
      }, subscriber.lastEndpoint as string)
      t.equal(String((await subscriber.receive())[0]), 'topic')

      const pair = await bound(new server.Pair())
      const paired = inPage(async endpoint => {
        const other = new zmq.Pair()
        other.connect(endpoint)
        await other.send('ping')
        return String((await other.receive())[0])
      }, pair.lastEndpoint as string)
      t.equal(String((await pair.receive())[0]), 'ping')
      await pair.send('pong')
      t.equal(await paired, 'pong')
    })
  }

  await t.test('PLAIN, also over wss', async t => {
    const context = new OURS.Context()
    const handler = zapHandler({ users: { page: 'secret' } }, context as never)
    t.teardown(() => handler.close())
    for (const scheme of ['ws', 'wss']) {
      const reply = closing(t, new OURS.Reply({ context, plainServer: true, linger: 0 }))
      Object.assign(reply, { wssKeyPem: KEY_PEM, wssCertPem: CERTIFICATE_PEM })
      await reply.bind(`${scheme}://127.0.0.1:*/path`)
      const asked = inPage(async endpoint => {
        const request = new zmq.Request({ plainUsername: 'page', plainPassword: 'secret' })
        request.connect(endpoint)
        await request.send('?')
        return String((await request.receive())[0])
      }, reply.lastEndpoint as string)
      await reply.receive()
      await reply.send(scheme)
      t.equal(await asked, scheme)
    }
  })

  await t.test('its events, its errors, and that it comes again', async t => {
    const first = closing(t, new OURS.Push({ linger: 5000 }))
    await first.bind('ws://127.0.0.1:*')
    const place = first.lastEndpoint as string
    const seen = inPage(async endpoint => {
      const pull = new zmq.Pull({ reconnectInterval: 20 })
      const events: string[] = []
      const types = [
        'connect:delay',
        'connect',
        'handshake',
        'disconnect',
        'connect:retry',
      ] as const
      for (const type of types) pull.events.on(type, () => void events.push(type))
      pull.connect(endpoint)
      const got = [String((await pull.receive())[0]), String((await pull.receive())[0])]
      return { got, events: events.slice(0, 6) }
    }, place)
    await first.send('one')
    first.close()
    const second = closing(t, new OURS.Push({ linger: 0 }))
    await second.bind(place)
    await second.send('two')
    t.same(await seen, {
      got: ['one', 'two'],
      events: ['connect:delay', 'connect', 'handshake', 'handshake', 'disconnect', 'connect:retry'],
    })
    t.same(
      await inPage(async endpoint => {
        const codes: unknown[] = []
        const pull = new zmq.Pull()
        const failing = [
          () => pull.bind(endpoint),
          () => pull.connect('tcp://127.0.0.1:1'),
          () => pull.connect('ws://nowhere'),
          () => new zmq.Pull({ curveServer: true } as never),
        ]
        for (const fail of failing) {
          try {
            await fail()
            codes.push('none')
          } catch (error) {
            codes.push((error as { code?: unknown }).code)
          }
        }
        return codes
      }, place),
      ['ENOTSUP', 'EPROTONOSUPPORT', 'EINVAL', 'EINVAL'],
    )
  })

  t.same(complaints, [])
})
