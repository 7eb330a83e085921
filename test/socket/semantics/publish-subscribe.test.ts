// PUB, SUB, XPUB and XSUB (RFC 29), over every transport and between both engines: libzmq says what is right.
import t, { type Test } from 'tap'
import type { Engine, EngineSocket } from '../../../lib/engine.js'
import { nativeEngine } from '../../../lib/native/engine.js'
import { OPTIONS } from '../../../lib/options.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import { bindWhenFree, bytes, onEngines, take } from '../../support/engines.js'
import { ipcEndpoint } from '../../support/ipc.js'

const { LINGER, SUBSCRIBE, UNSUBSCRIBE, XPUB_VERBOSE, XPUB_VERBOSER, INVERT_MATCHING } = OPTIONS
const { RCVHWM, RCVTIMEO, SNDHWM } = OPTIONS
const { RECONNECT_IVL, XPUB_MANUAL, XPUB_WELCOME_MSG } = OPTIONS

const TRANSPORTS = ['tcp', 'ipc', 'inproc'] as const

const place = (t: Test, transport: (typeof TRANSPORTS)[number]): string =>
  transport === 'ipc'
    ? ipcEndpoint(t)
    : transport === 'tcp'
      ? 'tcp://127.0.0.1:*'
      : 'inproc://topics'

/** The next subscriptions as `+topic` and `-topic`. */
async function subscriptions(xpub: EngineSocket, count: number): Promise<string[]> {
  const told: string[] = []
  while (told.length < count) {
    const [part] = await xpub.receive()
    told.push(`${part?.[0] === 1 ? '+' : '-'}${part?.subarray(1).toString() ?? ''}`)
  }
  return told
}

for (const transport of TRANSPORTS) {
  onEngines(`${transport}: what was subscribed to arrives, and nothing else`, async (t, engine) => {
    const xpub = engine.socket('XPUB', { [LINGER]: 0 })
    const endpoint = await xpub.bind(place(t, transport))
    const sub = engine.socket('SUB', { [LINGER]: 0 })
    sub.setOption(SUBSCRIBE, 'a')
    sub.connect(endpoint)
    sub.setOption(SUBSCRIBE, 'bc')
    t.strictSame((await subscriptions(xpub, 2)).toSorted(), ['+a', '+bc'])
    for (const text of ['a', 'ab', 'b', 'bc', 'bcd', 'c', '']) await xpub.send(bytes(text, 'body'))
    t.strictSame(await take(sub, 4), ['a|body', 'ab|body', 'bc|body', 'bcd|body'])
    sub.setOption(UNSUBSCRIBE, 'a')
    t.strictSame(await subscriptions(xpub, 1), ['-a'])
    sub.setOption(SUBSCRIBE, '')
    t.strictSame(await subscriptions(xpub, 1), ['+'])
    await xpub.send(bytes('last'))
    t.strictSame(await take(sub, 1), ['last'])
  })

  onEngines(`${transport}: twice subscribed, once taken back`, async (t, engine) => {
    const xpub = engine.socket('XPUB', { [LINGER]: 0 })
    const sub = engine.socket('SUB', { [LINGER]: 0 })
    sub.connect(await xpub.bind(place(t, transport)))
    for (const topic of ['a', 'a', 'end']) sub.setOption(SUBSCRIBE, topic)
    t.strictSame(await subscriptions(xpub, 2), ['+a', '+end'])
    sub.setOption(UNSUBSCRIBE, 'a')
    await xpub.send(bytes('a still'))
    t.strictSame(await take(sub, 1), ['a still'])
    sub.setOption(UNSUBSCRIBE, 'a')
    t.strictSame(await subscriptions(xpub, 1), ['-a'])
    await xpub.send(bytes('a gone'))
    await xpub.send(bytes('end'))
    t.strictSame(await take(sub, 1), ['end'])
  })

  onEngines(
    `${transport}: a verbose XPUB hears each subscription of one SUB`,
    async (t, engine) => {
      const xpub = engine.socket('XPUB', { [LINGER]: 0, [XPUB_VERBOSE]: true })
      const sub = engine.socket('SUB', { [LINGER]: 0 })
      sub.connect(await xpub.bind(place(t, transport)))
      for (const topic of ['a', 'a', 'end']) sub.setOption(SUBSCRIBE, topic)
      t.strictSame(await subscriptions(xpub, 3), ['+a', '+a', '+end'])
      for (const topic of ['a', 'a', 'end']) sub.setOption(UNSUBSCRIBE, topic)
      t.strictSame(await subscriptions(xpub, 2), ['-a', '-end'])
    },
  )

  onEngines(`${transport}: an XPUB is told of the first and the last`, async (t, engine) => {
    for (const [option, expected] of [
      [undefined, ['+t', '-t']],
      [XPUB_VERBOSE, ['+t', '+t', '-t']],
      [XPUB_VERBOSER, ['+t', '+t', '-t', '-t']],
    ] as const) {
      const xpub = engine.socket('XPUB', { [LINGER]: 0, ...(option && { [option]: true }) })
      const endpoint = await xpub.bind(
        transport === 'inproc' ? `inproc://told-${option}` : place(t, transport),
      )
      const subs = [1, 2].map(() => engine.socket('SUB', { [LINGER]: 0 }))
      for (const sub of subs) {
        sub.connect(endpoint)
        sub.setOption(SUBSCRIBE, 't')
      }
      const told = await subscriptions(xpub, option === undefined ? 1 : 2)
      // So that an engine that tells less has had its time.
      const other = engine.socket('SUB', { [LINGER]: 0 })
      other.connect(endpoint)
      other.setOption(SUBSCRIBE, 'other')
      t.strictSame(await subscriptions(xpub, 1), ['+other'])
      for (const sub of subs) {
        sub.setOption(UNSUBSCRIBE, 't')
        const isTold = option === XPUB_VERBOSER || sub === subs[1]
        if (isTold) told.push(...(await subscriptions(xpub, 1)))
        else await xpub.send(bytes('turn'))
      }
      t.strictSame(told, expected, String(option))
      for (const socket of [...subs, other, xpub]) socket.close()
    }
  })

  onEngines(`${transport}: XSUB subscribes by messages and speaks to XPUB`, async (t, engine) => {
    const xpub = engine.socket('XPUB', { [LINGER]: 0 })
    const xsub = engine.socket('XSUB', { [LINGER]: 0 })
    xsub.connect(await xpub.bind(place(t, transport)))
    await xsub.send([Buffer.from('\x01t')])
    t.strictSame(await subscriptions(xpub, 1), ['+t'])
    await xsub.send(bytes('hello', 'you'))
    t.strictSame(await take(xpub, 1), ['hello|you'])
    await xpub.send(bytes('topic'))
    t.strictSame(await take(xsub, 1), ['topic'])
  })

  onEngines(`${transport}: the other way round, and welcome`, async (t, engine) => {
    const welcome = engine.socket('XPUB', { [LINGER]: 0, [XPUB_WELCOME_MSG]: Buffer.from('w') })
    const sub = engine.socket('SUB', { [LINGER]: 0 })
    sub.setOption(SUBSCRIBE, 'w')
    sub.connect(await welcome.bind(place(t, transport)))
    t.strictSame(await take(sub, 1), ['w'])
    sub.close()
    welcome.close()
    const xpub = engine.socket('XPUB', { [LINGER]: 0, [INVERT_MATCHING]: true })
    const inverse = engine.socket('SUB', { [LINGER]: 0, [INVERT_MATCHING]: true })
    inverse.setOption(SUBSCRIBE, 'no')
    inverse.connect(
      await xpub.bind(transport === 'inproc' ? 'inproc://invert' : place(t, transport)),
    )
    t.strictSame(await subscriptions(xpub, 1), ['+no'])
    for (const text of ['not this', 'yes']) await xpub.send(bytes(text))
    t.strictSame(await take(inverse, 1), ['yes'])
  })
}

onEngines('a manual XPUB subscribes for its peers', async (t, engine) => {
  const xpub = engine.socket('XPUB', { [LINGER]: 0, [XPUB_MANUAL]: true })
  const endpoint = await xpub.bind('tcp://127.0.0.1:*')
  const [one, two] = [engine.socket('SUB'), engine.socket('SUB')]
  one.connect(endpoint)
  one.setOption(SUBSCRIBE, 'a')
  t.strictSame(await subscriptions(xpub, 1), ['+a'])
  xpub.setOption(SUBSCRIBE, 'xa')
  two.connect(endpoint)
  two.setOption(SUBSCRIBE, 'a')
  t.strictSame(await subscriptions(xpub, 1), ['+a'], 'told each time')
  xpub.setOption(SUBSCRIBE, 'xb')
  // What the SUBs themselves let pass is what they have subscribed to.
  for (const sub of [one, two]) sub.setOption(SUBSCRIBE, 'x')
  t.strictSame(await subscriptions(xpub, 2), ['+x', '+x'])
  for (const text of ['a', 'x', 'xa 1', 'xb 1', 'xa 2', 'xb 2']) await xpub.send(bytes(text))
  t.strictSame(await take(one, 2), ['xa 1', 'xa 2'])
  t.strictSame(await take(two, 2), ['xb 1', 'xb 2'])
  one.setOption(UNSUBSCRIBE, 'a')
  t.strictSame(await subscriptions(xpub, 1), ['-a'])
  xpub.setOption(UNSUBSCRIBE, 'xa')
  xpub.setOption(SUBSCRIBE, 'xb')
  for (const text of ['xa 3', 'xb 3']) await xpub.send(bytes(text))
  t.strictSame([await take(one, 1), await take(two, 1)], [['xb 3'], ['xb 3']])
  two.setOption(LINGER, 0)
  two.setOption(SUBSCRIBE, 'Z')
  t.strictSame(await subscriptions(xpub, 1), ['+Z'])
  two.close()
  t.strictSame(await subscriptions(xpub, 3), ['-Z', '-a', '-x'], 'all it had asked for')
  // The last wish is of nobody.
  xpub.setOption(SUBSCRIBE, 'x')
  for (const text of ['xa 4', 'xb 4']) await xpub.send(bytes(text))
  t.strictSame(await take(one, 1), ['xb 4'])
})

onEngines('only a manual XPUB subscribes, and verbosity has one value', async (t, engine) => {
  const xpub = engine.socket('XPUB', { [LINGER]: 0 })
  t.throws(() => xpub.setOption(SUBSCRIBE, 'a'), { code: 'EINVAL' })
  t.throws(() => xpub.setOption(UNSUBSCRIBE, 'a'), { code: 'EINVAL' })
  const xsub = engine.socket('XSUB', { [LINGER]: 0 })
  t.throws(() => xsub.setOption(SUBSCRIBE, 'a'), { code: 'EINVAL' })
  xpub.setOption(XPUB_VERBOSER, true)
  xpub.setOption(XPUB_VERBOSE, true)
  const endpoint = await xpub.bind('tcp://127.0.0.1:*')
  const [one, two] = [engine.socket('SUB'), engine.socket('SUB')]
  for (const sub of [one, two]) {
    sub.setOption(SUBSCRIBE, 'a')
    sub.connect(endpoint)
  }
  t.strictSame(await subscriptions(xpub, 2), ['+a', '+a'])
  one.setOption(UNSUBSCRIBE, 'a')
  one.setOption(SUBSCRIBE, 'b')
  t.strictSame(await subscriptions(xpub, 1), ['+b'])
  xpub.setOption(XPUB_VERBOSER, true)
  one.setOption(SUBSCRIBE, 'a')
  t.strictSame(await subscriptions(xpub, 1), ['+a'])
  one.setOption(LINGER, 0)
  one.close()
  t.strictSame(await subscriptions(xpub, 2), ['-a', '-b'], 'each end, also of one who goes')
})

onEngines('a publisher that comes back is told again', async (t, engine) => {
  const sub = engine.socket('SUB', { [LINGER]: 0, [RECONNECT_IVL]: 20 })
  const first = engine.socket('XPUB', { [LINGER]: 0 })
  const endpoint = await first.bind('tcp://127.0.0.1:*')
  sub.connect(endpoint)
  for (const topic of ['a', 'b']) sub.setOption(SUBSCRIBE, topic)
  t.strictSame((await subscriptions(first, 2)).toSorted(), ['+a', '+b'])
  sub.setOption(UNSUBSCRIBE, 'b')
  t.strictSame(await subscriptions(first, 1), ['-b'])
  first.close()
  const second = engine.socket('XPUB', { [LINGER]: 0 })
  await bindWhenFree(second, endpoint)
  t.strictSame(await subscriptions(second, 1), ['+a'])
  await second.send(bytes('b again'))
  await second.send(bytes('a again'))
  t.strictSame(await take(sub, 1), ['a again'])
})

const makers = { native: nativeEngine, typescript: async () => typescriptEngine() }
for (const [from, to] of [
  ['native', 'typescript'],
  ['typescript', 'native'],
] as const) {
  t.test(`PUB of ${from}, SUB of ${to}, either bound`, async t => {
    const [far, near]: Engine[] = [await makers[from](), await makers[to]()]
    if (far === undefined || near === undefined) throw new Error('two engines')
    t.teardown(() => Promise.all([far.close(), near.close()]))
    for (const isPublisherBound of [true, false]) {
      const xpub = far.socket('XPUB', { [LINGER]: 0 })
      const sub = near.socket('SUB', { [LINGER]: 0 })
      if (isPublisherBound) sub.connect(await xpub.bind('tcp://127.0.0.1:*'))
      else xpub.connect(await sub.bind('tcp://127.0.0.1:*'))
      sub.setOption(SUBSCRIBE, 'x')
      sub.setOption(SUBSCRIBE, 'y'.repeat(300))
      t.strictSame(await subscriptions(xpub, 2), ['+x', `+${'y'.repeat(300)}`])
      await xpub.send(bytes('z'))
      await xpub.send(bytes('x', '1'))
      await xpub.send(bytes(`${'y'.repeat(301)}`))
      t.strictSame(await take(sub, 2), ['x|1', 'y'.repeat(301)])
      for (const socket of [xpub, sub]) socket.close()
    }
  })
}

t.test('more topics than a mark are all told', async t => {
  const engine = typescriptEngine()
  t.teardown(() => engine.close())
  const xpub = engine.socket('XPUB', { [OPTIONS.RCVHWM]: 0 })
  const sub = engine.socket('SUB')
  for (let topic = 0; topic < 3000; topic++) sub.setOption(SUBSCRIBE, `t${topic}`)
  sub.connect(await xpub.bind('tcp://127.0.0.1:*'))
  t.equal(new Set(await subscriptions(xpub, 3000)).size, 3000)
})

t.test('what peers say to an XPUB that is not read is bounded, and comes in order', async t => {
  const engine = typescriptEngine()
  t.teardown(() => engine.close())
  const xpub = engine.socket('XPUB', { [LINGER]: 0, [RCVHWM]: 10, [RCVTIMEO]: 50 })
  await xpub.bind('inproc://bounded')
  const xsub = engine.socket('XSUB', { [LINGER]: 0, [SNDHWM]: 10 })
  xsub.connect('inproc://bounded')
  // An XSUB drops what finds no room.
  for (let count = 0; count < 1000; count++) await xsub.send(bytes(`${count}`))
  const numbers: number[] = []
  const readAll = async (): Promise<void> => {
    for (;;) numbers.push(Number((await xpub.receive())[0]))
  }
  await t.rejects(readAll(), { code: 'EAGAIN' })
  t.ok(numbers.length >= 20 && numbers.length <= 40, `${numbers.length} were kept`)
  t.strictSame(numbers, [...numbers.keys()], 'the first, in order')
})
