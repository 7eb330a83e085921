// docs/captures.md names everything that a `start` row says of its gate.
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { GateOptions } from '../../lib/gate/machine/state.js'

/** Complete, or it does not compile. True: it may be left out. */
const OPTIONS: Readonly<Record<keyof GateOptions, boolean>> = {
  endpoint: false,
  consumers: false,
  topic: true,
  enough: true,
  timeoutMs: false,
  quitAgainMs: true,
  late: true,
  onLost: true,
  quits: true,
  now: false,
}

t.test('the options of a gate', async t => {
  const line = /^\| `options` .*$/m.exec(readFileSync('docs/captures.md', 'utf8'))?.[0] ?? ''
  const told = [...line.matchAll(/`(\w+)`( \?)?/g)].slice(1)
  t.strictSame(
    Object.fromEntries(told.map(([, name, mark]) => [name, mark !== undefined])),
    OPTIONS,
  )
})
