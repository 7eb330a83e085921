// The jobs for any package in zeromq.js's shape. Each process runs it for one package only, so what
// one of them makes of this code does not touch the other.
import { numberAt, readJob, say, stopwatch, type Job } from './lines.js'
import { curveOptions, type CurveOptions } from './curve.js'
import { crowd, join, type PeerPackage } from './peers.js'
import { match, publish, subscribe, type PublishPackage } from './publish.js'
import { echo, greet, ping, type RoundTripPackage } from './round-trips.js'

interface ShapedSocket {
  readonly lastEndpoint: string | null
  bind(endpoint: string): Promise<void>
  connect(endpoint: string): void
  close(): void
}

interface Sender extends ShapedSocket {
  send(message: Uint8Array): Promise<void>
  sendBatch?(messages: readonly Uint8Array[]): Promise<void>
}

interface Receiver extends ShapedSocket, AsyncIterable<Buffer[]> {
  receive(): Promise<Buffer[]>
  receiveBatch?(): Promise<Buffer[][]>
}

/** What the jobs use of a package. */
export interface ShapedPackage {
  readonly Push: new (options?: CurveOptions) => Sender
  readonly Pull: new (options?: CurveOptions) => Receiver
}

/** The jobs of this file and of those beside it. */
export type WorkerPackage = ShapedPackage & PeerPackage & RoundTripPackage & PublishPackage

/** Messages given to one `sendBatch`: as many as fill a read of the other side, and then some. */
const BATCH_BYTES = 256 * 1024
const BATCH_MAX = 500

/** Runs the job of this process's command line. */
export async function work(zmq: WorkerPackage): Promise<void> {
  const job = readJob(process.argv.slice(2))
  const jobs: Readonly<Record<string, (of: WorkerPackage, job: Job) => Promise<void>>> = {
    receive,
    send,
    echo,
    ping,
    inproc,
    stall,
    crowd,
    join,
    greet,
    publish,
    subscribe,
    match,
  }
  const run = jobs[job.name]
  if (run === undefined) throw new Error(`unknown job ${job.name}`)
  await run(zmq, job)
}

async function receive(zmq: ShapedPackage, job: Job): Promise<void> {
  const pull = new zmq.Pull(curveOptions(job, 'server'))
  await pull.bind(job.endpoint)
  say('bound', pull.lastEndpoint ?? '')
  say('seconds', await timeReceiving(pull, job, 0))
  pull.close()
}

async function send(zmq: ShapedPackage, job: Job): Promise<void> {
  const push = new zmq.Push(curveOptions(job, 'client'))
  push.connect(job.endpoint)
  await sendAll(push, numberAt(job, 0), numberAt(job, 1), job.api)
  push.close()
}

/** PUSH and PULL in one thread. */
async function inproc(zmq: ShapedPackage, job: Job): Promise<void> {
  const pull = new zmq.Pull()
  const push = new zmq.Push()
  await pull.bind(job.endpoint)
  push.connect(job.endpoint)
  const total = numberAt(job, 1) + numberAt(job, 2)
  const [seconds] = await Promise.all([
    timeReceiving(pull, job, 0),
    sendAll(push, numberAt(job, 0), total, job.api),
  ])
  say('seconds', seconds)
  push.close()
  pull.close()
}

/** Sends without end to a reader that does not read, and says how the memory grows: `grown BYTES`. */
async function stall(zmq: ShapedPackage, job: Job): Promise<void> {
  const push = new zmq.Push()
  push.connect(job.endpoint)
  const message = Buffer.alloc(numberAt(job, 0))
  let sent = 0
  const sendOn = async (): Promise<void> => {
    for (;;) {
      await push.send(message)
      sent++
    }
  }
  void sendOn()
  // The marks are reached once nothing has gone for a while.
  let sentBefore = -1
  while (sentBefore !== sent) {
    sentBefore = sent
    await pause(STILL_MS)
  }
  const before = process.memoryUsage.rss()
  await pause(STALL_MS)
  // Nothing may have been taken meanwhile, or it was no stall.
  if (sent !== sentBefore) throw new Error(`${sent - sentBefore} messages went to a stalled reader`)
  say('sent', sent)
  say('grown', process.memoryUsage.rss() - before)
  process.exit()
}

const STALL_MS = 2000
const STILL_MS = 500

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

async function sendAll(push: Sender, size: number, count: number, api: string): Promise<void> {
  const message = Buffer.alloc(size)
  if (!api.includes('batch')) {
    for (let sent = 0; sent < count; sent++) await push.send(message)
    return
  }
  if (push.sendBatch === undefined) throw new Error('no batch API')
  const length = Math.max(1, Math.min(BATCH_MAX, Math.floor(BATCH_BYTES / size)))
  const batch = Array.from({ length }, () => message)
  for (let left = count; left > 0; left -= length) {
    await push.sendBatch(left >= length ? batch : batch.slice(0, left))
  }
}

async function timeReceiving(pull: Receiver, job: Job, first: number): Promise<number> {
  const size = numberAt(job, first)
  const warmUp = numberAt(job, first + 1)
  const total = warmUp + numberAt(job, first + 2)
  let elapsed = stopwatch()
  let received = 0
  if (!job.api.includes('batch')) {
    for await (const [part] of pull) {
      if (part?.length !== size) throw new Error(`a message of ${part?.length} bytes came`)
      received++
      if (received === warmUp) elapsed = stopwatch()
      if (received === total) break
    }
    return elapsed()
  }
  if (pull.receiveBatch === undefined) throw new Error('no batch API')
  // The clock starts with the batch that ends the warm-up: what is counted is what comes after it.
  let counted = 0
  while (received < total) {
    const batch = await pull.receiveBatch()
    for (const [part] of batch) {
      if (part?.length !== size) throw new Error(`a message of ${part?.length} bytes came`)
    }
    const wasWarm = received >= warmUp
    received += batch.length
    if (wasWarm) counted += batch.length
    else if (received >= warmUp) elapsed = stopwatch()
  }
  return (elapsed() / counted) * (total - warmUp)
}
