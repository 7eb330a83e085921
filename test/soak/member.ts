// One process of the restarts' soak: sends what it was told to, or receives until it is told to stop.
import { parseArgs } from 'node:util'

interface SoakSocket {
  receiveTimeout: number
  bind(endpoint: string): Promise<void>
  connect(endpoint: string): void
  send(parts: readonly string[]): Promise<void>
  receive(): Promise<Buffer[]>
  close(): void
}
type Library = Readonly<Record<string, new (options: object) => SoakSocket>>

/** What a receiver has to say at its end: how many messages of each sender, and what was wrong with any. */
export interface Account {
  readonly counts: Record<string, number>
  readonly faults: string[]
}

const QUIET_MS = 1000
const BUSY_AFTER = 40

const { values } = parseArgs({
  options: Object.fromEntries(
    [
      'role',
      'library',
      'type',
      'side',
      'endpoint',
      'name',
      'count',
      'size',
      'heartbeat',
      'busy',
    ].map(name => [name, { type: 'string', default: '0' }] as const),
  ) as Record<string, { type: 'string'; default: string }>,
})
const word = (name: string): string => String(values[name])
const number = (name: string): number => Number(values[name])

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

function beBusy(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

/** Octets that only this message of this sender has. */
const fillerOf = (name: string, index: number, size: number): string =>
  `${name}/${index}/`.repeat(Math.ceil(size / 4)).slice(0, size)

async function send(socket: SoakSocket): Promise<void> {
  for (let index = 0; index < number('count'); index++) {
    await socket.send([word('name'), String(index), fillerOf(word('name'), index, number('size'))])
  }
  socket.close()
}

async function receive(socket: SoakSocket): Promise<void> {
  const account: Account = { counts: {}, faults: [] }
  let mayEnd = false
  process.on('message', () => (mayEnd = true))
  process.send?.('ready')
  socket.receiveTimeout = QUIET_MS
  for (let received = 1; ; received++) {
    const parts = await socket.receive().catch(() => undefined)
    if (parts === undefined) {
      if (mayEnd) break
      continue
    }
    const [name = '', index = '', filler = ''] = parts.map(String)
    const expected = account.counts[name] ?? 0
    if (Number(index) !== expected) account.faults.push(`${name}: ${index}, not ${expected}`)
    if (filler !== fillerOf(name, Number(index), filler.length))
      account.faults.push(`${name}: damaged`)
    account.counts[name] = expected + 1
    if (received % BUSY_AFTER === 0) beBusy(number('busy'))
    if (received % (3 * BUSY_AFTER) === 0) await sleep(number('busy'))
  }
  process.send?.(account, () => process.exit())
}

const library = (await (word('library') === 'zeromq'
  ? import('zeromq')
  : import('../../lib/index.js'))) as unknown as Library
const Type = library[word('type')]
if (Type === undefined) throw new Error(`no type ${word('type')}`)
const socket = new Type({
  heartbeatInterval: number('heartbeat'),
  // A busy receiver of ours answers no PING meanwhile, where libzmq has a thread for it: nobody is cut for that.
  heartbeatTimeout: 10_000,
  linger: 20_000,
  reconnectInterval: 10,
  ...(word('role') === 'receive' && { receiveHighWaterMark: 50 }),
})
if (word('side') === 'bind') await socket.bind(word('endpoint'))
else socket.connect(word('endpoint'))
await (word('role') === 'send' ? send(socket) : receive(socket))
