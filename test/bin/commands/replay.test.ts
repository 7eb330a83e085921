// A capture decided again: the same, told so; changed anywhere, told where.
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { main } from '../../../bin/main.js'
import { encodeRow, type CaptureRow } from '../../../lib/capture/format.js'
import { readCapture } from '../../../lib/capture/player.js'
import { FakeProcess } from '../../support/fake-process.js'

const FIXTURE = join('fixtures', 'captures', 'v1.msgpack')

async function replay(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(['replay', ...args], host)
  return { code, out: host.out, err: host.err }
}

/** The fixture with some rows changed, as a file. */
async function changed(t: Test, change: (row: CaptureRow) => CaptureRow): Promise<string> {
  const { rows } = await readCapture(FIXTURE)
  const bytes = Buffer.concat(rows.map(row => encodeRow(change(row))))
  return join(t.testdir({ 'changed.msgpack': bytes }), 'changed.msgpack')
}

function differences(out: string): { what: string; where: string }[] {
  return out
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as { type: string; what: string; where: string })
    .filter(({ type }) => type === 'difference')
    .map(({ what, where }) => ({ what, where }))
}

t.test('a run of each format version comes to the same phases and states', async t => {
  const { code, out, err } = await replay('--json', FIXTURE)
  t.equal(code, 0)
  t.match(JSON.parse(out.trimEnd().split('\n').at(-1) ?? ''), {
    type: 'result',
    rows: 53,
    differences: 0,
    events: 9,
    ending: { kind: 'closed' },
    gates: { producer: 'stopped' },
    connections: {
      memory: {
        connecting: { state: 'traffic', messages: 0 },
        binding: { state: 'closed', messages: 2 },
      },
    },
  })
  t.match(err, 'everything came out as recorded')
})

t.test('as text', async t => {
  const { code, out } = await replay(FIXTURE)
  t.equal(code, 0)
  t.match(
    out,
    /producer {2}gate: open\n[^]*producer {2}gate: draining\n[^]*producer {2}gate: stopped\n/,
  )
  t.match(out, /HANDSHAKE_SUCCEEDED 0 tcp:/)
  t.match(out, /memory, binding: traffic\n/)
})

t.test(
  'every fixture of libzmq replays: its events decode, its connections are followed',
  async t => {
    for (const file of [
      'monitor/article.v2.msgpack',
      'monitor/connect-tcp.v1.msgpack',
      'wire/frames.msgpack',
      'wire/zmtp-2.0.msgpack',
      'wire/plain-client.msgpack',
    ]) {
      const { code, err } = await replay(join('fixtures', file))
      t.equal(code, 0, `${file}: ${err}`)
    }
    const frames = await replay('--json', join('fixtures', 'wire', 'frames.msgpack'))
    t.match(JSON.parse(frames.out.trimEnd().split('\n').at(-1) ?? ''), {
      connections: { push: { binding: { state: 'traffic', messages: 14 } } },
    })
  },
)

t.test('a phase, an effect, an event or a state that is not what was recorded', async t => {
  const cases: Readonly<Record<string, (row: CaptureRow) => CaptureRow>> = {
    phase: row =>
      row.kind === 'gate' && row.phase === 'open' ? { ...row, phase: 'waiting' } : row,
    effects: row =>
      row.kind === 'gate' && row.effects.length > 1
        ? { ...row, effects: row.effects.slice(1) }
        : row,
    state: row =>
      row.kind === 'state' && row.state === 'traffic' ? { ...row, state: 'greeting' } : row,
    code: row => (row.kind === 'state' && row.code !== undefined ? { ...row, code: 'X' } : row),
    event: row =>
      row.kind === 'gate' && row.input['event'] === 'LISTENING'
        ? { ...row, input: { ...row.input, value: 4711 } }
        : row,
    'no monitor event': row =>
      row.kind === 'monitor' ? { ...row, parts: row.parts.slice(1) } : row,
    'no input of a gate': row =>
      row.kind === 'gate' && row.input['kind'] === 'sent'
        ? { ...row, input: { kind: 'toString' } }
        : row,
    'no gate that could be started': row =>
      row.kind === 'start' ? { ...row, policy: 'toString' } : row,
  }
  for (const [what, change] of Object.entries(cases)) {
    const { code, out } = await replay('--json', await changed(t, change))
    t.equal(code, 1, what)
    t.ok(
      differences(out).some(difference => difference.what === what),
      what,
    )
  }
})

t.test('a torn last row is told, and the rest replayed', async t => {
  const bytes = readFileSync(FIXTURE)
  const torn = join(t.testdir({ 'torn.msgpack': bytes.subarray(0, -5) }), 'torn.msgpack')
  const { code, err } = await replay(torn)
  t.equal(code, 0)
  t.match(err, /the last row, at byte \d+, is torn/)
})

t.test('what is no capture, and what is not there', async t => {
  const other = await replay('package.json')
  t.equal(other.code, 1)
  t.match(other.err, /package\.json: the first row is no header/)
  const missing = await replay('/no/such/file')
  t.equal(missing.code, 2)
  t.match(missing.err, /\/no\/such\/file/)
  const speed = await replay('--speed', 'x', FIXTURE)
  t.equal(speed.code, 2)
  t.match(speed.err, /--speed[^]*from 0 on, such as 0, 1 or 10/)
})

t.test('at a pace: the result is the same', async t => {
  const { code } = await replay('--speed', '10', FIXTURE)
  t.equal(code, 0)
})
