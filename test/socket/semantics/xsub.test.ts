// What an XSUB passes on of its application's subscriptions, on both engines and between them: libzmq says what is right.
import t from 'tap'
import type { EngineSocket } from '../../../lib/engine.js'
import { nativeEngine } from '../../../lib/native/engine.js'
import { OPTIONS } from '../../../lib/options.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import { onEngines, take } from '../../support/engines.js'

const VERBOSE = { [OPTIONS.LINGER]: 0, [OPTIONS.XPUB_VERBOSE]: true }

const say = (socket: EngineSocket, text: string): Promise<void> =>
  socket.send([Buffer.from(text, 'latin1')])

/** What the XPUB is told up to `\x01last`, which is what the XSUB says last. */
async function told(xpub: EngineSocket, xsub: EngineSocket, ...said: string[]): Promise<string[]> {
  for (const text of [...said, '\u0001last']) await say(xsub, text)
  const all: string[] = []
  while (all.at(-1) !== '\u0001last') all.push(...(await take(xpub, 1)))
  return all.slice(0, -1)
}

onEngines('each subscription is passed on, and the cancel that is the last', async (t, engine) => {
  const xpub = engine.socket('XPUB', VERBOSE)
  const xsub = engine.socket('XSUB', { [OPTIONS.LINGER]: 0 })
  xsub.connect(await xpub.bind('tcp://127.0.0.1:*'))
  const three = ['\u0001a', '\u0001a', '\u0001a']
  t.strictSame(await told(xpub, xsub, ...three), three)
  t.strictSame(await told(xpub, xsub, '\u0000a', '\u0000a'), [], 'one is left')
  await say(xpub, 'a')
  t.strictSame(await take(xsub, 1), ['a'], 'which the XPUB knows')
  t.strictSame(await told(xpub, xsub, '\u0000a'), ['\u0000a'], 'the last')
  t.strictSame(await told(xpub, xsub, '\u0000a', '\u0000b'), [], 'what is not there has no end')
  await say(xpub, 'a')
  await say(xpub, 'last')
  t.strictSame(await take(xsub, 1), ['last'])
  t.strictSame(await told(xpub, xsub, '\u0001a'), ['\u0001a'], 'and from the beginning')
  t.strictSame(await told(xpub, xsub, '\u0000a'), ['\u0000a'])
})

t.test('an XSUB of ours and an XPUB of libzmq: one cancel for each subscription', async t => {
  const [native, own] = [await nativeEngine(), typescriptEngine()]
  t.teardown(() => Promise.all([native.close(), own.close()]))
  const xpub = native.socket('XPUB', VERBOSE)
  const xsub = own.socket('XSUB', { [OPTIONS.LINGER]: 0 })
  xsub.connect(await xpub.bind('tcp://127.0.0.1:*'))
  t.strictSame(await told(xpub, xsub, '\u0001a', '\u0001a', '\u0000a'), ['\u0001a', '\u0001a'])
  await say(xpub, 'a')
  t.strictSame(await take(xsub, 1), ['a'], 'still subscribed')
  // libzmq, which does not count, is told by the first and tells of the second as well.
  t.strictSame(await told(xpub, xsub, '\u0000a'), ['\u0000a', '\u0000a'])
  await say(xpub, 'a')
  await say(xpub, 'last')
  t.strictSame(await take(xsub, 1), ['last'], 'no more')
})
