// docs/architecture.md: its picture of the connection is that of the table of moves; every room and every
// file that all rooms share is in it, and what it names is there.
import { existsSync, readdirSync } from 'node:fs'
import t from 'tap'
import { CONNECTION_MOVES } from '../../lib/zmtp/connection-contract.js'
import { readPage, sectionOf } from '../support/doc-sections.js'

/** The states of a connection as a mermaid diagram. */
function connectionPicture(): string {
  const arrows = Object.entries(CONNECTION_MOVES).flatMap(([from, moves]) =>
    Object.entries(moves).map(
      ([to, cause]) => `  ${from} --> ${to}: ${cause.replaceAll(':', ',')}`,
    ),
  )
  const lines = ['stateDiagram-v2', '  [*] --> greeting', ...arrows, '  closed --> [*]']
  return ['```mermaid', ...lines, '```'].join('\n')
}

const sections = { connection: connectionPicture() }
const page = await readPage('docs/architecture.md', sections)

t.test('the picture of the connection', async t => {
  t.equal(sectionOf(page, 'connection'), sections.connection)
})

t.test('every room is in it', async t => {
  const rooms = readdirSync('lib', { withFileTypes: true }).filter(entry => entry.isDirectory())
  t.ok(rooms.length > 8)
  for (const { name } of rooms) t.match(page, `\`lib/${name}\``)
})

t.test('every file that all rooms share is in it', async t => {
  const shared = readdirSync('lib').filter(name => name.endsWith('.ts') && name !== 'index.ts')
  t.ok(shared.length > 5)
  for (const name of shared) t.match(page, `\`${name}\``)
})

t.test('what it names is there', async t => {
  const named = [...page.matchAll(/`([\w./-]+)`/g)].map(([, name]) => name as string)
  const paths = named.filter(name =>
    name.includes('/') ? !name.startsWith('rawzmq/') : name.endsWith('.ts'),
  )
  t.ok(paths.length > 40)
  for (const path of paths)
    t.ok(
      [path, `lib/${path}`].some(place => existsSync(place)),
      path,
    )
})
