// `rawzmq run` as a user sees it: its lines, its summary, its JSON.
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Notice } from '../../../lib/gate/machine/state.js'
import { ipcEndpoint } from '../../support/ipc.js'
import { noIpv6 } from '../../support/ipv6.js'
import { resultOf, rowsOf, start, type Row } from '../../support/program.js'

/** As fast as it goes, and no time limit of its own: a busy machine may need long to start processes. */
const QUICK = ['--interval', '0', '--work', '0', '--timeout', '0']

t.setTimeout(600_000)

function everyConsumer(what: string): string[] {
  return [1, 2, 3, 4].map(id => `Consumer ${id} ${what}`)
}

t.test('the article’s lines on stdout, the summary on stderr', async t => {
  const { code, stdout, stderr } = await start(t, ['run', ...QUICK]).ended
  t.equal(code, 0, stderr)
  const lines = stdout.split('\n').slice(0, -1)
  const stamp = /^\[ \d{10}\.\d{3} \]: /
  for (const line of lines) t.match(line, stamp)
  const texts = lines.map(line => line.replace(stamp, ''))
  const data = Array.from({ length: 10 }, (_, index) => `Data-000-00${index}`)
  t.strictSame(
    texts.map(text => text.replace(/^Consumer \d recv: Data/, 'Consumer recv: Data')).toSorted(),
    [
      'Producer 0 setup',
      ...Array.from({ length: 4 }, () => 'Producer accepted'),
      'Producer 0 start',
      'Producer 0 stop',
      ...data.map(text => `Producer 0 send: ${text}`),
      ...data.map(text => `Consumer recv: ${text}`),
      ...everyConsumer('start'),
      ...everyConsumer('recv: Quit'),
      ...everyConsumer('stop'),
    ].toSorted(),
  )
  const at = (text: string): number => texts.indexOf(text)
  t.equal(at('Producer 0 setup'), 0)
  t.ok(
    texts.lastIndexOf('Producer accepted') < at('Producer 0 start'),
    'the gate opens when all are there',
  )
  t.ok(at('Producer 0 start') < at('Producer 0 send: Data-000-000'))
  t.match(stderr, /^bound to tcp:\/\/127\.0\.0\.1:\d+$/m)
  for (const id of [1, 2, 3, 4]) {
    t.match(stderr, new RegExp(`^consumer ${id}: [23] messages, 1 Quit$`, 'm'))
  }
  t.match(stderr, /^producer stopped: 10 messages and 4 Quits sent in \d+\.\d\d s$/m)
  t.match(stderr, /^policy of the gate: ready; engine ours \(as libzmq 4\.3\.5\)$/m)
})

t.test('--json: one object a line, the last is the result', async t => {
  const { code, stdout, stderr } = await start(t, ['run', ...QUICK, '--times', '8', '--json']).ended
  t.equal(code, 0, stderr)
  t.equal(stderr, '')
  const rows = rowsOf(stdout)
  const result = resultOf({ stdout })
  t.match(result, {
    type: 'result',
    engine: 'typescript',
    engineVersion: '4.3.5',
    consumerEngine: 'typescript',
    gate: 'ready',
    endpoint: /^tcp:\/\/127\.0\.0\.1:\d+$/,
    sent: 8,
    quits: 4,
    outcome: 'stopped',
    missing: [],
    duplicates: [],
    exitCode: 0,
  })
  t.strictSame(result['events'], {
    LISTENING: 1,
    ACCEPTED: 4,
    HANDSHAKE_SUCCEEDED: 4,
    DISCONNECTED: 4,
    CLOSED: 1,
    MONITOR_STOPPED: 1,
  })
  const consumers = result['consumers'] as Row[]
  t.strictSame(
    consumers.map(({ id, quits, exitCode }) => [id, quits, exitCode]),
    [1, 2, 3, 4].map(id => [id, 1, 0]),
  )
  const received = consumers.map(consumer => consumer['received'] as string[])
  for (const texts of received) t.equal(texts.length, 2)
  t.strictSame(
    received.flat().toSorted(),
    Array.from({ length: 8 }, (_, index) => `Data-000-00${index}`),
  )
  t.match(rows[0], { type: 'log', side: 'producer', kind: 'setup', id: 0, epochMs: Number })
  t.match(rows[1], { type: 'bound', endpoint: result['endpoint'] })
  t.strictSame(
    rows.filter(({ type }) => type === 'started').map(({ id }) => id),
    [1, 2, 3, 4],
  )
  const page = readFileSync('docs/run.md', 'utf8')
  const notices: Record<Exclude<Notice['kind'], 'subscribed' | 'unsubscribed'>, true> = {
    accepted: true,
    'left-early': true,
    silent: true,
    'joined-late': true,
    extra: true,
    died: true,
    refused: true,
    'turned-away': true,
    'quit-again': true,
    enough: true,
  }
  for (const name of [...Object.keys(result), ...Object.keys(notices)]) {
    t.ok(page.includes(`\`${name}\``), `docs/run.md explains ${name}`)
  }
})

t.test('over a path, one consumer', async t => {
  const endpoint = ipcEndpoint(t)
  const args = ['run', ...QUICK, '--consumers', '1', '--endpoint', endpoint, '--json']
  const ending = await start(t, args).ended
  t.equal(ending.code, 0, ending.stderr)
  t.match(resultOf(ending), { endpoint, sent: 10, quits: 1 })
})

t.test('over IPv6, on either engine', { skip: noIpv6 }, async t => {
  for (const engine of ['typescript', 'native']) {
    const where = ['--endpoint', 'tcp://[::1]:*', '--engine', engine, '--consumers', '1']
    const ending = await start(t, ['run', ...QUICK, ...where, '--json']).ended
    t.equal(ending.code, 0, ending.stderr)
    t.match(resultOf(ending), { endpoint: /^tcp:\/\/\[::1\]:\d+$/, sent: 10, quits: 1 })
  }
})

t.test('no message at all', async t => {
  const ending = await start(t, ['run', ...QUICK, '--times', '0', '--json']).ended
  t.equal(ending.code, 0, ending.stderr)
  t.match(resultOf(ending), { sent: 0, quits: 4, outcome: 'stopped' })
})

t.test('the article’s gate, with a port that is known: consumers are there before it', async t => {
  const probe = start(t, ['run', ...QUICK, '--consumers', '1', '--times', '0', '--json'])
  const endpoint = String(resultOf(await probe.ended)['endpoint'])
  const args = ['run', '--gate', 'article', '--endpoint', endpoint, '--consumers', '1']
  const ending = await start(t, [...args, ...QUICK, '--times', '3', '--json']).ended
  t.equal(ending.code, 0, ending.stderr)
  const types = rowsOf(ending.stdout).map(({ type, side }) => side ?? type)
  t.ok(types.indexOf('started') < types.indexOf('producer'))
  const result = resultOf(ending)
  t.match(result, { gate: 'article', sent: 3, outcome: 'stopped', endpoint })
  t.notOk('LISTENING' in (result['events'] as object), 'its monitor begins after the bind')
})
