// The types of our classes take the programs that zeromq.js's take: one program, written for zeromq, compiled
// against both packages in zeromq.js's own four set-ups, TypeScript 3.7 to today's, and for modules. Packages are
// found as an application finds them, in node_modules.
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import t, { type Test } from 'tap'
import type ts from 'typescript'
import { writeDeclarations } from '../build/common-js.js'
import { writeOldDeclarations } from '../build/old-declarations.js'
import { entriesOf } from '../build/package.js'

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
  const datagram = new draft.Datagram({ receiveTimeout: 1 })
  const [from, datagramBody] = await datagram.receive()
  await datagram.send([from, datagramBody])
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

type Typescript = typeof ts

interface SetUp {
  /** The folder whose node_modules have the compiler and Node's types; undefined for ours. */
  readonly folder?: string
  readonly settings: (ts: Typescript) => ts.CompilerOptions
}

const commonJs =
  (target: 'ES3' | 'ES5' | 'ES2015' | 'ES2022') =>
  ({ ModuleKind, ScriptTarget }: Typescript): ts.CompilerOptions => ({
    module: ModuleKind.CommonJS,
    target: ScriptTarget[target],
  })

const SET_UPS: readonly SetUp[] = [
  { folder: 'test/typings/typescript-3.7', settings: commonJs('ES3') },
  { folder: 'test/typings/typescript-4.0', settings: commonJs('ES5') },
  { folder: 'test/typings/typescript-4.9', settings: commonJs('ES2015') },
  { settings: commonJs('ES2022') },
  {
    settings: ({ ModuleKind, ModuleResolutionKind, ScriptTarget }) => ({
      module: ModuleKind.ES2022,
      moduleResolution: ModuleResolutionKind.Bundler,
      target: ScriptTarget.ES2022,
    }),
  },
]

/** A folder of an application that has both packages, and Node's types. */
function application(t: Test, nodeTypes: string): string {
  const folder = t.testdir()
  const modules = join(folder, 'node_modules')
  const ours = join(modules, 'rawzmq')
  mkdirSync(ours, { recursive: true })
  mkdirSync(join(modules, '@types'))
  copyFileSync('package.json', join(ours, 'package.json'))
  writeDeclarations('.', [...entriesOf('.').values()], ours)
  writeOldDeclarations('.', ours)
  symlinkSync(resolve('node_modules/zeromq'), join(modules, 'zeromq'))
  symlinkSync(resolve(nodeTypes), join(modules, '@types', 'node'))
  return folder
}

// Compilers are slow where others work, too.
t.setTimeout(600_000)

const PROGRAMS = ['zeromq', 'rawzmq'].flatMap(name => {
  const program = PROGRAM.replaceAll('PACKAGE', name)
  return [
    { name, text: program, expected: 0 },
    {
      name: `${name}, with mistakes`,
      text: `${program}\nexport const mistakes = () => [\n${MISTAKES.join(',\n')}\n]`,
      expected: MISTAKES.length,
    },
  ]
})

for (const { folder = '.', settings } of SET_UPS) {
  const ts = createRequire(resolve(folder, 'package.json'))('typescript') as Typescript
  const chosen = settings(ts)
  t.test(`TypeScript ${ts.version}, ${ts.ModuleKind[chosen.module as ts.ModuleKind]}`, async t => {
    const place = application(t, join(folder, 'node_modules/@types/node'))
    const files = PROGRAMS.map(({ name, text }) => {
      const file = join(place, `${name.replaceAll(/\W+/g, '-')}.ts`)
      writeFileSync(file, text)
      return file
    })
    const program = ts.createProgram(files, {
      ...chosen,
      strict: true,
      noEmit: true,
      preserveSymlinks: true,
      types: ['node'],
      typeRoots: [join(place, 'node_modules', '@types')],
    })
    // Not the declarations of Node and of JavaScript itself: they take most of the time.
    const checked = program
      .getSourceFiles()
      .filter(({ fileName }) => !/@types|\/lib\.[^/]*$/.test(fileName))
    const complaints = [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...checked.flatMap(file => [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ]),
    ].map(({ file, messageText }) => ({
      of: file?.fileName,
      text: ts.flattenDiagnosticMessageText(messageText, ' '),
    }))
    t.ok(
      checked.some(({ fileName }) =>
        /\/dist\/(commonjs|typescript-3\.7)\/index\.d\.ts$/.test(fileName),
      ),
      'our declarations are among them',
    )
    for (const [index, { name, expected }] of PROGRAMS.entries()) {
      const found = complaints.filter(({ of }) => of === files[index])
      t.equal(found.length, expected, name, { found })
    }
    const elsewhere = complaints.filter(({ of }) => of === undefined || !files.includes(of))
    t.strictSame(elsewhere, [], 'the declarations themselves')
  })
}
