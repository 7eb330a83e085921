// `--capture FILE`: the file holds all that happened, and its gate decides again as it did.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { packageVersion } from '../../../bin/version.js'
import type { CaptureRow } from '../../../lib/capture/format.js'
import { CapturePlayer } from '../../../lib/capture/player.js'
import { replay } from '../../../lib/gate/run/policies.js'
import type { GateInput, GateOptions } from '../../../lib/gate/machine/state.js'
import { decodeMonitorEvent } from '../../../lib/monitor/codec.js'
import { resultOf, start } from '../../support/program.js'

/** As fast as it goes, and no time limit of its own: a busy machine may need long to start processes. */
const QUICK = ['--interval', '0', '--work', '0', '--timeout', '0']

t.setTimeout(600_000)

t.test('--capture: everything, as a file that replays', async t => {
  const file = join(t.testdir(), 'run.msgpack')
  const args = ['run', ...QUICK, '--consumers', '2', '--times', '4', '--capture', file, '--json']
  const ending = await start(t, args).ended
  t.equal(ending.code, 0, ending.stderr)
  const rows: CaptureRow[] = []
  const player = new CapturePlayer(file)
  for await (const row of player) rows.push(row)
  const implementationVersion = packageVersion()
  t.match(player.header, { implementation: 'rawzmq', implementationVersion })
  t.match(player.header, { source: `rawzmq ${args.join(' ')}` })
  t.match(player.ending, { kind: 'closed', row: { droppedRows: 0 } })
  const events = rows.flatMap(row =>
    row.kind === 'monitor'
      ? [decodeMonitorEvent(row.parts.map(part => Buffer.from(part))).name]
      : [],
  )
  const { events: counts } = resultOf(ending)
  t.strictSame(countBy(events), counts)
  const messages = rows.flatMap(row =>
    row.kind === 'message' ? [`${row.socket} ${row.direction} ${String(row.purpose)}`] : [],
  )
  t.strictSame(countBy(messages), {
    'producer sent work': 4,
    'producer sent quit': 2,
    'consumer-1 received work': 2,
    'consumer-1 received quit': 1,
    'consumer-2 received work': 2,
    'consumer-2 received quit': 1,
  })
  const begin = rows.find(row => row.kind === 'start')
  const gate = rows.flatMap(row => (row.kind === 'gate' ? [row] : []))
  const inputs = gate.map(({ input }) => input as unknown as GateInput)
  const steps = replay('ready', begin?.options as unknown as GateOptions, inputs)
  t.strictSame(
    steps.map(({ state, effects }) => ({ phase: state.phase, effects })),
    gate.map(({ phase, effects }) => ({ phase, effects })),
  )
})

t.test('--quit: a capture knows it, too', async t => {
  const file = join(t.testdir(), 'run.msgpack')
  const named = ['--consumers', '1', '--times', '1', '--quit', 'Leave', '--capture', file]
  const ending = await start(t, ['run', ...QUICK, ...named]).ended
  t.equal(ending.code, 0, ending.stderr)
  const purposes: unknown[] = []
  for await (const row of new CapturePlayer(file)) {
    if (row.kind === 'message') purposes.push(`${row.direction} ${row.purpose}`)
  }
  t.strictSame(purposes.toSorted(), ['received quit', 'received work', 'sent quit', 'sent work'])
})

t.test('--capture-limit: the beginning of the run, and how much is missing', async t => {
  const file = join(t.testdir(), 'run.msgpack')
  const limited = ['--capture', file, '--capture-limit', '2000']
  const ending = await start(t, ['run', ...QUICK, '--consumers', '1', ...limited]).ended
  t.equal(ending.code, 0, ending.stderr)
  t.match(ending.stderr, /run\.msgpack lacks the last \d+ rows: it is full\n/)
  t.ok(statSync(file).size <= 2000)
})

t.test('a capture that cannot be written', async t => {
  const file = join(t.testdir(), 'nowhere', 'run.msgpack')
  const { code, stdout, stderr } = await start(t, ['run', '--capture', file]).ended
  t.strictSame([code, stdout], [2, ''])
  t.match(stderr, /^rawzmq: .*run\.msgpack: no such file or directory \(ENOENT\)\n$/)
})

function countBy(names: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[String(name)] = (counts[String(name)] ?? 0) + 1
  return counts
}
