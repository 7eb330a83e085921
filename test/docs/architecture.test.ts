// docs/architecture.md: its picture of the connection is that of the table of moves, its table of a pipe's life
// that of the code; every room and every file that all rooms share is in it, and what it names is there.
import { existsSync, readdirSync } from 'node:fs'
import t from 'tap'
import { CONNECTION_MOVES } from '../../lib/zmtp/connection-contract.js'
import {
  PIPE_LIFE,
  type PipeEnding,
  type PipeFate,
  type PipePlace,
} from '../../lib/socket/links/pipe-life.js'
import { markdownTable, plain, readPage, sectionOf } from '../support/doc-sections.js'

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

const ENDINGS: Readonly<Record<PipeEnding, string>> = {
  gone: 'the peer has gone, or was silent too long',
  'gone-immediate': 'the same, with `ZMQ_IMMEDIATE`',
  fault: 'a rule was broken, or one side has refused the other',
  cut: 'this side: an account of its peers turns it away, such as a gate’s',
  replaced: 'another peer takes its name (`ZMQ_ROUTER_HANDOVER`)',
  undone: 'this side: unbind, disconnect',
  closed: 'this side: close',
  late: 'the time to linger is over',
  taken: 'a PAIR has its peer, and this is another',
}

const PLACES: Readonly<Record<PipePlace, string>> = {
  bind: 'tcp, ipc: bound',
  connect: 'tcp, ipc: connected',
  'inproc-bind': 'inproc: bound',
  'inproc-connect': 'inproc: connected',
  'inproc-waiting': 'inproc: not bound yet',
}

const UNREAD = { kept: 'can be read', awaited: 'can be read', dropped: 'dropped' } as const

const UNSENT = {
  dropped: 'dropped',
  lingers: 'lingers',
  waits: 'waits for the next',
  delivered: 'is with the peer',
} as const

/** When the other side sees that it is over. */
function whenSeen(ending: PipeEnding, place: PipePlace, fate: PipeFate): string {
  if (fate.isLinkKept === true) return 'never: it stays'
  if (ending === 'gone' || ending === 'gone-immediate') return 'the end is its own'
  if (fate.unread === 'awaited') return 'once all is read here, and sent'
  if (fate.unsent === 'lingers') return 'once all is sent'
  return place === 'inproc-waiting' ? 'once it binds and has read all' : 'at once'
}

/** The life of a pipe as a table, a line for each cell. */
function pipeTable(): string {
  const cells = Object.entries(PIPE_LIFE).flatMap(([ending, places]) =>
    Object.entries(places).map(
      ([place, fate]) => [ending as PipeEnding, place as PipePlace, fate as PipeFate] as const,
    ),
  )
  const rows = cells.map(([ending, place, fate], index) => [
    cells[index - 1]?.[0] === ending ? '' : ENDINGS[ending],
    PLACES[place],
    UNREAD[fate.unread],
    UNSENT[fate.unsent],
    [fate.event ?? 'none', ...(fate.redials === true ? ['CONNECT_RETRIED'] : [])].join(', '),
    whenSeen(ending, place, fate),
  ])
  const head = ['Who ends it', 'Where', 'Unread', 'Unsent', 'Event here', 'The peer sees it']
  return markdownTable(head, rows)
}

const sections = { connection: connectionPicture(), pipe: pipeTable() }
const page = await readPage('docs/architecture.md', sections)

t.test('the picture of the connection', async t => {
  t.equal(sectionOf(page, 'connection'), sections.connection)
})

t.test("the table of a pipe's life", async t => {
  t.equal(plain(sectionOf(page, 'pipe') ?? ''), plain(sections.pipe))
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
