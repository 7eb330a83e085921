// Fault runs: what is done to real processes, and what must come of it. Each gives what was wrong, nothing
// if all was as specified.
import { connect } from 'node:net'
import { systemClock } from '../../lib/clock.js'
import {
  runProducer,
  type ProducerOptions,
  type ProducerResult,
} from '../../lib/gate/run/producer.js'
import { checkDelivery, messageText } from '../../lib/gate/article/sequence.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { Child } from './children.js'

/** What was not as it should be. */
export type Wrongs = readonly string[]

/** A run of a scenario. */
export type Scenario = () => Promise<Wrongs>

const TIMES = 40

interface Stage {
  readonly consumers: Child[]
  /** Starts one more consumer. */
  start(workMs?: number): Child
  readonly endpoint: string
}

/** A producer here, consumers there. `act` is called once bound; `on` hears notices and lines. */
async function produce(
  options: Partial<ProducerOptions>,
  act: (stage: Stage) => void,
): Promise<{ result: ProducerResult; consumers: Child[] }> {
  const engine = typescriptEngine()
  const consumers: Child[] = []
  const result = await runProducer({
    engine,
    endpoint: 'tcp://127.0.0.1:*',
    consumers: 2,
    times: TIMES,
    intervalMs: 2,
    policy: 'ready',
    timeoutMs: 40_000,
    clock: systemClock,
    report: () => {},
    onBound: endpoint => {
      const start = (workMs = 1): Child => {
        const child = new Child('consumer', endpoint, workMs)
        consumers.push(child)
        return child
      }
      act({ consumers, start, endpoint })
    },
    ...options,
  })
  if (result.outcome !== 'stopped') for (const child of consumers) child.signal('SIGKILL')
  await Promise.all(consumers.map(({ ended }) => ended))
  await engine.close()
  return { result, consumers }
}

/** What is missing from a result, by name and value. */
function compare(found: object, wanted: Readonly<Record<string, unknown>>): string[] {
  const fields = found as Readonly<Record<string, unknown>>
  return Object.entries(wanted).flatMap(([name, value]) =>
    fields[name] === value ? [] : [`${name} is ${String(fields[name])}, not ${String(value)}`],
  )
}

function delivered(result: ProducerResult, consumers: readonly Child[], mayLack = 0): string[] {
  const ends = consumers.map(({ messages }, index) => ({ id: index + 1, received: messages }))
  const { missing, duplicates } = checkDelivery(result.sent, ends)
  return [
    ...(missing.length > mayLack ? [`missing: ${missing.join(' ')}; ${mayLack} may be`] : []),
    ...(duplicates.length > 0 ? [`twice: ${duplicates.join(' ')}`] : []),
  ]
}

/** A consumer is killed while the gate waits: it does not count, another takes its place. */
const killedBefore: Scenario = async () => {
  let stage: Stage | undefined
  let first: Child | undefined
  const { result, consumers } = await produce(
    {
      notice: ({ kind }) => {
        if (kind === 'accepted' && first !== undefined) {
          first.signal('SIGKILL')
          first = undefined
        } else if (kind === 'left-early') {
          stage?.start()
          stage?.start()
        }
      },
    },
    given => {
      stage = given
      first = given.start()
    },
  )
  const wrongs = compare(result, { outcome: 'stopped', sent: TIMES, quits: 2, lost: 0 })
  const early = result.peers.filter(({ fate }) => fate === 'left-early').length
  return [
    ...wrongs,
    ...(early === 1 ? [] : [`${early} left early`]),
    ...delivered(result, consumers),
  ]
}

/** One of three consumers is killed in the work, which goes on at this pace. */
function killOne(
  intervalMs: number,
): Promise<{ result: ProducerResult; consumers: readonly Child[] }> {
  let victim: Child | undefined
  return produce(
    {
      consumers: 3,
      onLost: 'requeue',
      intervalMs,
      report: ({ kind, text }) => {
        if (kind === 'send' && text === messageText(0, 15)) victim?.signal('SIGKILL')
      },
    },
    stage => {
      victim = stage.start()
      stage.start()
      stage.start()
    },
  )
}

/** A consumer is killed in the work: nothing is lost but what was written to it, and that is counted. */
const killedDuring: Scenario = async () => {
  // A signal takes its time on a busy machine, and who has read its Quit already is taken to have left.
  const { result, consumers } = await killOne(100)
  const { losses } = result
  const died = result.peers.filter(({ fate }) => fate === 'died')
  return [
    ...compare(result, { outcome: 'stopped', sent: TIMES, quits: 2, lost: 1 }),
    ...compare(losses ?? {}, { unsent: 0 }),
    ...(died.length === 1 ? [] : [`${died.length} died`]),
    ...delivered(result, consumers, losses?.unprocessed),
  ]
}

/** The same while all is written at once: the Quit is out before anybody sees the end. */
const killedAtFullPace: Scenario = async () => {
  const { result, consumers } = await killOne(0)
  const { lost, losses, peers } = result
  const given = peers.filter(({ hasQuit }) => hasQuit === true).length
  const died = peers.filter(({ fate }) => fate === 'died').length
  return [
    ...compare(result, { outcome: 'stopped', sent: TIMES, quits: given, lost: died }),
    ...(died <= 1 ? [] : [`${died} died`]),
    // It may have read all, its Quit too, before the signal came: nobody else knows.
    ...delivered(result, consumers, lost === 0 ? Math.ceil(TIMES / 3) : losses?.unprocessed),
  ]
}

/** A consumer stops reading and is killed when its Quit is out: it is lost, and so is what it had unread. */
const killedUnread: Scenario = async () => {
  let victim: Child | undefined
  let quits = 0
  const { result, consumers } = await produce(
    {
      intervalMs: 10,
      report: ({ kind, text }) => {
        if (kind === 'send' && text === messageText(0, 5)) victim?.signal('SIGSTOP')
        if (kind === 'quit' && ++quits === 2) victim?.signal('SIGKILL')
      },
    },
    stage => {
      victim = stage.start()
      stage.start()
    },
  )
  const fates = result.peers.map(({ fate }) => fate).toSorted()
  return [
    ...compare(result, { outcome: 'stopped', code: 'ERR_CONSUMER_LOST', quits: 2, lost: 1 }),
    ...(fates.join() === 'died,quit' ? [] : [`fates ${fates.join()}`]),
    ...delivered(result, consumers, result.losses?.unprocessed),
  ]
}

/** A consumer is killed when it has its Quit: it is lost if it had not read it, else it has left. */
const killedAfter: Scenario = async () => {
  let victim: Child | undefined
  const { result, consumers } = await produce(
    {
      report: ({ kind }) => {
        if (kind === 'quit') victim?.signal('SIGKILL')
      },
    },
    stage => {
      victim = stage.start(5)
      stage.start(5)
    },
  )
  const fates = result.peers.map(({ fate }) => fate).toSorted()
  const { lost, losses } = result
  return [
    ...compare(result, { outcome: 'stopped', sent: TIMES, quits: 2 }),
    ...(fates.join() === (lost === 0 ? 'quit,quit' : 'died,quit') ? [] : [`fates ${fates.join()}`]),
    // One that had read all may have died before it had worked on it: nobody else knows.
    ...delivered(result, consumers, lost === 0 ? TIMES / 2 : losses?.unprocessed),
  ]
}

/** A scanner hammers the port from the first moment to the last. */
const scanned: Scenario = async () => {
  let isOver = false
  const hammer = async (endpoint: string): Promise<number> => {
    const { hostname, port } = new URL(endpoint)
    const words = ['', 'GET / HTTP/1.1\r\n\r\n', '\xff\0\0\0\0\0\0\0\0\x7f', '\0']
    let visits = 0
    while (!isOver && visits < 400) {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      const gone = new Promise(resolve => socket.on('close', resolve))
      socket.on('connect', () => {
        socket.write(Buffer.from(words[visits % words.length] ?? '', 'latin1'))
        setImmediate(() => (visits % 2 === 0 ? socket.destroy() : socket.resetAndDestroy()))
      })
      await gone
      visits++
    }
    return visits
  }
  let hammering: Promise<number> | undefined
  const { result, consumers } = await produce({}, stage => {
    hammering = hammer(stage.endpoint)
    stage.start()
    stage.start()
  })
  isOver = true
  const visits = (await hammering) ?? 0
  return [
    ...compare(result, { outcome: 'stopped', sent: TIMES, quits: 2, lost: 0, isInferred: false }),
    ...(visits > 5 ? [] : [`only ${visits} visits`]),
    ...delivered(result, consumers),
  ]
}

/** A consumer is stopped for good: it never leaves, and is named. */
const frozen: Scenario = async () => {
  let victim: Child | undefined
  const { result } = await produce(
    {
      timeoutMs: { waiting: 40_000, open: 40_000, draining: 8000 },
      report: ({ kind }) => {
        if (kind === 'start') victim?.signal('SIGSTOP')
      },
    },
    stage => {
      victim = stage.start()
      stage.start()
    },
  )
  const live = result.peers.filter(({ fate }) => fate === 'live')
  const name = live[0]?.remote ?? 'nobody'
  return [
    ...compare(result, {
      outcome: 'timed-out',
      code: 'ERR_CONSUMERS_STILL_LIVE',
      sent: TIMES,
      quits: 2,
    }),
    ...(live.length === 1 && result.reason?.includes(name) === true
      ? []
      : [`reason: ${result.reason}`]),
  ]
}

/** The producer is killed: its consumers end by themselves and say why. */
const producerKilled: Scenario = async () => {
  const producer = new Child('producer', 2)
  const bound = await producer.line('bound ')
  const endpoint = bound?.slice('bound '.length) ?? ''
  const consumers = [0, 1].map(() => new Child('consumer', endpoint, 0, 12_000))
  await producer.line(`sent ${messageText(0, 10)}`)
  producer.signal('SIGKILL')
  await Promise.all([producer, ...consumers].map(({ ended }) => ended))
  return consumers.flatMap(({ end, messages }) => [
    ...(end === 'timed-out ERR_NO_MESSAGE' ? [] : [`a consumer's end: ${end}`]),
    ...(messages.length > 0 ? [] : ['a consumer got nothing']),
  ])
}

/** All fault runs by name. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'consumer killed before the work': killedBefore,
  'consumer killed during the work': killedDuring,
  'consumer killed at full pace': killedAtFullPace,
  'consumer killed with its Quit unread': killedUnread,
  'consumer killed after the work': killedAfter,
  'port scanned all the time': scanned,
  'consumer stopped by SIGSTOP': frozen,
  'producer killed': producerKilled,
}

const LIMIT_MS = 120_000

/** Runs a scenario once; one that does not end is wrong, too. */
export async function runOnce(scenario: Scenario): Promise<Wrongs> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Wrongs>(resolve => {
    timer = setTimeout(() => resolve([`no end within ${LIMIT_MS} ms`]), LIMIT_MS)
  })
  try {
    return await Promise.race([scenario(), late])
  } finally {
    clearTimeout(timer)
  }
}
