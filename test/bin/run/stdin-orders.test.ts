// A consumer's stdin as its tie to its parent.
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import t from 'tap'
import { followStdin } from '../../../bin/run/stdin-orders.js'

function held() {
  const stdin = new PassThrough()
  const told: string[] = []
  const letGo = followStdin(stdin, {
    onStop: () => told.push('stop'),
    onGo: () => told.push('go'),
    onGone: () => told.push('gone'),
  })
  return { stdin, told, letGo }
}

t.test('stop, also in pieces; then the end of the stream means nothing', async t => {
  const { stdin, told } = held()
  for (const piece of ['st', 'op', '\n', 'stop\n']) stdin.write(piece)
  stdin.end()
  await once(stdin, 'end')
  t.strictSame(told, ['stop'])
})

t.test('go lets it connect; stop is still heard after it', async t => {
  const { stdin, told } = held()
  stdin.end('go\nstop\n')
  await once(stdin, 'end')
  t.strictSame(told, ['go', 'stop'])
})

t.test('anything else is not stop', async t => {
  const { stdin, told } = held()
  stdin.end('stopped\nstop it\nstop')
  await once(stdin, 'end')
  t.strictSame(told, ['gone'])
})

t.test('the end of the stream, or its failure: the parent is gone', async t => {
  const { stdin, told } = held()
  stdin.end()
  await once(stdin, 'end')
  t.strictSame(told, ['gone'])
  const failing = held()
  const closed = new Promise(resolve => {
    failing.stdin.once('close', resolve)
  })
  failing.stdin.destroy(new Error('read EIO'))
  await closed
  t.strictSame(failing.told, ['gone'])
})

t.test('let go: the stream is closed, and nothing is told any more', async t => {
  const { stdin, told, letGo } = held()
  letGo()
  t.ok(stdin.destroyed)
  t.strictSame(told, [])
})
