// The types of our classes take the programs that zeromq.js's take: one program, written for zeromq, compiled
// against both packages as TypeScript does it for CommonJS and for modules.
import { join } from 'node:path'
import t from 'tap'
import ts from 'typescript'

const PROGRAM = `
import * as zmq from 'PACKAGE'
import * as draft from 'PACKAGE/draft'
import * as v5 from 'PACKAGE/v5-compat'

export async function program(): Promise<void> {
  const version: string = zmq.version
  const { ipc, pgm, tipc, norm, curve, gssapi, draft: hasDraft } = zmq.capability
  const flags: (boolean | undefined)[] = [ipc, pgm, tipc, norm, curve, gssapi, hasDraft]
  const { publicKey, secretKey } = zmq.curveKeyPair()
  const texts: string[] = [version, publicKey, secretKey, String(flags)]
  const context = new zmq.Context({ ioThreads: 1, ipv6: true, blocky: false, maxSockets: 5 })
  context.threadPriority = 4
  const limit: number = context.maxSocketsLimit
  zmq.context.ioThreads = limit
  const options: zmq.SocketOptions<zmq.Dealer> = { context, sendTimeout: 200, probeRouter: true, routingId: 'a' }
  const dealer = new zmq.Dealer(options)
  const router = new zmq.Router({ mandatory: true, handover: true })
  if (router.type !== 6) throw new Error(texts.join())
  const mechanism: null | 'plain' | 'curve' | 'gssapi' = dealer.securityMechanism
  const end: string | null = dealer.lastEndpoint
  await dealer.bind('tcp://foobar')
  await dealer.unbind('tcp://foobar')
  dealer.connect('tcp://foobar')
  dealer.disconnect('tcp://foobar')
  router.connect('tcp://foobar', { routingId: 'remote' })
  for await (const [one, two] of dealer) one.equals(two)
  const [part, other]: zmq.Message[] = await dealer.receive()
  await dealer.send(part)
  await dealer.send([part, other, null, 1, 'text', new Uint8Array(1), new ArrayBuffer(1)])
  await dealer.send(null)
  dealer.close()
  const closed: boolean = dealer.closed && dealer.readable && dealer.writable
  dealer.events.on('bind', details => details.address)
  dealer.events.off('bind', details => details.address)
  dealer.events.on('connect:retry', ({ interval, address }) => [interval.toFixed(), address])
  dealer.events.on('accept:error', ({ error, address }) => [error.code, error.errno, address])
  dealer.events.on('handshake:error:protocol', ({ error }) => error.code)
  dealer.events.on('handshake:error:auth', ({ error }) => error.status)
  for await (const event of dealer.events) {
    switch (event.type) {
      case 'end':
      case 'unknown':
        break
      case 'connect:retry':
        event.interval.toFixed()
        break
      case 'accept:error':
      case 'bind:error':
      case 'close:error':
      case 'handshake:error:other':
        String(event.error.code) + event.address
        break
      default:
        String(event.address)
    }
  }
  const event: zmq.Event = await new zmq.Observer(dealer).receive()
  const type: zmq.EventType = event.type
  const retry = (each: zmq.EventOfType<'connect:retry'>): number => each.interval
  const proxy = new zmq.Proxy(new zmq.Router(), new zmq.Dealer())
  await proxy.run()
  proxy.pause()
  proxy.resume()
  proxy.terminate()
  proxy.frontEnd.mandatory = true
  proxy.backEnd.close()
  const sub = new zmq.Subscriber({ receiveHighWaterMark: 5 })
  sub.subscribe()
  sub.subscribe('a', Buffer.from('b'))
  sub.unsubscribe('a')
  const xpub = new zmq.XPublisher({ noDrop: true, manual: true, welcomeMessage: 'w' })
  xpub.verbosity = 'allSubsUnsubs'
  xpub.verbosity = null
  const stream = new zmq.Stream({ notify: true })
  stream.connect('tcp://foobar', { routingId: 'a' })
  const pair: zmq.Writable & zmq.Readable = new zmq.Pair()
  const push: zmq.Writable = new zmq.Push({ conflate: true, immediate: true, linger: 0 })
  const pull: zmq.Readable = new zmq.Pull()
  const request = new zmq.Request({ correlate: true, relaxed: true })
  const server = new draft.Server()
  for await (const [message, { routingId }] of server) await server.send(message, { routingId })
  await new draft.Radio().send('a', { group: Buffer.from('g') })
  const dish = new draft.Dish()
  dish.join('a', Buffer.from('b'))
  dish.leave('a')
  const [body, { group }] = await dish.receive()
  const [only]: [zmq.Message] = await new draft.Client().receive()
  await new draft.Scatter({ conflate: true }).send(Buffer.concat([body, group, only]))
  const old = v5.socket('push', { linger: 0 })
  old.on('message', (first: Buffer, second: Buffer) => first.equals(second))
  old.bind('tcp://foobar', error => error && error.message)
  old.setsockopt(v5.ZMQ_LINGER, 0)
  old.send(['a', Buffer.from('b')], v5.ZMQ_SNDMORE, error => error && error.stack).close()
  v5.proxy(old, v5.createSocket('pull'))
  old.monitor(500, 0)
  void [mechanism, end, closed, type, retry, pair, push, pull, request]
}

export class Own extends zmq.Socket {
  constructor() {
    super(1)
    this.setInt32Option(17, 0)
  }
}
`

/** What must not be accepted, a line each. */
const MISTAKES = [
  'new zmq.Push({ lingre: 1 })',
  'new zmq.Push().receive()',
  "new zmq.Pull().send('x')",
  "new zmq.Dealer().lastEndpoint = 'x'",
  'new zmq.Subscriber().subscribe(1)',
  'new zmq.Router({ type: 1 })',
  "new zmq.Dealer().events.on('nothing', () => {})",
  "new draft.Server().send('x')",
] as const

const entry = (name: string): string[] => [join(process.cwd(), 'dist', 'lib', name, 'index.d.ts')]

const SETTINGS: Readonly<Record<string, ts.CompilerOptions>> = {
  CommonJS: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2018 },
  modules: {
    module: ts.ModuleKind.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
  },
}

/** What TypeScript has against a program. */
function complaints(source: string, settings: ts.CompilerOptions): string[] {
  const options: ts.CompilerOptions = {
    ...settings,
    strict: true,
    noEmit: true,
    types: ['node'],
    paths: {
      rawzmq: entry('.'),
      'rawzmq/draft': entry('draft'),
      'rawzmq/v5-compat': entry('compat'),
      'zeromq/draft': ['./node_modules/zeromq/draft'],
      'zeromq/v5-compat': ['./node_modules/zeromq/v5-compat'],
    },
    baseUrl: process.cwd(),
  }
  const file = join(process.cwd(), 'a-program.ts')
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, languageVersion, ...rest) =>
    name === file
      ? ts.createSourceFile(name, source, languageVersion)
      : getSourceFile(name, languageVersion, ...rest)
  const { fileExists } = host
  host.fileExists = name => name === file || fileExists(name)
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

for (const [name, settings] of Object.entries(SETTINGS)) {
  for (const package_ of ['zeromq', 'rawzmq']) {
    t.test(`${package_}, ${name}`, async t => {
      const program = PROGRAM.replaceAll('PACKAGE', package_)
      t.strictSame(complaints(program, settings), [])
      const refused = complaints(
        `${program}\nexport const mistakes = () => [\n${MISTAKES.join(',\n')}\n]`,
        settings,
      )
      t.equal(refused.length, MISTAKES.length, refused.join('\n'))
    })
  }
}
