// Text and JSON of the same things.
import t from 'tap'
import { runOutput } from '../../../bin/run/output.js'
import { openTerminal } from '../../../bin/terminal.js'
import { FakeProcess } from '../../support/fake-process.js'

function say(isJson: boolean) {
  const host = new FakeProcess()
  const terminal = openTerminal(host)
  const output = runOutput(terminal, isJson)
  const epochMs = 1_561_228_921_433.9
  output.bound('tcp://127.0.0.1:5555')
  output.started(1, 4711)
  output.line({ side: 'producer', kind: 'setup', id: 0, epochMs })
  output.line({ side: 'producer', kind: 'quit', id: 0, text: 'Quit', epochMs })
  output.line({ side: 'consumer', kind: 'recv', id: 3, text: 'Data-000-000', epochMs })
  output.notice({ kind: 'accepted', counted: 1 })
  output.notice({ kind: 'quit-again', counted: 2 })
  output.complain('something is wrong')
  output.result({ type: 'result', sent: 1 }, ['producer stopped'])
  terminal.release()
  return { out: host.out.split('\n'), err: host.err.split('\n') }
}

t.test('text', async t => {
  t.strictSame(say(false), {
    out: [
      '[ 1561228921.433 ]: Producer 0 setup',
      '[ 1561228921.433 ]: Consumer 3 recv: Data-000-000',
      '',
    ],
    err: [
      'bound to tcp://127.0.0.1:5555',
      'rawzmq: 2 did not leave in time; each gets another Quit',
      'rawzmq: something is wrong',
      'producer stopped',
      '',
    ],
  })
})

t.test('JSON', async t => {
  const { out, err } = say(true)
  t.strictSame(err, ['rawzmq: something is wrong', ''])
  t.equal(out.pop(), '')
  const epochMs = 1_561_228_921_433.9
  t.strictSame(
    out.map(line => JSON.parse(line) as unknown),
    [
      { type: 'bound', endpoint: 'tcp://127.0.0.1:5555' },
      { type: 'started', id: 1, pid: 4711 },
      { type: 'log', side: 'producer', kind: 'setup', id: 0, epochMs },
      { type: 'log', side: 'producer', kind: 'quit', id: 0, text: 'Quit', epochMs },
      { type: 'log', side: 'consumer', kind: 'recv', id: 3, text: 'Data-000-000', epochMs },
      { type: 'notice', kind: 'accepted', counted: 1, text: 'a peer is ready; 1 counted' },
      {
        type: 'notice',
        kind: 'quit-again',
        counted: 2,
        text: '2 did not leave in time; each gets another Quit',
      },
      { type: 'result', sent: 1 },
    ],
  )
})
