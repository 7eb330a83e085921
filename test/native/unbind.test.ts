// An unbind that libzmq alone would forget: its I/O thread is made to halt where a busy machine may halt it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { findCompiler } from '../support/c-reference.js'

const ROUNDS = 500
const SOURCE = join('test', 'support', 'late-signals.c')

/** Ends when all that was unbound is closed; counts CLOSED up to a LISTENING that comes after all else. */
const PROGRAM = `
import { nativeEngine } from ${JSON.stringify(new URL('../../lib/native/engine.js', import.meta.url))}
const engine = await nativeEngine()
const push = engine.socket('PUSH')
const reader = push.monitor({ events: 0x0008 | 0x0080 })
for (let round = 0; round < ${ROUNDS}; round++) {
  await push.unbind(await push.bind('tcp://127.0.0.1:*'))
}
const other = engine.socket('PUSH')
const pull = engine.socket('PULL')
pull.connect(await other.bind('tcp://127.0.0.1:*'))
await other.send([Buffer.from('the I/O thread has come this far')])
await pull.receive()
await push.bind('tcp://127.0.0.1:*')
let closed = 0
for (let listening = 0; listening <= ${ROUNDS}; ) {
  const [head] = await reader.receive()
  if (head.readUInt16LE() === 0x0080) closed++
  else listening++
}
for (const socket of [push, other, pull, reader]) socket.close()
await engine.close()
console.log(closed)
`

const compiler = process.platform === 'linux' ? findCompiler() : undefined

t.test(
  'what was unbound is closed, however late the I/O thread signals',
  { skip: compiler === undefined && 'needs Linux and a C compiler' },
  t => {
    const library = join(t.testdir(), 'late-signals.so')
    const flags = [
      '-shared',
      '-fPIC',
      '-O1',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-o',
      library,
      SOURCE,
      '-ldl',
    ]
    const compiled = spawnSync(compiler ?? '', flags, { encoding: 'utf8' })
    t.equal(compiled.status, 0, compiled.stderr)
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
      env: { ...process.env, LD_PRELOAD: library },
      timeout: 45_000,
      encoding: 'utf8',
    })
    t.equal(run.stdout, `${ROUNDS}\n`)
    t.match(run.stderr, /^[1-9]\d* late signals$/m, 'they were late')
    t.end()
  },
)
