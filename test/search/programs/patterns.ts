// Random programs of the types beyond PUSH, PULL and PAIR: requests and replies, and what is published.
import { Random } from '../../support/random.js'
import {
  type Call,
  pipelineProgramOf,
  type PatternName,
  type Program,
  type Settings,
  settingsOf,
  type Transport,
} from './program.js'

/** Which types the programs of a search have. */
export const FAMILIES = {
  pipeline: pipelineProgramOf,
  // Over inproc libzmq may end the process where types that send identities meet (pipe.cpp, send_routing_id).
  request: seed => patternProgramOf(seed, REQUEST_COMPANIES, ['tcp', 'ipc']),
  publish: seed => patternProgramOf(seed, PUBLISH_COMPANIES, ['tcp', 'ipc', 'inproc']),
} as const satisfies Readonly<Record<string, (seed: number) => Program>>

export type Family = keyof typeof FAMILIES

const CALLS_MAX = 24
const TOPICS = ['', 'a', 'ab', 'b', 'abc']

const REQUEST_COMPANIES: readonly (readonly PatternName[])[] = [
  ['Request', 'Reply'],
  ['Request', 'Reply', 'Reply'],
  ['Request', 'Request', 'Reply'],
  ['Request', 'Router'],
  ['Request', 'Request', 'Router'],
  ['Dealer', 'Reply'],
  ['Dealer', 'Dealer', 'Reply'],
  ['Dealer', 'Router'],
  ['Dealer', 'Dealer', 'Router'],
  ['Dealer', 'Router', 'Router'],
  ['Dealer', 'Dealer'],
  ['Dealer', 'Dealer', 'Dealer'],
  ['Router', 'Router'],
  ['Request', 'Dealer', 'Router', 'Reply'],
]

const PUBLISH_COMPANIES: readonly (readonly PatternName[])[] = [
  ['Publisher', 'Subscriber'],
  ['Publisher', 'Subscriber', 'Subscriber'],
  ['Publisher', 'Publisher', 'Subscriber'],
  ['XPublisher', 'Subscriber'],
  ['XPublisher', 'Subscriber', 'Subscriber'],
  ['Publisher', 'XSubscriber'],
  ['XPublisher', 'XSubscriber'],
  ['XPublisher', 'XSubscriber', 'Subscriber'],
]

/** Makes the calls of one socket. */
type Maker = (random: Random, socket: number, sent: () => string) => Call

const receive: Maker = (_, socket) => ({ do: 'receive', socket })
const sendText: Maker = (_, socket, sent) => ({ do: 'send', socket, parts: [sent()] })
const sendTopic: Maker = (random, socket, sent) => ({
  do: 'send',
  socket,
  parts: [`${random.pick(TOPICS)}-${sent()}`],
})

const MAKERS: Readonly<Record<PatternName, readonly Maker[]>> = {
  Request: [sendText, sendText, receive],
  Reply: [receive, receive, (_, socket, sent) => ({ do: 'send', socket, parts: [sent()] })],
  Dealer: [
    sendText,
    (_, socket, sent) => ({ do: 'send', socket, parts: ['', sent()] }),
    receive,
    (_, socket, sent) => ({ do: 'reply', socket, text: sent() }),
  ],
  Router: [
    receive,
    receive,
    (_, socket, sent) => ({ do: 'reply', socket, text: sent() }),
    (random, socket, sent) => ({
      do: 'send',
      socket,
      parts: [random.pick(['id0', 'id1', 'id2', 'nobody']), ...random.pick([[], ['']]), sent()],
    }),
  ],
  Publisher: [sendTopic],
  XPublisher: [sendTopic, receive],
  Subscriber: [
    receive,
    receive,
    (random, socket) => ({
      do: random.pick(['subscribe', 'subscribe', 'unsubscribe']),
      socket,
      topic: random.pick(TOPICS),
    }),
  ],
  XSubscriber: [
    receive,
    receive,
    (random, socket) => ({
      do: 'send',
      socket,
      parts: [`\\${random.pick(['0', '1', '1'])}${random.pick(TOPICS)}`],
    }),
  ],
}

function ownSettings(random: Random, type: PatternName, socket: number): Settings {
  const some = (): boolean => random.below(3) === 0
  switch (type) {
    case 'Request':
      return {
        ...(some() && { routingId: `id${socket}` }),
        ...(some() && { relaxed: true }),
        ...(some() && { correlate: true }),
      }
    case 'Router':
      return {
        ...(some() && { routingId: `id${socket}` }),
        ...(some() && { mandatory: true }),
        ...(some() && { handover: true }),
      }
    case 'Dealer':
    case 'Reply':
      return random.below(2) === 0 ? { routingId: `id${random.below(3)}` } : {}
    case 'XPublisher':
      return some() ? { verbosity: random.pick(['allSubs', 'allSubsUnsubs']) } : {}
    default:
      return {}
  }
}

function patternProgramOf(
  seed: number,
  companies: readonly (readonly PatternName[])[],
  choice: readonly Transport[],
): Program {
  const random = new Random(seed)
  const company = random.pick(companies)
  const transports = Array.from({ length: 1 + random.below(2) }, () => random.pick(choice))
  const calls: Call[] = company.map((type, socket) => ({
    do: 'open',
    socket,
    type,
    set: { ...settingsOf(random), ...ownSettings(random, type, socket) },
  }))
  let count = 0
  const sent = (): string => `m${count++}`
  const length = company.length + 6 + random.below(CALLS_MAX - 6)
  while (calls.length < length) {
    const socket = random.below(company.length)
    const endpoint = random.below(transports.length)
    const type = company[socket] as PatternName
    const chance = random.below(100)
    if (chance < 15) calls.push({ do: 'bind', socket, endpoint })
    else if (chance < 33) calls.push({ do: 'connect', socket, endpoint })
    else if (chance < 36) calls.push({ do: 'unbind', socket, endpoint })
    else if (chance < 39) calls.push({ do: 'disconnect', socket, endpoint })
    else if (chance < 41) calls.push({ do: 'close', socket })
    else calls.push(random.pick(MAKERS[type])(random, socket, sent))
  }
  return { transports, calls }
}
