import { array, assert, constantFrom, nat, property, record, string } from 'fast-check'
import t from 'tap'
import { Topics } from '../../../lib/socket/pattern/topics.js'

/** The plain version: every topic looked at for every message. */
class PlainTopics<Who> {
  readonly #counts = new Map<Who, Map<string, number>>()

  add(topic: string, who: Who): { isOwn: boolean; isAnyones: boolean } {
    const isAnyones = ![...this.#counts.values()].some(topics => topics.has(topic))
    const topics = this.#counts.get(who) ?? new Map<string, number>()
    this.#counts.set(who, topics)
    const count = topics.get(topic) ?? 0
    topics.set(topic, count + 1)
    return { isOwn: count === 0, isAnyones }
  }

  remove(topic: string, who: Who): { isOwn: boolean; isAnyones: boolean } {
    const topics = this.#counts.get(who)
    const count = topics?.get(topic)
    if (topics === undefined || count === undefined) return { isOwn: false, isAnyones: false }
    if (count > 1) {
      topics.set(topic, count - 1)
      return { isOwn: false, isAnyones: false }
    }
    topics.delete(topic)
    return { isOwn: true, isAnyones: !this.has(topic) }
  }

  has(topic: string): boolean {
    return [...this.#counts.values()].some(topics => topics.has(topic))
  }

  forget(who: Who): string[] {
    const topics = [...(this.#counts.get(who)?.keys() ?? [])]
    this.#counts.delete(who)
    return topics.filter(topic => !this.has(topic)).toSorted()
  }

  of(who: Who): string[] {
    return [...(this.#counts.get(who)?.keys() ?? [])].toSorted()
  }

  match(start: string): Set<Who> {
    const found = new Set<Who>()
    for (const [who, topics] of this.#counts) {
      if ([...topics.keys()].some(topic => start.startsWith(topic))) found.add(who)
    }
    return found
  }

  get size(): number {
    return new Set([...this.#counts.values()].flatMap(topics => [...topics.keys()])).size
  }
}

const bytes = (topic: string): Buffer => Buffer.from(topic, 'latin1')
const texts = (topics: Iterable<Buffer>): string[] =>
  [...topics].map(topic => topic.toString('latin1')).toSorted()

const someTopic = string({ unit: constantFrom('a', 'b', '\0', '\xff'), maxLength: 5 })
const step = record({
  act: constantFrom('add', 'add', 'add', 'remove', 'remove', 'forget', 'match', 'of'),
  who: nat(3),
  topic: someTopic,
})

/** Long topics are found by way of what they begin with: 60 octets each, of which up to five cross 64 and 256. */
const stretched = (topic: string): string => topic.replace(/./gs, octet => octet.repeat(60))

for (const [name, shape] of [
  ['short topics', (topic: string) => topic],
  ['long topics', stretched],
] as const) {
  t.test(`${name}: the same is found as by looking at every topic`, async t => {
    const subscribers = [{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }]
    assert(
      property(array(step, { maxLength: 80 }), steps => {
        const tree = new Topics<object>()
        const plain = new PlainTopics<object>()
        for (const { act, who: index, topic: seed } of steps) {
          const topic = shape(seed)
          const who = subscribers[index] as object
          if (act === 'add') t.match(tree.add(bytes(topic), who), plain.add(topic, who))
          if (act === 'remove') t.match(tree.remove(bytes(topic), who), plain.remove(topic, who))
          if (act === 'of') t.strictSame(texts(tree.of(who)), plain.of(who))
          if (act === 'forget') {
            const last: Buffer[] = []
            tree.forget(who, (gone, isLast) => isLast && last.push(gone))
            t.strictSame(texts(last), plain.forget(who))
          }
          const found = tree.match(bytes(topic))
          t.strictSame(new Set(found), plain.match(topic))
          t.equal(new Set(found).size, found.length, 'each once')
          t.equal(tree.matches(bytes(topic)), found.length > 0)
          t.equal(tree.size, plain.size)
        }
      }),
      { numRuns: 300, seed: 29 },
    )
  })
}

/** Octets of a message that are looked at to find who wants it. */
const readsAmong = (topics: readonly string[], message: string): number => {
  const all = new Topics<object>()
  const who = {}
  for (const topic of topics) all.add(bytes(topic), who)
  let reads = 0
  const start = new Proxy(bytes(message), {
    get(target, key) {
      reads++
      return Reflect.get(target, key) as unknown
    },
  })
  all.match(start)
  return reads
}

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `topic/${index}/`)

t.test('finding subscribers does not look at the other topics', async t => {
  t.ok(
    readsAmong(numbered(100_000), 'topic/7/message') <=
      readsAmong(numbered(10), 'topic/7/message') * 3,
    'hardly more octets are read with 100,000 topics than with ten',
  )
})

t.test('a long topic does not make a message dear that has little in common with it', async t => {
  const long = 'x'.repeat(70_000)
  t.ok(readsAmong([long], `y${long}`) < 100, 'nothing in common')
  const halfway = `${'x'.repeat(300)}y${long}`
  t.ok(readsAmong([long], halfway) < 300 * 4 * 2, '300 octets in common')
  t.ok(readsAmong([long], `${long}!`) > 70_000, 'all of it')
})
