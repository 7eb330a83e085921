// What an XPUB shows, counted; and that both engines' ways to count come to the same, and to what is so.
import t from 'tap'
import * as fc from 'fast-check'
import { heed, newAudience, sizeOf } from '../../../lib/gate/machine/audience.js'
import { PublishPattern } from '../../../lib/socket/pattern/publish.js'
import type { PatternOptions } from '../../../lib/socket/pattern/pattern.js'
import { TestPipe } from '../../socket/pattern/patterns.js'

const counted = (topic: string, ...messages: (readonly string[] | string)[]): number =>
  sizeOf(
    messages.reduce(
      (audience, message) =>
        heed(
          audience,
          [message].flat().map(part => Buffer.from(part)),
        ),
      newAudience(Buffer.from(topic)),
    ),
  )

t.test('the topic and its prefixes count, longer ones do not', async t => {
  t.equal(counted('news', '\x01news'), 1)
  t.equal(counted('news', '\x01', '\x01n', '\x01news'), 3)
  t.equal(counted('news', '\x01news.sport', '\x01new!', '\x01olds'), 0)
  t.equal(counted('', '\x01', '\x01x'), 1)
})

t.test('taken back, and what is no subscription', async t => {
  t.equal(counted('news', '\x01news', '\x01news', '\x00news'), 1)
  t.equal(counted('news', '\x01n', '\x00news'), 1, 'another prefix')
  t.equal(counted('news', '\x00news', '\x01news'), 1, 'what was never there')
  t.equal(counted('news', '', '\x02news', ['\x01news', 'more'], 'news'), 0)
})

/** A move of one of five peers that use two topics, of which they have each at most once. */
const MOVE = fc.record({
  peer: fc.nat(4),
  what: fc.constantFrom('subscribe', 'subscribe', 'cancel', 'go'),
  topic: fc.constantFrom('a', 'abc', 'b'),
})

t.test('in any order of things: the engine, what its XPUB shows, and a model agree', async t => {
  const topic = Buffer.from('ab')
  const options = { tellsAllSubscribes: true, tellsAllUnsubscribes: true } as PatternOptions
  await fc.assert(
    fc.asyncProperty(fc.array(MOVE, { maxLength: 40 }), async moves => {
      const pattern = new PublishPattern(options, true)
      const has = new Map<number, Set<string>>()
      const pipes = new Map<number, TestPipe>()
      let told = -1
      let audience = newAudience(topic)
      const stop = pattern.watchSubscribers(topic, count => (told = count))
      for (const { peer, what, topic: wanted } of moves) {
        const own = has.get(peer) ?? new Set()
        const pipe = pipes.get(peer) ?? new TestPipe(String(peer)).joins(pattern)
        pipes.set(peer, pipe)
        has.set(peer, own)
        if (what === 'go') {
          pattern.detach(pipe)
          pipes.delete(peer)
          has.delete(peer)
        } else if (own.has(wanted) === (what === 'cancel')) {
          pipe.gets(`${what === 'cancel' ? '\x00' : '\x01'}${wanted}`)
          if (what === 'cancel') own.delete(wanted)
          else own.add(wanted)
        }
        for (let next = pattern.receive(); next; next = pattern.receive())
          audience = heed(audience, next)
        await Promise.resolve()
        const there = [...has.values()].filter(topics => topics.has('a')).length
        if (told !== there && !(told === -1 && there === 0))
          throw new Error(`engine: ${told}, is ${there}`)
        if (sizeOf(audience) !== there) throw new Error(`XPUB: ${sizeOf(audience)}, is ${there}`)
      }
      stop()
    }),
    { numRuns: 500, seed: 29 },
  )
  t.pass('all of them')
})
