// How much of the time handshakes may use, and who has his turn. The clock is the test's: computing moves it.
import t from 'tap'
import { HANDSHAKE_SHARE, HandshakeTurns } from '../../../lib/socket/security/handshake-turns.js'
import { FakeClock } from '../../support/fake-clock.js'

/** What a HELLO takes, and what is computed at a stretch at most: 2.5 ms saved, and half of the time itself. */
const HELLO_MS = 0.25
const STRETCH_MS = 5

function world() {
  const clock = new FakeClock(1000)
  const turns = new HandshakeTurns(clock)
  const told: string[] = []
  const compute = (name: string): void => {
    clock.advance(HELLO_MS)
    turns.done()
    told.push(name)
  }
  /** A HELLO from there. */
  const hello = (address: string, name = address) => {
    const waiting = turns.begin(address, () => compute(name))
    if (waiting === undefined) compute(name)
    return waiting
  }
  return { clock, turns, told, hello }
}

t.test('a handshake that comes alone is not delayed', async t => {
  const { clock, told, hello } = world()
  for (let index = 0; index < 100; index++) {
    t.equal(hello('10.0.0.1', `${index}`), undefined)
    clock.advance(HELLO_MS / HANDSHAKE_SHARE)
  }
  t.equal(told.length, 100)
  t.equal(clock.pending, 0)
})

t.test('a flood takes its share of the time, and no stretch is long', async t => {
  const { clock, told, hello } = world()
  const began = clock.now()
  for (let index = 0; index < 10_000; index++) hello('10.0.0.1')
  t.ok(clock.now() - began <= STRETCH_MS + HELLO_MS, 'those that are taken at once')
  let longest = 0
  for (let ms = 0; ms < 1000; ms++) {
    const before = told.length
    clock.advance(1)
    longest = Math.max(longest, (told.length - before) * HELLO_MS)
  }
  t.ok(longest <= STRETCH_MS + HELLO_MS, `${longest} ms at a stretch`)
  const share = (told.length * HELLO_MS) / (clock.now() - began)
  t.ok(Math.abs(share - HANDSHAKE_SHARE) < 0.01, `${share} of the time`)
  t.equal(clock.pending, 1)
})

t.test('each address has its turn, however many of one wait', async t => {
  const { clock, told, hello } = world()
  for (let index = 0; index < 1000; index++) hello('10.0.0.1')
  const before = told.length
  for (let index = 0; index < 3; index++) hello('10.0.0.2')
  hello('', 'ipc')
  hello('2001:db8::1', 'v6')
  hello('2001:db8:0:0:ffff::2', 'v6')
  hello('2001:db8:0:1::1', 'other v6')
  hello('::ffff:10.0.0.3', 'mapped')
  hello('::ffff:10.0.0.4', 'mapped too')
  clock.advance(1000)
  const ring = ['10.0.0.2', 'ipc', 'v6', 'other v6', 'mapped', 'mapped too']
  t.strictSame(told.slice(before, before + 14), [
    '10.0.0.1',
    ...ring,
    '10.0.0.1',
    '10.0.0.2',
    'v6',
    '10.0.0.1',
    '10.0.0.2',
    '10.0.0.1',
    '10.0.0.1',
  ])
  t.equal(told.length, 1009)
  t.equal(clock.pending, 0, 'nobody waits, and no timer is set')
})

t.test('who has gone has no turn, and who comes later none before those who wait', async t => {
  const { clock, told, hello } = world()
  const waiting = Array.from({ length: 100 }, (_, index) => hello('10.0.0.1', `${index}`))
  const taken = told.length
  for (const each of waiting.slice(taken, -1)) each?.end()
  clock.advance(HELLO_MS)
  hello('10.0.0.1', 'late')
  clock.advance(1000)
  t.strictSame(told.slice(taken), ['99', 'late'])
})

t.test('a computer that slept while it computed makes nobody wait for as long', async t => {
  const { clock, turns, hello } = world()
  t.equal(
    turns.begin('10.0.0.1', () => {}),
    undefined,
  )
  clock.advance(3_600_000)
  turns.done()
  clock.advance(10)
  t.equal(hello('10.0.0.2'), undefined)
})
