import t from 'tap'
import { Heartbeat, type HeartbeatSettings } from '../../lib/zmtp/heartbeat.js'

const settings = (given: Partial<HeartbeatSettings>): HeartbeatSettings => ({
  intervalMs: 0,
  timeoutMs: -1,
  timeToLiveMs: 0,
  ...given,
})

/** Ticks at each deadline, until dead or at most ten times. */
function run(heartbeat: Heartbeat): [number, string | undefined][] {
  const log: [number, string | undefined][] = []
  while (log.length < 10 && heartbeat.deadline !== Infinity) {
    const now = heartbeat.deadline
    const due = heartbeat.tick(now)
    log.push([now, due])
    if (due === 'dead') break
  }
  return log
}

t.test('off: nothing is ever due', async t => {
  const heartbeat = new Heartbeat(settings({}))
  heartbeat.start(1000)
  t.equal(heartbeat.deadline, Infinity)
  t.equal(heartbeat.tick(1e9), undefined)
})

t.test('a mute peer: the PINGs and ends libzmq was seen to give', async t => {
  const plain = new Heartbeat(settings({ intervalMs: 100 }))
  t.equal(plain.deadline, Infinity, 'not before the handshake is done')
  plain.start(0)
  t.same(run(plain), [
    [100, 'ping'],
    [200, 'dead'],
  ])
  const patient = new Heartbeat(settings({ intervalMs: 100, timeoutMs: 250 }))
  patient.start(0)
  t.same(run(patient), [
    [100, 'ping'],
    [200, 'ping'],
    [300, 'ping'],
    [350, 'dead'],
  ])
  const hasty = new Heartbeat(settings({ intervalMs: 100, timeoutMs: 30 }))
  hasty.start(0)
  t.same(run(hasty), [
    [100, 'ping'],
    [130, 'dead'],
  ])
})

t.test('a PING that cannot leave is not waited for', async t => {
  const heartbeat = new Heartbeat(settings({ intervalMs: 100 }))
  heartbeat.start(0)
  t.equal(heartbeat.tick(100, false, false), undefined)
  t.equal(heartbeat.deadline, 200)
  t.equal(heartbeat.tick(200), 'ping')
  t.equal(heartbeat.tick(300), 'dead')
})

t.test('timeout 0 waits for ever', async t => {
  const heartbeat = new Heartbeat(settings({ intervalMs: 100, timeoutMs: 0 }))
  heartbeat.start(0)
  t.same(
    run(heartbeat),
    Array.from({ length: 10 }, (_, index) => [(index + 1) * 100, 'ping']),
  )
})

t.test('a sign of life takes the timeout back until the next PING', async t => {
  const heartbeat = new Heartbeat(settings({ intervalMs: 100, timeoutMs: 250 }))
  heartbeat.start(0)
  t.equal(heartbeat.tick(100), 'ping')
  heartbeat.heard()
  t.equal(heartbeat.deadline, 200)
  t.equal(heartbeat.tick(200), 'ping')
  t.equal(heartbeat.tick(300), 'ping')
  t.equal(heartbeat.tick(400), 'ping')
  t.equal(heartbeat.deadline, 450, 'counted from the first PING without an answer')
  t.equal(heartbeat.tick(450), 'dead')
})

t.test('a tick too early does nothing; a late one is followed by a whole interval', async t => {
  const heartbeat = new Heartbeat(settings({ intervalMs: 100, timeoutMs: 1000 }))
  heartbeat.start(0)
  t.equal(heartbeat.tick(99), undefined)
  t.equal(heartbeat.deadline, 100)
  t.equal(heartbeat.tick(170), 'ping')
  t.equal(heartbeat.deadline, 270)
})

t.test("the peer's time to live, in tenths of a second", async t => {
  const heartbeat = new Heartbeat(settings({}))
  heartbeat.start(0)
  heartbeat.pinged(5, 1000)
  t.equal(heartbeat.deadline, 1500)
  t.equal(heartbeat.tick(1499), undefined)
  t.equal(heartbeat.tick(1500), 'dead')

  heartbeat.heard()
  t.equal(heartbeat.deadline, Infinity, 'any frame ends it')
  heartbeat.pinged(0, 2000)
  t.equal(heartbeat.deadline, Infinity, '0 is for ever')
  heartbeat.pinged(656, 0)
  t.equal(heartbeat.deadline, 65_600, 'RFC 37: 65.6 s, more than 16 bits of milliseconds')
  heartbeat.pinged(65535, 0)
  t.equal(heartbeat.deadline, 6_553_500)
})

t.test('our own time to live, in tenths of a second', async t => {
  for (const [timeToLiveMs, deciseconds] of [
    [0, 0],
    [99, 0],
    [100, 1],
    [1500, 15],
    [6_553_599, 65535],
  ] as const) {
    t.equal(new Heartbeat(settings({ timeToLiveMs })).timeToLiveDeciseconds, deciseconds)
  }
})
