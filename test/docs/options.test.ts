// docs/options.md is made from the table of socket options and from the comments of their properties.
import t from 'tap'
import ts from 'typescript'
import * as draft from '../../lib/draft/index.js'
import type { AnyTypeName } from '../../lib/engine.js'
import * as rawzmq from '../../lib/index.js'
import { SOCKET_OPTIONS, type OptionDefinition } from '../../lib/socket/options/options.js'
import { firstColumn, markdownTable, plain, readPage, sectionOf } from '../support/doc-sections.js'

/** What has no property on our sockets is reached by number alone. */
const WITHOUT_PROPERTY: Readonly<Record<string, string>> = {
  connectRoutingId:
    'What the peer of the next `connect` is called; `Router.connect` has it as an option.',
  subscribe: 'Subscribes to messages that begin so; `Subscriber.subscribe` does it.',
  unsubscribe: 'Takes a subscription back; `Subscriber.unsubscribe` does it.',
  tellsAllSubscribes:
    "Every subscription is received, also a topic's second; see `XPublisher.verbosity`.",
  tellsAllUnsubscribes: 'So is every end of one; see `XPublisher.verbosity`.',
  socksUsername: 'Who asks the SOCKS proxy (RFC 1929); null or empty: nobody. At most 255 bytes.',
  socksPassword: 'As `socksUsername`, in clear.',
  reconnectStop: 'Reasons to give up connecting: 1 refused, 2 handshake failed, 4 disconnected.',
}

interface Property {
  readonly comment: string
  readonly type: string
}

/** Comment and type of every documented property of the interfaces and classes in a file. */
function propertiesOf(path: string): Map<string, Property> {
  const text = ts.sys.readFile(path) ?? ''
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const properties = new Map<string, Property>()
  const visit = (node: ts.Node): void => {
    const isProperty = ts.isPropertySignature(node) || ts.isAccessor(node)
    if (isProperty && ts.isIdentifier(node.name)) {
      const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
      const comment = doc === undefined ? undefined : ts.getTextOfJSDocComment(doc.comment)
      const type = ts.isSetAccessor(node) ? node.parameters[0]?.type : node.type
      if (comment !== undefined) {
        properties.set(node.name.text, { comment, type: type?.getText() ?? '' })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return properties
}

const properties = new Map(
  ['options/socket-properties', 'types/writable', 'types/readable'].flatMap(file => [
    ...propertiesOf(`lib/socket/${file}.ts`),
  ]),
)
const contextProperties = propertiesOf('lib/socket/context.ts')

/** Fresh ones, whose properties are the defaults. */
const { Context } = rawzmq
const CLASSES = {
  PAIR: rawzmq.Pair,
  PUB: rawzmq.Publisher,
  SUB: rawzmq.Subscriber,
  REQ: rawzmq.Request,
  REP: rawzmq.Reply,
  DEALER: rawzmq.Dealer,
  ROUTER: rawzmq.Router,
  PULL: rawzmq.Pull,
  PUSH: rawzmq.Push,
  XPUB: rawzmq.XPublisher,
  XSUB: rawzmq.XSubscriber,
  STREAM: rawzmq.Stream,
  SERVER: draft.Server,
  CLIENT: draft.Client,
  RADIO: draft.Radio,
  DISH: draft.Dish,
  GATHER: draft.Gather,
  SCATTER: draft.Scatter,
  PEER: draft.Peer,
  CHANNEL: draft.Channel,
} as const satisfies Partial<Record<AnyTypeName, unknown>>
const sockets = Object.values(CLASSES).map(Class => new Class())
const fresh = sockets as unknown as readonly Partial<Record<string, unknown>>[]
const freshContext = new Context() as unknown as Partial<Record<string, unknown>>

const defaultOf = ({ name, value, access, kind }: OptionDefinition): unknown => {
  if (access === 'none' || kind === 'Key') return 'none'
  const found = fresh.map(socket => socket[name]).find(known => known !== undefined)
  return found === undefined ? value : found
}

function socketsOf({ types, access }: OptionDefinition): string {
  const all =
    types === undefined
      ? 'all'
      : types
          .flatMap(type => (CLASSES as Partial<Record<string, { name: string }>>)[type]?.name ?? [])
          .join(', ')
  const only = access === 'read' ? ', read only' : access === 'write' ? ', write only' : ''
  return `${all === '' ? 'by number' : all}${only}`
}

const meaningOf = (name: string): string | undefined =>
  properties.get(name)?.comment ?? WITHOUT_PROPERTY[name]

function optionTable(): string {
  const rows = SOCKET_OPTIONS.toSorted((one, other) => one.number - other.number).map(option => [
    `\`${option.name}\``,
    String(option.number),
    properties.get(option.name)?.type ?? '',
    String(defaultOf(option)),
    socketsOf(option),
    meaningOf(option.name) ?? '',
  ])
  return markdownTable(['option', 'number', 'value', 'default', 'sockets', 'meaning'], rows)
}

function contextTable(): string {
  const rows = [...contextProperties].map(([name, { comment, type }]) => {
    const standard = freshContext[name]
    return [`\`${name}\``, type, standard === undefined ? '' : String(standard), comment]
  })
  return markdownTable(['option', 'value', 'default', 'meaning'], rows)
}

const sections = { options: optionTable(), context: contextTable() }
const page = await readPage('docs/options.md', sections)

t.test('every option has a meaning', async t => {
  for (const { name } of SOCKET_OPTIONS) t.ok(meaningOf(name), name)
  const known = new Set<string>(SOCKET_OPTIONS.map(({ name }) => name))
  t.ok(properties.size > 40)
  for (const name of properties.keys()) t.ok(known.has(name), `${name} is in the table of options`)
})

t.test('the page says what the code says', async t => {
  for (const [name, content] of Object.entries(sections)) {
    const section = sectionOf(page, name) ?? ''
    t.same(firstColumn(section), firstColumn(content), name)
    t.equal(plain(section), plain(content), `${name}: RAWZMQ_WRITE_DOCS=1 writes it anew`)
  }
})

for (const socket of sockets) socket.close()
