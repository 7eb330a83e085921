// A part of the table in docs/security.md, tried anew: every mechanism for every two types with Debian's libzmq, either
// one the server, over tcp; and the page has all of it, and nothing that failed. (4.3.5: security.test.ts.)
import { readFileSync } from 'node:fs'
import t from 'tap'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { sectionOf } from '../support/doc-sections.js'
import { noDebianLibrary, PEERS } from './table/cells.js'
import {
  admitAll,
  directionsOf,
  MECHANISM_NAMES,
  SECURITY_HEAD,
  SECURITY_PAIRS,
  SECURITY_PEERS,
  securityCells,
  securityRow,
  trySecureCell,
} from './table/security.js'

t.setTimeout(300_000)

const DEBIAN = 'libzmq 4.3.4'

for (const isOursBound of directionsOf(DEBIAN)) {
  t.test(
    `${DEBIAN} ${isOursBound ? 'asks ours' : 'serves ours'}`,
    { skip: noDebianLibrary },
    async t => {
      const engines = [typescriptEngine(), await PEERS[DEBIAN]()] as const
      t.match(DEBIAN, engines[1].version)
      const handler = await admitAll(engines[isOursBound ? 0 : 1])
      t.teardown(async () => {
        handler.close()
        await Promise.all(engines.map(engine => engine.close()))
      })
      for (const mechanism of MECHANISM_NAMES) {
        for (const pair of SECURITY_PAIRS) {
          for (const cell of securityCells(DEBIAN, pair, isOursBound)) {
            if (cell.transport !== 'tcp') continue
            await trySecureCell(engines, cell, mechanism, handler.asked)
            t.pass(`${mechanism}: ${pair.pair.types.join(' and ')}`)
          }
        }
      }
    },
  )
}

const cellsIn = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map(text => text.trim())

t.test('the page', async t => {
  const section = sectionOf(readFileSync('docs/security.md', 'utf8'), 'interop') ?? ''
  const [head = '', , ...lines] = section.match(/^\|.*$/gm) ?? []
  t.strictSame(cellsIn(head), SECURITY_HEAD)
  const cells = SECURITY_PEERS.flatMap(peer => directionsOf(peer).map(() => '✓'))
  t.strictSame(
    lines.map(cellsIn),
    MECHANISM_NAMES.flatMap(mechanism =>
      SECURITY_PAIRS.map(pair => securityRow(mechanism, pair, cells)),
    ),
  )
})
