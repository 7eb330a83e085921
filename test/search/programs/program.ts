// What a random program is: calls on a few sockets and a few endpoints, as data, so that it can be acted
// out on either package, cut down, and printed.
import { Random } from '../../support/random.js'

/** Types that send in one direction or pair up, and all others. */
export type PipelineName = 'Push' | 'Pull' | 'Pair'
export type TypeName = PipelineName | PatternName
export type PatternName =
  | ('Request' | 'Reply' | 'Dealer' | 'Router')
  | ('Publisher' | 'Subscriber' | 'XPublisher' | 'XSubscriber')

/** Options that are set on a socket, when it is made or later. */
export interface Settings {
  readonly sendHighWaterMark?: number
  readonly receiveHighWaterMark?: number
  readonly linger?: number
  readonly sendTimeout?: number
  readonly receiveTimeout?: number
  readonly routingId?: string
  readonly mandatory?: boolean
  readonly handover?: boolean
  readonly relaxed?: boolean
  readonly correlate?: boolean
  readonly verbosity?: null | 'allSubs' | 'allSubsUnsubs'
  readonly conflate?: boolean
  readonly invertMatching?: boolean
}

/** One call. `socket` and `endpoint` are numbers of slots. */
export type Call =
  | {
      readonly do: 'open'
      readonly socket: number
      readonly type: TypeName
      readonly set: Settings
    }
  | {
      readonly do: 'bind' | 'connect' | 'unbind' | 'disconnect'
      readonly socket: number
      readonly endpoint: number
    }
  | { readonly do: 'send'; readonly socket: number; readonly parts: readonly string[] }
  /** Sends all but the last part of what the socket received last, and then this. */
  | { readonly do: 'reply'; readonly socket: number; readonly text: string }
  | { readonly do: 'subscribe' | 'unsubscribe'; readonly socket: number; readonly topic: string }
  | { readonly do: 'receive' | 'close'; readonly socket: number }
  | { readonly do: 'set'; readonly socket: number; readonly set: Settings }

export type Transport = 'tcp' | 'ipc' | 'inproc'

export interface Program {
  /** The transport of each endpoint. */
  readonly transports: readonly Transport[]
  readonly calls: readonly Call[]
}

const SOCKETS = 4
const CALLS_MAX = 18
const MARKS = [0, 1, 2, 3, 4, 1000]

/** Types that go together, more often than by chance. */
const COMPANIES: readonly (readonly PipelineName[])[] = [
  ['Push', 'Pull'],
  ['Pair', 'Pair'],
  ['Push', 'Pull', 'Pull'],
  ['Push', 'Push', 'Pull'],
  ['Pair', 'Pair', 'Pair'],
  ['Push', 'Pull', 'Pair'],
]

/** The program of a seed: PUSH, PULL and PAIR. */
export function pipelineProgramOf(seed: number): Program {
  const random = new Random(seed)
  const company = random.pick(COMPANIES)
  const transports = Array.from({ length: 1 + random.below(2) }, () =>
    random.pick(['tcp', 'ipc', 'inproc'] as const),
  )
  const types: PipelineName[] = []
  const calls: Call[] = []
  let sent = 0
  const open = (): void => {
    const type = company[types.length] ?? random.pick(company)
    calls.push({ do: 'open', socket: types.length, type, set: settingsOf(random) })
    types.push(type)
  }
  while (types.length < company.length) open()
  const length = 4 + random.below(CALLS_MAX - 4)
  while (calls.length < types.length + length) {
    const socket = random.below(types.length)
    const endpoint = random.below(transports.length)
    const type = types[socket] as PipelineName
    const chance = random.below(100)
    if (chance < 17) calls.push({ do: 'bind', socket, endpoint })
    else if (chance < 37) calls.push({ do: 'connect', socket, endpoint })
    else if (chance < 42) calls.push({ do: 'unbind', socket, endpoint })
    else if (chance < 47) calls.push({ do: 'disconnect', socket, endpoint })
    else if (chance < 51) calls.push({ do: 'close', socket })
    else if (chance < 54) {
      calls.push({ do: 'set', socket, set: settingsOf(random) })
    } else if (chance < 56 && types.length < SOCKETS) open()
    else if (type === 'Pull' || (type === 'Pair' && random.below(2) === 0)) {
      calls.push({ do: 'receive', socket })
    } else {
      for (let count = 1 + random.below(4); count > 0; count--) {
        calls.push({ do: 'send', socket, parts: [`m${sent++}`] })
      }
    }
  }
  return { transports, calls }
}

/** Options that every type has. */
export function settingsOf(random: Random): Settings {
  return {
    ...(random.below(3) === 0 && { sendHighWaterMark: random.pick(MARKS) }),
    ...(random.below(3) === 0 && { receiveHighWaterMark: random.pick(MARKS) }),
    ...(random.below(4) === 0 && { linger: random.pick([0, 20, 2000]) }),
    ...(random.below(8) === 0 && { sendTimeout: random.pick([1, 5]) }),
    ...(random.below(8) === 0 && { receiveTimeout: random.pick([1, 5]) }),
  }
}

/** Types that only send, and types that only receive: zeromq.js has a `receive` at a Publisher, which never settles. */
const ONLY_SENDS: ReadonlySet<TypeName> = new Set(['Push', 'Publisher'])
const ONLY_RECEIVES: ReadonlySet<TypeName> = new Set(['Pull', 'Subscriber'])

export const canSend = (type: TypeName): boolean => !ONLY_RECEIVES.has(type)
export const canReceive = (type: TypeName): boolean => !ONLY_SENDS.has(type)

/** Those of the options that a type has; another one is a TypeError. */
export function ownOf(type: TypeName, set: Settings): Settings {
  return Object.fromEntries(
    Object.entries(set).filter(
      ([name]) =>
        (canSend(type) || !name.startsWith('send')) &&
        (canReceive(type) || !name.startsWith('receive')),
    ),
  )
}

/** A program as a file that can be run: `node program.mjs zeromq`, `node program.mjs rawzmq`. */
export function printProgram({ transports, calls }: Program, pauseMs: number): string {
  const endpoints = transports.map((transport, index) => endpointOf(transport, index))
  const receivers = calls.flatMap(call =>
    call.do === 'open' && canReceive(call.type) ? call.socket : [],
  )
  const lines = calls.map(call => `await act(${wordsOf(call)})`)
  return `const zmq = await import(process.argv[2] ?? 'rawzmq')
const last = []
const e = ${JSON.stringify(endpoints)}
const s = []
const act = async (name, call) => {
  const told = await Promise.resolve().then(call).then(value => value ?? 'ok', error => error.code)
  console.log(name, String(told))
  await settle()
}
const settle = async () => {
  for (let look = 0; look < ${LOOKS}; look++) {
    await new Promise(resolve => setTimeout(resolve, ${pauseMs / LOOKS}))
    for (const socket of s) if (socket?.closed === false) void [socket.readable, socket.writable]
  }
}
${lines.join('\n')}
for (const index of ${JSON.stringify(receivers)}) {
  const socket = s[index]
  for (let misses = 0; !socket.closed && misses < ${DRAIN_MISSES}; ) {
    const told = await socket.receive().then(String, error => error.code)
    console.log('s[' + index + '] at the end', told)
    if (told === 'EAGAIN') misses++, await settle()
    else if (/^E[A-Z]+$/.test(told)) break
  }
}
process.exit()
`
}

function wordsOf(call: Call): string {
  const made = expressionOf(call)
  return `${JSON.stringify(made)}, () => ${call.do === 'open' || call.do === 'set' ? `void (${made})` : made}`
}

function expressionOf(call: Call): string {
  const name = `s[${call.socket}]`
  switch (call.do) {
    case 'open':
      return `${name} = new zmq.${call.type}(${JSON.stringify(ownOf(call.type, { ...BASE_SETTINGS, ...call.set }))})`
    case 'set':
      return `Object.assign(${name}, ${JSON.stringify(call.set)})`
    case 'send':
      return `${name}.send(${JSON.stringify(call.parts)})`
    case 'reply':
      return `${name}.send([...(last[${call.socket}] ?? []).slice(0, -1), '${call.text}'])`
    case 'subscribe':
    case 'unsubscribe':
      return `${name}.${call.do}(${JSON.stringify(call.topic)})`
    case 'receive':
      return `${name}.receive().then(parts => (last[${call.socket}] = parts))`
    case 'close':
      return `${name}.close()`
    default:
      return `${name}.${call.do}(e[${call.endpoint}])`
  }
}

/**
 * So often in a pause every socket takes note of what has happened: libzmq does so only in a call, and the end of a pipe
 * takes a question and an answer from each of its sockets. With one call it is in the middle of that when the next call comes.
 */
export const LOOKS = 4
/** So often a socket has nothing before it counts as empty. */
export const DRAIN_MISSES = 3

/** What every socket of a program is made with: no call waits, lost connections come back soon, none lasts. */
export const BASE_SETTINGS = {
  sendTimeout: 0,
  receiveTimeout: 0,
  reconnectInterval: 20,
  linger: 3000,
} as const

/** An endpoint for a printed program. */
function endpointOf(transport: Transport, index: number): string {
  if (transport === 'tcp') return `tcp://127.77.0.${index + 1}:7007`
  return transport === 'ipc' ? `ipc:///tmp/rawzmq-program-${index}` : `inproc://program-${index}`
}
