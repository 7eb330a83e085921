// A printed program runs by itself, on either package, and comes to its end whatever its sockets answer.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { printProgram } from './program.js'

t.test('a printed program ends where a socket can receive nothing', async t => {
  const file = join(t.testdir(), 'program.mjs')
  const calls = [
    { do: 'open', socket: 0, type: 'Request', set: {} },
    // Socket 1 was cut away.
    { do: 'open', socket: 2, type: 'Pair', set: {} },
    { do: 'receive', socket: 0 },
  ] as const
  writeFileSync(file, printProgram({ transports: [], calls }, 4))
  const [native, ours] = ['zeromq', '../../../lib/index.js'].map(name =>
    execFileSync(process.execPath, [file, import.meta.resolve(name)], {
      encoding: 'utf8',
      timeout: 30_000,
    }),
  ) as [string, string]
  t.match(native, /^s\[0\] at the end EFSM$/m)
  t.match(native, /(?:^s\[2\] at the end EAGAIN\n){3}/m)
  t.equal(ours, native)
})
