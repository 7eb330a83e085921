// What the rules let pass is measured: results in which one message was lost, came twice, or came too late on purpose.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import * as rawzmq from '../../../lib/index.js'
import { type ActedPackage, actOut, placesOf } from './act.js'
import { FAMILIES, type Family } from './patterns.js'
import type { Program } from './program.js'
import { explain } from './rules.js'

const PROGRAMS = 150
const PAUSE_MS = 40
/** Of a hundred broken results so many may have an excuse: some situations are those of a rule by chance. */
const EXCUSED_MAX = 5

/** What can go wrong with the words of a line, the first message of which is at `at`. */
const FAULTS: Readonly<Record<string, (words: readonly string[], at: number) => string[]>> = {
  lost: (words, at) => words.toSpliced(at, 1),
  repeated: (words, at) => [...words, words[at] as string],
}

t.test('rules excuse hardly any loss or repetition', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'rz-'))
  t.teardown(() => rmSync(directory, { recursive: true }))
  rawzmq.context.maxSockets = 4000
  const acted = await Promise.all(
    (Object.keys(FAMILIES) as Family[]).flatMap((family, row) =>
      Array.from({ length: PROGRAMS }, async (_, index) => {
        const program: Program = FAMILIES[family](1 + index)
        const places = placesOf(process.pid * 256 + row * PROGRAMS + index, directory)
        const library = rawzmq as unknown as ActedPackage
        return { program, native: await actOut(program, library, places, PAUSE_MS) }
      }),
    ),
  )
  for (const [name, damage] of Object.entries(FAULTS)) {
    const reasons = acted.flatMap(({ program, native }) =>
      native.flatMap((line, at) => {
        const words = line.split(' ')
        const first = words.findIndex(word => /m\d+/.test(word))
        if (program.calls[at] !== undefined || first < 0) return []
        return [explain({ program, native, ours: native.with(at, damage(words, first).join(' ')) })]
      }),
    )
    const excused = reasons.filter(reason => reason !== undefined)
    t.ok(reasons.length > 30, `${name}: ${reasons.length} results`)
    t.ok(excused.length * 100 <= EXCUSED_MAX * reasons.length, `${name}: ${excused.join('\n')}`)
  }
})

t.test('no rule excuses a message that overtakes another on its only connection', async t => {
  const program: Program = {
    transports: ['tcp'],
    calls: [
      { do: 'open', socket: 0, type: 'Dealer', set: {} },
      { do: 'open', socket: 1, type: 'Router', set: { handover: true } },
      { do: 'bind', socket: 1, endpoint: 0 },
      { do: 'connect', socket: 0, endpoint: 0 },
      { do: 'send', socket: 0, parts: ['m0'] },
      { do: 'send', socket: 0, parts: ['m1'] },
    ],
  }
  const done = program.calls.map(() => 'ok')
  const native = [...done, 'at the end: ', 'at the end: <id>,m0 <id>,m1']
  const ours = [...done, 'at the end: ', 'at the end: <id>,m1 <id>,m0']
  t.equal(explain({ program, native, ours }), undefined)
})
