// Two workers and what passes between them: the part that throughput and latency share.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withWorkers, workerCommand, type Command } from './children.js'
import { CONTENDERS, type Setting, type Trial } from './trial.js'

/** A warm-up has a half of the messages that are timed: compilers need about a second. */
const WARM_UP = 2

/** The transports between processes. */
export type Transport = 'tcp' | 'ipc'

/** A contender as it is started. */
export interface Contender {
  readonly name: string
  readonly command: Command
  readonly api: string
}

/** Those that have the whole of ZeroMQ, in their everyday use. */
export function zeromqContenders(setting: Setting): Contender[] {
  const whole: readonly string[] = [CONTENDERS.ours, CONTENDERS.zeromqJs, CONTENDERS.libzmq]
  return contenders(setting).filter(
    ({ name, command }) =>
      whole.includes(name) || setting.nodes?.some(({ file }) => file === command.file) === true,
  )
}

/** Those who can do the jobs of workers/lines.ts here, in the order of the tables' columns. */
export function contenders(setting: Setting): Contender[] {
  const ours = workerCommand('rawzmq')
  const libzmq = setting.libzmq
  return [
    { name: CONTENDERS.ours, command: ours, api: 'everyday' },
    ...(setting.nodes ?? []).map(({ name, file }) => ({
      name: `${CONTENDERS.ours}, ${name}`,
      command: { ...ours, file },
      api: 'everyday' as const,
    })),
    { name: CONTENDERS.batch, command: ours, api: 'batch' },
    { name: CONTENDERS.zeromqJs, command: workerCommand('zeromq-js'), api: 'everyday' },
    ...(libzmq === undefined
      ? []
      : [
          {
            name: CONTENDERS.libzmq,
            command: { file: libzmq, args: [] },
            api: 'everyday',
          } as const,
        ]),
    { name: CONTENDERS.net, command: workerCommand('node-net'), api: 'everyday' },
  ]
}

/** An endpoint to bind, as the transport needs it; `use` has it until it is done. */
export async function withEndpoint<T>(
  transport: Transport,
  use: (endpoint: string) => Promise<T>,
): Promise<T> {
  if (transport === 'tcp') return use('tcp://127.0.0.1:*')
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    return await use(`ipc://${join(folder, 'socket')}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Seconds that `count` messages took from PUSH to PULL, seen by the receiver. */
export function timeStream(
  { command, api }: Contender,
  transport: Transport,
  size: number,
  warmUp: number,
  count: number,
): Promise<number> {
  return withEndpoint(transport, endpoint =>
    withWorkers(async start => {
      const receiver = start(command, ['receive', endpoint, size, warmUp, count, api])
      const bound = await receiver.word('bound')
      start(command, ['send', bound, size, warmUp + count, api])
      return receiver.number('seconds')
    }),
  )
}

/** Seconds that `count` round trips took, `peers` at a time, seen by those who begin them. */
export function timeRoundTrips(
  { command, api }: Contender,
  transport: Transport,
  size: number,
  warmUp: number,
  count: number,
  { peers = 1, job = 'ping' as 'ping' | 'greet' } = {},
): Promise<number> {
  return withEndpoint(transport, endpoint =>
    withWorkers(async start => {
      const echo = start(command, ['echo', endpoint, size, warmUp + count, api])
      const bound = await echo.word('bound')
      return start(command, [job, bound, size, warmUp, count, peers, api]).number('seconds')
    }),
  )
}

/** Seconds that `count` messages took from a PUB to all of its SUBs, seen by these. */
export function timePublishing(
  { command }: Contender,
  size: number,
  warmUp: number,
  count: number,
  peers: number,
): Promise<number> {
  return withWorkers(async start => {
    const publisher = start(command, ['publish', 'tcp://127.0.0.1:*', size, warmUp + count, peers])
    const bound = await publisher.word('bound')
    return start(command, ['subscribe', bound, size, warmUp, count, peers]).number('seconds')
  })
}

/** Seconds that a PUB took to send `count` messages that nobody wants, where somebody has so many subscriptions. */
export function timeMatching(
  { command }: Contender,
  subscriptions: number,
  warmUp: number,
  count: number,
): Promise<number> {
  return withWorkers(start =>
    start(command, ['match', 'inproc://bench', subscriptions, warmUp, count]).number('seconds'),
  )
}

/** Seconds for `count` messages through inproc, all in one process. */
export function timeInproc(
  { command, api }: Contender,
  size: number,
  warmUp: number,
  count: number,
): Promise<number> {
  return withWorkers(start =>
    start(command, ['inproc', 'inproc://bench', size, warmUp, count, api]).number('seconds'),
  )
}

/** Short runs that look for the count, at most, and how much larger the next may be. */
const TRIES_MAX = 4
const STEP_MAX = 20

/** What a calibrated trial measures. */
interface Measured {
  readonly subject: string
  readonly contender: Contender
  /** How many the first, trying run has. */
  readonly firstCount: number
  /** Seconds for this number. */
  readonly time: (warmUp: number, count: number) => Promise<number>
  /** What the table shows of it. */
  readonly figure: (count: number, seconds: number) => number
}

/** How many a second. */
export const perSecond = (count: number, seconds: number): number => count / seconds

/** How long each takes, in µs. */
export const microseconds = (count: number, seconds: number): number => (seconds / count) * 1e6

/**
 * A trial with a count that makes a run as long as wanted: found in shorter runs whose results are not kept. More
 * than one, since the first is over before a contender is warm.
 */
export function calibrated(
  setting: Setting,
  { subject, contender, firstCount, time, figure }: Measured,
): Trial {
  let count = firstCount
  return {
    subject,
    contender: contender.name,
    async prepare() {
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        const factor = setting.seconds / (await time(Math.ceil(count / WARM_UP), count))
        count = Math.max(Math.min(firstCount, 100), Math.round(count * Math.min(factor, STEP_MAX)))
        if (factor < 1.3) break
      }
    },
    async run() {
      return figure(count, await time(Math.ceil(count / WARM_UP), count))
    },
  }
}
