// How a worker process speaks with the benchmark: jobs on its command line, words on its stdout.
// Every contender (workers/*.ts, libzmq.c) understands the same jobs:
//
//   receive   ENDPOINT SIZE WARMUP COUNT [API]   binds; `bound ENDPOINT`, later `seconds S`
//   send      ENDPOINT SIZE COUNT [API]          connects and sends
//   echo      ENDPOINT SIZE COUNT [API]          binds; `bound ENDPOINT`; sends COUNT messages back
//   ping      ENDPOINT SIZE WARMUP COUNT PEERS [API]
//                                                connects PEERS, each with one message under way; `seconds S` for
//                                                COUNT round trips
//   greet     ENDPOINT SIZE WARMUP COUNT PEERS [API]
//                                                as ping, but each round trip has a connection of its own
//   publish   ENDPOINT SIZE COUNT PEERS          binds; `bound ENDPOINT`; sends COUNT to PEERS subscribers
//   subscribe ENDPOINT SIZE WARMUP COUNT PEERS   connects PEERS; `seconds S` for COUNT messages to each of them
//   match     ENDPOINT TOPICS WARMUP COUNT       `seconds S` for COUNT messages beside TOPICS subscriptions
//
// API is words joined by "+": `batch`; `request` and `dealer`, where the round trips are not of PAIRs; `curve`.
// The packages also do `inproc`, `stall` (shape.ts), `crowd` and `join` (peers.ts). node-net.ts has the first four.

/** Says one line to the benchmark. */
export function say(word: string, ...values: (string | number)[]): void {
  process.stdout.write(`${[word, ...values].join(' ')}\n`)
}

/** The moments between which something is measured, in seconds. */
export function stopwatch(): () => number {
  const start = performance.now()
  return () => (performance.now() - start) / 1000
}

/** What a job needs from the command line: the words behind its name, numbers where they are. */
export interface Job {
  readonly name: string
  readonly endpoint: string
  readonly numbers: readonly number[]
  readonly api: string
}

/** Reads the command line of a worker. */
export function readJob(args: readonly string[]): Job {
  const [name = '', endpoint = '', ...rest] = args
  const numbers = rest.filter(word => /^\d+$/.test(word)).map(Number)
  return { name, endpoint, numbers, api: rest[numbers.length] ?? 'everyday' }
}

/** A number that the job must have. */
export function numberAt(job: Job, index: number): number {
  const number = job.numbers[index]
  if (number === undefined) throw new Error(`job ${job.name}: number ${index} is missing`)
  return number
}
