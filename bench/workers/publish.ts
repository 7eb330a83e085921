// The jobs of publishing, for any package in zeromq.js's shape. The publisher is an XPUB, for that sees its
// subscribers come, and waits for the slowest (noDrop), for a message that was dropped took no time.
import { numberAt, say, stopwatch, type Job } from './lines.js'

interface PublishingSocket {
  readonly lastEndpoint: string | null
  bind(endpoint: string): Promise<void>
  connect(endpoint: string): void
  close(): void
}

interface XPublisher extends PublishingSocket {
  verbosity: 'allSubs' | 'allSubsUnsubs' | null
  send(message: Uint8Array): Promise<void>
  receive(): Promise<Buffer[]>
}

interface Subscriber extends PublishingSocket, AsyncIterable<Buffer[]> {
  subscribe(...topics: string[]): void
}

interface PublisherOptions {
  readonly noDrop?: boolean
  readonly receiveHighWaterMark?: number
}

/** What the jobs use of a package. */
export interface PublishPackage {
  readonly XPublisher: new (options: PublisherOptions) => XPublisher
  readonly Subscriber: new () => Subscriber
}

/** Sends to a number of subscribers, once they are there. */
export async function publish(zmq: PublishPackage, job: Job): Promise<void> {
  const publisher = new zmq.XPublisher({ noDrop: true })
  publisher.verbosity = 'allSubs'
  await publisher.bind(job.endpoint)
  say('bound', publisher.lastEndpoint ?? '')
  const [size, count, peers] = [0, 1, 2].map(index => numberAt(job, index)) as [
    number,
    number,
    number,
  ]
  for (let subscribed = 0; subscribed < peers; subscribed++) await publisher.receive()
  const message = Buffer.alloc(size)
  for (let sent = 0; sent < count; sent++) await sendOrAgain(publisher, message)
  publisher.close()
}

/** With noDrop the send of rawzmq waits; that of zeromq.js fails, and can be tried again. */
async function sendOrAgain(publisher: XPublisher, message: Buffer): Promise<void> {
  for (;;) {
    try {
      await publisher.send(message)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      await new Promise(resolve => setImmediate(resolve))
    }
  }
}

/** Subscribes a number of times; the clock runs from the end of the warm-up of all to the last message of all. */
export async function subscribe(zmq: PublishPackage, job: Job): Promise<void> {
  const [size, warmUp, count, peers] = [0, 1, 2, 3].map(index => numberAt(job, index)) as [
    number,
    number,
    number,
    number,
  ]
  let elapsed = stopwatch()
  let warm = 0
  const take = async (): Promise<void> => {
    const subscriber = new zmq.Subscriber()
    subscriber.connect(job.endpoint)
    subscriber.subscribe('')
    let received = 0
    for await (const [part] of subscriber) {
      if (part?.length !== size) throw new Error(`a message of ${part?.length} bytes came`)
      received++
      if (received === warmUp && ++warm === peers) elapsed = stopwatch()
      if (received === warmUp + count) break
    }
    subscriber.close()
  }
  await Promise.all(Array.from({ length: peers }, take))
  say('seconds', elapsed())
}

/** Topics that look alike, as those of a market do. */
const topicOf = (index: number): string =>
  `market/${(Math.imul(index, 2_654_435_761) >>> 0).toString(16).padStart(8, '0')}/price`

const DIGITS = Buffer.from('0123456789abcdef')
const DIGITS_END = 'market/00000000'.length

/** As `topicOf`, but only the digits: it is done for every message. */
function rewriteTopic(topic: Buffer, index: number): void {
  let number = Math.imul(index, 2_654_435_761)
  for (let at = DIGITS_END - 1; at >= DIGITS_END - 8; at--, number >>>= 4) {
    topic[at] = DIGITS[number & 15] as number
  }
}

/**
 * Publishes messages that differ from topics somebody subscribed to in their last octet: nobody is sent them. Each
 * is about another topic than the last, far from it in memory.
 */
export async function match(zmq: PublishPackage, job: Job): Promise<void> {
  // Without a mark, for a subscription that finds no room is lost.
  const publisher = new zmq.XPublisher({ receiveHighWaterMark: 0 })
  const subscriber = new zmq.Subscriber()
  await publisher.bind(job.endpoint)
  subscriber.connect(job.endpoint)
  const [topics, warmUp, count] = [0, 1, 2].map(index => numberAt(job, index)) as [
    number,
    number,
    number,
  ]
  for (let index = 0; index < topics; index++) subscriber.subscribe(topicOf(index))
  for (let subscribed = 0; subscribed < topics; subscribed++) await publisher.receive()
  const message = Buffer.from(`${topicOf(0).slice(0, -1)}E`)
  let elapsed = stopwatch()
  for (let sent = 0; sent < warmUp + count; sent++) {
    if (sent === warmUp) elapsed = stopwatch()
    rewriteTopic(message, (Math.imul(sent, 2_246_822_519) >>> 0) % topics)
    await publisher.send(message)
  }
  say('seconds', elapsed())
  subscriber.close()
  publisher.close()
}
