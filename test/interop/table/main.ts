// Tries every cell of the interop table and writes docs/interop.md. Usage: npm run interop
import { writeFileSync } from 'node:fs'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import { cellsOf, noDebianLibrary, PEERS, ROWS, tryCell, type PeerName } from './cells.js'
import { interopPage, type Results } from './page.js'

if (noDebianLibrary !== false) throw new Error(noDebianLibrary)
const results: Results = new Map()
for (const peer of Object.keys(PEERS) as PeerName[]) {
  const ours = typescriptEngine()
  const theirs = await PEERS[peer]()
  if (!`${peer} 4.3.5`.includes(theirs.version)) throw new Error(`${peer} is ${theirs.version}`)
  for (const row of ROWS) {
    const isMissing = row.pair.types.some(type => !theirs.features.socketTypes.includes(type))
    const failures: string[] = []
    const cells = isMissing ? [] : cellsOf(peer, row.pair, row.isOursFirst, row.isOursBound)
    for (const cell of cells) {
      let failure: string | undefined
      try {
        await tryCell(ours, theirs, cell)
      } catch (error) {
        failure = (error as Error).message
        failures.push(`${cell.version} ${cell.transport}: ${failure}`)
      }
      results.set(JSON.stringify([peer, ROWS.indexOf(row), cell.version, cell.transport]), failure)
    }
    const title = `${peer} ${row.pair.types.join('-')} ${row.isOursFirst} ${row.isOursBound}`
    for (const failure of failures) console.error(`${title} ${failure}`)
  }
  await theirs.close()
  await ours.close()
}
const { text, passed, failed } = interopPage(results)
writeFileSync('docs/interop.md', text)
console.log(`${passed} cells passed, ${failed} failed`)
