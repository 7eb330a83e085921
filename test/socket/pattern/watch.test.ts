// A number that is watched: told once things have come to rest, and only if it is another.
import t from 'tap'
import { CountWatch } from '../../../lib/socket/pattern/watch.js'
import { PublishPattern } from '../../../lib/socket/pattern/publish.js'
import type { PatternOptions } from '../../../lib/socket/pattern/pattern.js'
import type { Peer } from '../../../lib/socket/links/peer.js'
import { TestPipe } from './patterns.js'

t.test('once for many changes, not for none, and not after its end', async t => {
  let number = 1
  const told: number[] = []
  const watch = new CountWatch(
    () => number,
    count => told.push(count),
  )
  t.strictSame(told, [], 'never at once')
  await Promise.resolve()
  for (number = 2; number < 5; number++) watch.changed()
  await Promise.resolve()
  watch.changed()
  await Promise.resolve()
  t.strictSame(told, [1, 5])
  number = 6
  watch.changed()
  watch.stop()
  await Promise.resolve()
  t.strictSame(told, [1, 5])
})

/** The count for topic `ab`, after each of what is done. */
async function counts(
  options: Partial<PatternOptions>,
  ...deeds: ((pattern: PublishPattern) => void)[]
): Promise<number[]> {
  const pattern = new PublishPattern(options as PatternOptions, true)
  let told = -1
  pattern.watchSubscribers(Buffer.from('ab'), count => (told = count))
  const list: number[] = []
  for (const deed of deeds) {
    deed(pattern)
    await Promise.resolve()
    list.push(told)
  }
  return list
}

const peer = { protocol: '3.x' } as Peer

t.test(
  'a peer counts once, whatever it subscribes to, while a message of the topic would reach it',
  async t => {
    const [one, two] = [new TestPipe('one'), new TestPipe('two')]
    t.strictSame(
      await counts(
        {},
        pattern => one.joins(pattern).gets('\x01ab', '\x01ab', '\x01', '\x01abc'),
        pattern => two.joins(pattern).gets('\x01abc', '\x01b'),
        () => two.gets('\x01a'),
        () => one.gets('\x00ab', '\x00ab'),
        () => one.gets('\x00'),
        pattern => pattern.detach(two),
      ),
      [1, 1, 2, 2, 1, 0],
    )
  },
)

t.test('one that is away does not count until it is back and subscribes again', async t => {
  const pipe = new TestPipe('one')
  t.strictSame(
    await counts(
      {},
      pattern => pipe.joins(pattern).gets('\x01ab'),
      pattern => pattern.down(pipe),
      pattern => pattern.up(pipe, peer),
      () => pipe.gets('\x01ab'),
    ),
    [1, 0, 0, 1],
  )
})

t.test(
  'in manual mode what the application subscribes to; inverted, who does not match',
  async t => {
    const pipe = new TestPipe('one')
    t.strictSame(
      await counts(
        { manual: true },
        pattern => pipe.joins(pattern).gets('\x01ab'),
        pattern => {
          pattern.receive()
          pattern.subscribe(Buffer.from('a'))
        },
        pattern => pattern.unsubscribe(Buffer.from('a')),
      ),
      [0, 1, 0],
    )
    const other = new TestPipe('other')
    t.strictSame(
      await counts(
        { invertMatching: true },
        pattern => other.joins(pattern).gets('\x01x'),
        () => other.gets('\x01ab'),
      ),
      [1, 0],
    )
  },
)
