// docs/options.md is made from the table of socket options and from the comments of their properties.
import t from 'tap'
import ts from 'typescript'
import type { SocketTypeName } from '../../lib/engine.js'
import { SOCKET_OPTIONS, type OptionDefinition } from '../../lib/socket/options.js'
import { firstColumn, markdownTable, plain, readPage, sectionOf } from '../support/doc-sections.js'

/** What has no property on our sockets is reached by number alone. */
const WITHOUT_PROPERTY: Readonly<Record<string, string>> = {
  routingId: 'Identity that is sent in the handshake, 1 to 255 bytes.',
  reconnectStop: 'Reasons to give up connecting: 1 refused, 2 handshake failed, 4 disconnected.',
}

/** The doc comment of every property of the interfaces and getters in a file. */
function commentsOf(path: string): Map<string, string> {
  const text = ts.sys.readFile(path) ?? ''
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const comments = new Map<string, string>()
  const visit = (node: ts.Node): void => {
    const isProperty = ts.isPropertySignature(node) || ts.isAccessor(node)
    if (isProperty && ts.isIdentifier(node.name)) {
      const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
      const comment = doc === undefined ? undefined : ts.getTextOfJSDocComment(doc.comment)
      if (comment !== undefined) comments.set(node.name.text, comment)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return comments
}

const comments = commentsOf('lib/socket/socket-properties.ts')
const contextComments = commentsOf('lib/socket/context.ts')

const KINDS = {
  Bool: 'boolean',
  Int32: 'number',
  Uint32: 'number',
  Int64: 'number',
  Uint64: 'number',
  String: 'text or null',
} as const

const SOCKETS: Partial<Record<SocketTypeName, string>> = {
  PUSH: 'Push',
  PULL: 'Pull',
  PAIR: 'Pair',
}

function socketsOf({ types, access }: OptionDefinition): string {
  const all = types === undefined ? 'all' : types.map(type => SOCKETS[type] ?? type).join(', ')
  const only = access === 'read' ? ', read only' : access === 'write' ? ', write only' : ''
  return `${all === '' ? 'by number' : all}${only}`
}

const meaningOf = (name: string): string | undefined => comments.get(name) ?? WITHOUT_PROPERTY[name]

function optionTable(): string {
  const rows = SOCKET_OPTIONS.toSorted((one, other) => one.number - other.number).map(option => [
    `\`${option.name}\``,
    String(option.number),
    KINDS[option.kind],
    option.value === null ? 'null' : String(option.value),
    socketsOf(option),
    meaningOf(option.name) ?? '',
  ])
  return markdownTable(['option', 'number', 'value', 'default', 'sockets', 'meaning'], rows)
}

function contextTable(): string {
  const rows = [...contextComments].map(([name, comment]) => [`\`${name}\``, comment])
  return markdownTable(['option', 'meaning'], rows)
}

const sections = { options: optionTable(), context: contextTable() }
const page = await readPage('docs/options.md', sections)

t.test('every option has a meaning', async t => {
  for (const { name } of SOCKET_OPTIONS) t.ok(meaningOf(name), name)
  const known = new Set<string>(SOCKET_OPTIONS.map(({ name }) => name))
  t.ok(comments.size > 40)
  for (const name of comments.keys()) t.ok(known.has(name), `${name} is in the table of options`)
})

t.test('the page says what the code says', async t => {
  for (const [name, content] of Object.entries(sections)) {
    const section = sectionOf(page, name) ?? ''
    t.same(firstColumn(section), firstColumn(content), name)
    t.equal(plain(section), plain(content), `${name}: RAWZMQ_WRITE_DOCS=1 writes it anew`)
  }
})
