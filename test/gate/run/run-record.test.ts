// What a run says of itself, and that whoever listens cannot spoil what was sent.
import t from 'tap'
import { RunGuard } from '../../../lib/gate/run/run-guard.js'
import { RunRecord, type RunRecordSettings } from '../../../lib/gate/run/run-record.js'
import { bytes } from '../../support/engines.js'
import { FakeClock } from '../../support/fake-clock.js'

function world(listeners: Pick<RunRecordSettings, 'report' | 'record'>) {
  const guard = new RunGuard({ failed: () => {}, stopping: () => {} })
  return { guard, record: new RunRecord({ clock: new FakeClock(500), id: 3, ...listeners }, guard) }
}

t.test('rows with copies, lines with text, and counts', async t => {
  const rows: unknown[] = []
  const lines: unknown[] = []
  const { record } = world({ record: row => rows.push(row), report: line => lines.push(line) })
  record.line('setup')
  const parts = bytes('a', 'b')
  record.message('work', parts)
  parts[0]?.fill('z')
  record.message('quit', bytes('Quit'))
  const line = { side: 'producer', id: 3, epochMs: 500 }
  t.strictSame(lines, [
    { ...line, kind: 'setup' },
    { ...line, kind: 'send', text: 'ab' },
    { ...line, kind: 'quit', text: 'Quit' },
  ])
  t.strictSame(rows, [
    { kind: 'message', at: 500, purpose: 'work', parts: bytes('a', 'b') },
    { kind: 'message', at: 500, purpose: 'quit', parts: bytes('Quit') },
  ])
  t.match(record, { sent: 1, quits: 1 })
})

t.test('it counts without listeners; one that throws ends the run', async t => {
  const silent = world({})
  silent.record.message('work', bytes('a'))
  silent.record.line('start')
  t.match(silent.record, { sent: 1, quits: 0 })
  const fault = new Error('the listener’s')
  const { guard, record } = world({
    record: () => {
      throw fault
    },
  })
  record.message('work', bytes('a'))
  t.equal(guard.isOver, true)
  t.throws(() => guard.rethrow(), fault)
  t.equal(record.sent, 1)
})
