// What a run over real sockets recorded is decided again bit for bit: from JSON, and from a capture.
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { CaptureRow, PlainObject } from '../../../lib/capture/format.js'
import { readCapture } from '../../../lib/capture/player.js'
import { CaptureRecorder } from '../../../lib/capture/recorder.js'
import { illegalOrders } from '../../support/legal-capture.js'
import { systemClock } from '../../../lib/clock.js'
import { runConsumer } from '../../../lib/gate/run/consumer.js'
import { replay } from '../../../lib/gate/run/policies.js'
import { runProducer } from '../../../lib/gate/run/producer.js'
import type { RecordedRow } from '../../../lib/gate/run/producer-contract.js'
import type {
  GateInput,
  GateOptions,
  MachineName,
  PolicyName,
} from '../../../lib/gate/machine/state.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'

async function record(policy: PolicyName): Promise<RecordedRow[]> {
  const engine = typescriptEngine()
  const rows: RecordedRow[] = []
  const consuming: Promise<unknown>[] = []
  await runProducer({
    engine,
    endpoint: 'tcp://127.0.0.1:*',
    consumers: policy === 'ready' ? { min: 1, max: 2 } : 2,
    times: 6,
    intervalMs: 1,
    policy,
    timeoutMs: 20_000,
    ...(policy === 'ready' && { onLost: 'requeue' }),
    clock: systemClock,
    report: () => {},
    record: row => rows.push(row),
    onBound: endpoint => {
      const { hostname, port } = new URL(endpoint)
      const scanner = connect(Number(port), hostname, () => scanner.destroy())
      for (const id of [1, 2]) {
        consuming.push(
          runConsumer({ engine, endpoint, id, workMs: 0, clock: systemClock, report: () => {} }),
        )
      }
    },
  })
  await engine.close()
  await Promise.all(consuming)
  return rows
}

interface Recorded {
  readonly policy: MachineName
  readonly options: GateOptions
  readonly inputs: readonly GateInput[]
  readonly outcomes: readonly { readonly phase: string; readonly effects: readonly object[] }[]
}

function gateOf(rows: readonly { readonly kind: string }[]): Recorded {
  const all = rows as readonly RecordedRow[]
  const start = all.find(row => row.kind === 'start')
  if (start?.kind !== 'start') throw new Error('a run begins with its options')
  const gate = all.flatMap(row => (row.kind === 'gate' ? [row] : []))
  return {
    policy: start.policy,
    options: start.options,
    inputs: gate.map(({ input }) => input),
    outcomes: gate.map(({ phase, effects }) => ({ phase, effects })),
  }
}

function again({ policy, options, inputs }: Recorded): Recorded['outcomes'] {
  return replay(policy, options, inputs).map(({ state, effects }) => ({
    phase: state.phase,
    effects,
  }))
}

/** What a gate records is plain data. */
const plain = (value: object): PlainObject => value as PlainObject

for (const policy of ['ready', 'article'] as const) {
  t.test(`${policy}: from JSON and from a capture`, async t => {
    const rows = await record(policy)
    const run = gateOf(rows)
    t.ok(run.inputs.length > 20, `${run.inputs.length} inputs`)
    t.strictSame(again(run), run.outcomes, 'from memory')
    const json = gateOf(JSON.parse(JSON.stringify(rows)) as typeof rows)
    t.strictSame(again(json), run.outcomes, 'from JSON')

    const folder = mkdtempSync(join(tmpdir(), 'rawzmq-'))
    t.teardown(() => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'run.msgpack')
    const recorder = new CaptureRecorder(path, {
      clock: systemClock,
      implementation: 'rawzmq',
      implementationVersion: '0',
      source: 'test',
    })
    for (const row of rows) {
      if (row.kind === 'start') {
        recorder.write({ ...row, socket: 'producer', options: plain(row.options) })
      } else if (row.kind === 'gate') {
        const { input, effects } = row
        recorder.write({
          ...row,
          socket: 'producer',
          input: plain(input),
          effects: effects.map(plain),
        })
      }
    }
    recorder.close()
    t.strictSame(await illegalOrders(path), [])
    const captured = await readCapture(path)
    const kept = gateOf(captured.rows as readonly CaptureRow[])
    t.strictSame(again(kept), run.outcomes, 'from a capture')
    t.strictSame(kept.inputs, run.inputs)
  })
}
