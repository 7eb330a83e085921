// Tries every cell of the table in docs/security.md and writes it. Usage: npm run interop
import { readFileSync, writeFileSync } from 'node:fs'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import { markdownTable } from '../../support/doc-sections.js'
import { noDebianLibrary, PEERS } from './cells.js'
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
} from './security.js'

if (noDebianLibrary !== false) throw new Error(noDebianLibrary)
const PAGE = 'docs/security.md'
const MARKS = /(<!-- computed: interop -->\n)[^]*?(<!-- end -->)/
const words = new Map<string, string>()
let passed = 0
let failed = 0
for (const peer of SECURITY_PEERS) {
  const engines = [typescriptEngine(), await PEERS[peer]()] as const
  if (!`${peer} 4.3.5`.includes(engines[1].version))
    throw new Error(`${peer} is ${engines[1].version}`)
  for (const isOursBound of directionsOf(peer)) {
    const handler = await admitAll(engines[isOursBound ? 0 : 1])
    for (const mechanism of MECHANISM_NAMES) {
      for (const [row, pair] of SECURITY_PAIRS.entries()) {
        const wrong: string[] = []
        for (const cell of securityCells(peer, pair, isOursBound)) {
          try {
            await trySecureCell(engines, cell, mechanism, handler.asked)
            passed++
          } catch (error) {
            failed++
            wrong.push(cell.transport)
            const title = `${peer} ${mechanism} ${pair.pair.types.join('-')} ${isOursBound}`
            console.error(`${title} ${cell.transport}: ${(error as Error).message}`)
          }
        }
        const key = JSON.stringify([mechanism, row, peer, isOursBound])
        words.set(key, wrong.length === 0 ? '✓' : `not ${wrong.join(', ')}`)
      }
    }
    handler.close()
  }
  for (const engine of engines) await engine.close()
}
const rows = MECHANISM_NAMES.flatMap(mechanism =>
  SECURITY_PAIRS.map((pair, row) => {
    const cells = SECURITY_PEERS.flatMap(peer =>
      directionsOf(peer).map(isOursBound =>
        String(words.get(JSON.stringify([mechanism, row, peer, isOursBound]))),
      ),
    )
    return securityRow(mechanism, pair, cells)
  }),
)
const table = markdownTable(SECURITY_HEAD, rows)
const page = readFileSync(PAGE, 'utf8')
writeFileSync(
  PAGE,
  page.replace(MARKS, (_, start: string, end: string) => `${start}\n${table}\n\n${end}`),
)
console.log(`${PAGE}: ${passed} runs passed, ${failed} failed`)
