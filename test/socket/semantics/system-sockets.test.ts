// What options do to the system's sockets, asked of the system itself (getsockopt(2), tcp(7)) for libzmq's
// descriptors and for ours, which the events tell.
import { createRequire } from 'node:module'
import t from 'tap'
import { bytes, EventLog, onEngines, take } from '../../support/engines.js'

/** Options by libzmq's number. */
const BACKLOG = 19
const TCP_KEEPALIVE = 34
const TCP_KEEPALIVE_IDLE = 36

/** Linux's numbers: level and name. */
const SO_KEEPALIVE = [1, 9] as const
const TCP_NODELAY = [6, 1] as const
const TCP_KEEPIDLE = [6, 4] as const
const TCP_INFO = [6, 11] as const

/** Where struct tcp_info of a listening socket has the length of its queue (tcpi_sacked). */
const BACKLOG_OFFSET = 28

type GetSockOpt = (
  descriptor: number,
  level: number,
  name: number,
  value: Buffer,
  length: Buffer,
) => number

interface Koffi {
  load(path: string | null): { func(declaration: string): unknown }
}

function systemCall(): GetSockOpt | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const koffi = createRequire(import.meta.url)('koffi') as Koffi
    const declaration = 'int getsockopt(int, int, int, void *, void *)'
    return koffi.load(null).func(declaration) as GetSockOpt
  } catch {
    // koffi is optional, and not built for every platform.
    return undefined
  }
}

const getsockopt = systemCall()
const skip = getsockopt === undefined ? 'no getsockopt here' : false

function ask(descriptor: number, [level, name]: readonly [number, number]): Buffer {
  const value = Buffer.alloc(256)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(value.length)
  if (getsockopt?.(descriptor, level, name, value, length) !== 0) {
    throw new Error(`getsockopt ${level} ${name} of ${descriptor}`)
  }
  return value
}

const number = (descriptor: number, option: readonly [number, number]): number =>
  ask(descriptor, option).readInt32LE()

for (const [title, options, expected] of [
  ['the defaults', {}, { keepalive: 0, idle: undefined }],
  ['keepalive', { [TCP_KEEPALIVE]: 1 }, { keepalive: 1, idle: undefined }],
  ['keepalive off', { [TCP_KEEPALIVE]: 0 }, { keepalive: 0, idle: undefined }],
  [
    'keepalive after 77 s',
    { [TCP_KEEPALIVE]: 1, [TCP_KEEPALIVE_IDLE]: 77 },
    { keepalive: 1, idle: 77 },
  ],
] as const) {
  onEngines(`both ends of a connection: ${title}`, { skip }, async (t, engine) => {
    const pull = engine.socket('PULL', options)
    const push = engine.socket('PUSH', options)
    const [accepting, connecting] = [new EventLog(pull), new EventLog(push)]
    push.connect(await pull.bind('tcp://127.0.0.1:*'))
    push.trySend(bytes('up'))
    await take(pull, 1)
    const ends = [await accepting.until('ACCEPTED'), await connecting.until('CONNECTED')]
    for (const { name, values } of ends) {
      const descriptor = Number(values[0])
      t.equal(number(descriptor, TCP_NODELAY), 1, `${name}: no delay`)
      t.equal(number(descriptor, SO_KEEPALIVE), expected.keepalive, `${name}: keepalive`)
      if (expected.idle !== undefined) t.equal(number(descriptor, TCP_KEEPIDLE), expected.idle)
    }
    accepting.close()
    connecting.close()
  })
}

for (const backlog of [undefined, 7]) {
  onEngines(`a backlog of ${backlog ?? 'the default'}`, { skip }, async (t, engine) => {
    const pull = engine.socket('PULL', backlog === undefined ? {} : { [BACKLOG]: backlog })
    const log = new EventLog(pull)
    await pull.bind('tcp://127.0.0.1:*')
    const { values } = await log.until('LISTENING')
    t.equal(ask(Number(values[0]), TCP_INFO).readUInt32LE(BACKLOG_OFFSET), backlog ?? 100)
    log.close()
  })
}

t.end()
