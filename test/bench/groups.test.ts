// The benchmark, rehearsed: every goal is about something that is measured, and every job that two processes do
// together comes to its end with each contender, in a run that is too short to say anything of speed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { GOALS } from '../../bench/goals.js'
import { GROUPS } from '../../bench/groups/index.js'
import { compileLibzmq } from '../../bench/libzmq.js'
import {
  timeMatching,
  timePublishing,
  timeRoundTrips,
  timeStream,
  zeromqContenders,
} from '../../bench/stream.js'

const folder = mkdtempSync(join(tmpdir(), 'rawzmq-'))
t.teardown(() => rmSync(folder, { recursive: true }))
const libzmq = compileLibzmq(folder).file

t.test('every goal is about what is measured', async t => {
  const groups = Object.values(GROUPS).flatMap(make =>
    make({ isQuick: false, seconds: 1, libzmq: 'libzmq' }),
  )
  const measured = new Set(
    groups.flatMap(({ name, trials }) =>
      trials.map(({ subject, contender }) => `${name}: ${subject}, ${contender}`),
    ),
  )
  for (const { group, subject, contender, against } of GOALS) {
    for (const who of [contender, against ?? contender]) {
      if (!measured.has(`${group}: ${subject}, ${who}`)) t.fail(`${group}: ${subject}, ${who}`)
    }
  }
  t.ok(measured.size > 100)
})

for (const contender of zeromqContenders({ isQuick: true, seconds: 1, libzmq })) {
  t.test(`the jobs of ${contender.name}`, async t => {
    const curve = { ...contender, api: 'curve' }
    t.ok((await timeStream(curve, 'tcp', 300, 5, 10)) > 0, 'sealed messages')
    for (const [api, peers, job] of [
      ['everyday', 1, 'ping'],
      ['request', 1, 'ping'],
      ['dealer', 3, 'ping'],
      ['request+curve', 2, 'greet'],
    ] as const) {
      const seconds = await timeRoundTrips({ ...contender, api }, 'tcp', 16, 5, 10, { peers, job })
      t.ok(seconds > 0, `${job} ${api}`)
    }
    // More than a high-water mark, so that the publisher has to wait.
    t.ok((await timePublishing(contender, 256, 1000, 3000, 3)) > 0, 'publishing')
    t.ok((await timeMatching(contender, 3000, 5, 10)) > 0, 'matching')
  })
}
