// `npm run drivers`: what it says, and its exit codes. What it builds needs toolchains, and is not built here.
import { spawnSync } from 'node:child_process'
import t from 'tap'

const run = (...words: string[]) =>
  spawnSync(process.execPath, ['dist/build/drivers.js', ...words], { encoding: 'utf8' })

t.test('what is left out is said, and why', async t => {
  const { status, stdout } = run('--only', 'jszmq', '--json')
  t.equal(status, 0)
  t.match(JSON.parse(stdout), { name: 'jszmq', state: 'left out', why: /WebSocket/ })
  t.match(run('--only', 'jszmq').stdout, /^\[1\/1\] jszmq 0\.1\.2 left out \(.* s\): it speaks/m)
})

t.test('one whose tools are missing is left out, too', async t => {
  const env = { ...process.env, PATH: '/nowhere' }
  const words = ['dist/build/drivers.js', '--only', 'zmq4,pyomq', '--json']
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8', env })
  t.equal(status, 0)
  t.strictSame(
    stdout
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { why: string }).why),
    ['python3 is not on this machine', 'go is not on this machine'],
  )
})

t.test('wrong usage', async t => {
  const { status, stderr } = run('--only', 'nobody')
  t.equal(status, 2)
  t.match(stderr, /nobody is none of rawzmq, libzmq-4\.3\.5/)
  t.equal(run('--unknown').status, 2)
})
