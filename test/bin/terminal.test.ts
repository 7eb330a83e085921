// A command's surroundings: streams, colours, Ctrl-C, and readers that go away.
import t from 'tap'
import { interruption, openTerminal } from '../../bin/terminal.js'
import { FakeProcess } from '../support/fake-process.js'

const brokenPipe = (): Error => Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })

t.test('out goes to stdout, err to stderr', async t => {
  const host = new FakeProcess()
  const terminal = openTerminal(host)
  terminal.out('data')
  terminal.err('message')
  t.strictSame([host.out, host.err], ['data', 'message'])
  t.equal(interruption(terminal), undefined)
  terminal.release()
})

t.test('Ctrl-C and SIGTERM', async t => {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    const host = new FakeProcess()
    const terminal = openTerminal(host)
    t.notOk(terminal.signal.aborted)
    host.emit(signal)
    t.equal(terminal.signal.reason.message, 'interrupted')
    t.equal(interruption(terminal), 130)
    terminal.release()
    t.equal(host.listenerCount('SIGINT') + host.listenerCount('SIGTERM'), 0)
  }
})

t.test('nobody reads stdout: the command is to end; also when it has ended', async t => {
  const host = new FakeProcess()
  const terminal = openTerminal(host)
  host.stdout.emit('error', brokenPipe())
  t.equal(interruption(terminal), 1)
  // The first Ctrl-C after that is a first one.
  host.emit('SIGINT')
  t.equal(terminal.signal.reason.message, 'nobody reads the output')
  terminal.release()
  t.doesNotThrow(() => host.stdout.emit('error', brokenPipe()))
})

t.test('nobody reads stderr: that ends nothing', async t => {
  const host = new FakeProcess()
  const terminal = openTerminal(host)
  host.stderr.emit('error', brokenPipe())
  t.notOk(terminal.signal.aborted)
  terminal.release()
})

t.test('other errors of the streams are not swallowed', async t => {
  const host = new FakeProcess()
  const terminal = openTerminal(host)
  terminal.release()
  host.stdout.emit('error', new Error('disk full'))
  host.stdout.emit('error', new Error('disk full'))
  t.equal(host.err, 'rawzmq: stdout: disk full\n', 'said once')
  t.equal(terminal.signal.reason.message, 'the output cannot be written')
  t.equal(interruption(terminal), 1)
  t.equal(host.exitCode, 1, 'also when the command has ended')
  t.throws(() => host.stderr.emit('error', new Error('disk full')), { message: 'disk full' })
})

function hasColour(env: Record<string, string>, isTTY: boolean): boolean {
  const host = new FakeProcess()
  Object.assign(host.env, env)
  host.stdout.isTTY = isTTY
  const terminal = openTerminal(host)
  terminal.release()
  return terminal.hasColour
}

t.test('colours', async t => {
  t.equal(hasColour({}, true), true)
  t.equal(hasColour({}, false), false)
  t.equal(hasColour({ NO_COLOR: '1' }, true), false)
  t.equal(hasColour({ FORCE_COLOR: '1' }, false), true)
  t.equal(hasColour({ FORCE_COLOR: '1', NO_COLOR: '1' }, false), false)
})
