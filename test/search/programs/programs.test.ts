// Some seconds of the search over random programs; npm run search -- programs for more. It runs as processes
// of its own: libzmq does not survive the end of a process with as many sockets waiting as these leave.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const COUNT = 60

t.test('random programs have the same results on zeromq.js and on rawzmq', async t => {
  const main = fileURLToPath(new URL('main.js', import.meta.url))
  const counts = ['--programs', String(COUNT), '--seed', '1']
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...counts], {
    encoding: 'utf8',
    timeout: 150_000,
  })
  t.equal(status, 0, stderr)
  t.match(stdout, new RegExp(`^${COUNT} programs from seed 1: 0 differences`, 'm'), stdout)
})
