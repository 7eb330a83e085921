// The command as a user has it: what goes to stdout, what to stderr, and the exit codes.
import t from 'tap'
import { main } from '../../../bin/main.js'
import { FakeProcess } from '../../support/fake-process.js'

async function compare(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(['compare', ...args], host)
  return { code, out: host.out, err: host.err }
}

t.test('--list names scenarios and runs nothing', async t => {
  const { code, out, err } = await compare('--list', 'refused', 'bind-again')
  t.strictSame([code, err], [0, ''])
  t.strictSame(
    out.split('\n').map(line => line.split('  ')[0]),
    ['bind-again/tcp', 'bind-again/ipc', 'refused/tcp', 'refused/ipc', ''],
  )
})

t.test('--list --json says why we differ, where we do', async t => {
  const { out } = await compare('--list', '--json', 'ready-as-message/tcp')
  const listed: unknown = JSON.parse(out)
  t.match(listed, { scenario: 'ready-as-message/tcp', deliberate: /RFC 23/ })
})

t.test('an unknown scenario: exit 2, and those that are close', async t => {
  const { code, out, err } = await compare('handshak-timeout')
  t.strictSame([code, out], [2, ''])
  t.match(err, /no scenario is called handshak-timeout; did you mean handshake-timeout,/)
})

t.test('a wrong option: exit 2, and what is allowed', async t => {
  const { code, err } = await compare('--jobs', '0')
  t.equal(code, 2)
  t.match(err, /--jobs/)
  t.match(err, /from 1 to 16/)
})

t.test('few scenarios are shown side by side, then the verdict', async t => {
  const { code, out, err } = await compare('bind-wildcard-port/tcp')
  t.equal(code, 0, out)
  t.match(out, /LISTENING fd1 tcp:\/\/127\.0\.0\.1:port1 {2,}LISTENING fd1/)
  t.match(out, /== bind-wildcard-port\/tcp: same\n$/)
  t.match(err, /^1 scenarios: 1 same, 0 deliberate, 0 different\n$/)
})

t.test('Ctrl-C, and nobody who reads: what was not compared is no success', async t => {
  for (const [interrupt, exitCode] of [
    [(host: FakeProcess) => host.emit('SIGINT'), 130],
    [(host: FakeProcess) => host.stdout.emit('error', { code: 'EPIPE' }), 1],
  ] as const) {
    const host = new FakeProcess()
    const running = main(['compare', 'bind-port-zero/tcp'], host)
    interrupt(host)
    t.equal(await running, exitCode)
  }
})

t.test('--show adds the raw parts', async t => {
  const { out } = await compare('--show', 'bind-wildcard-port/tcp')
  t.match(out, /native pull, raw parts\n {5}0800[0-9a-f]{8} \| 7463703a2f2f/)
  t.match(out, /\n {5}000400000000 \| -\n/, 'MONITOR_STOPPED')
})

t.test('--json: one object a scenario on stdout, progress on stderr', async t => {
  const { code, out, err } = await compare('--json', 'ready-as-message/tcp', 'bind-port-zero')
  t.equal(code, 0, out)
  const rows = out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { scenario: string })
    .toSorted((a, b) => a.scenario.localeCompare(b.scenario))
  t.match(rows, [
    {
      scenario: 'bind-port-zero/tcp',
      verdict: 'same',
      versions: [
        { version: 1, verdict: 'same', faults: [] },
        { version: 2, verdict: 'same', sockets: [{ socket: 'pull' }] },
      ],
    },
    { scenario: 'ready-as-message/tcp', verdict: 'deliberate', reason: /RFC 23/ },
  ])
  t.match(err, /^1\/2 /)
  t.match(err, /2 scenarios: 1 same, 1 deliberate, 0 different\n$/)
})
