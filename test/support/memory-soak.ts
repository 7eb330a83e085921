// Senders that share pages and readers that are slow: whether each message arrives as it was sent. Each sender
// has its own reader; sizes are mixed, so that pages are sealed half full, retired and taken again while the
// system holds others of them.
import { setTimeout as delay } from 'node:timers/promises'
import { Pull, Push } from '../../lib/index.js'

/** Sizes of parts: packed several to a page, larger than what is copied, larger than a page. */
const SIZES = [300, 20_000, 200_000]
const HEADER_LENGTH = 12

/** What all bodies are cut out of: no two places of it look alike. */
const source = Buffer.alloc(2 ** 20)
for (let at = 0, state = 1; at < source.length; at += 4) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
  source.writeInt32BE(state, at)
}

/** Numbers that look random, the same in each run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed | 1; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    yield state >>> 8
  }
}

/** Message `index` of a sender: of one to three parts, each of which says where it belongs. */
function messageOf(sender: number, index: number): Buffer[] {
  const random = numbers(sender * 7919 + index * 104_729)
  const count = 1 + (random.next().value % 3)
  return Array.from({ length: count }, (_, part) => {
    const size = SIZES[random.next().value % SIZES.length] as number
    const offset = random.next().value % (source.length - size)
    const body = Buffer.from(source.subarray(offset, offset + size))
    body.writeUInt32BE(sender, 0)
    body.writeUInt32BE(index, 4)
    body.writeUInt32BE(part, HEADER_LENGTH - 4)
    return body
  })
}

const isSame = (found: readonly Buffer[], wanted: readonly Buffer[]): boolean =>
  found.length === wanted.length && found.every((part, at) => part.equals(wanted[at] as Buffer))

async function sendAll(push: Push, sender: number, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await push.send(messageOf(sender, index))
}

/** Reads in bursts. @returns how many messages were not what was sent */
async function readAll(pull: Pull, sender: number, count: number): Promise<number> {
  const random = numbers(sender)
  let wrong = 0
  for (let index = 0; index < count; index++) {
    if (random.next().value % 12 === 0) await delay(random.next().value % 4)
    if (!isSame(await pull.receive(), messageOf(sender, index))) wrong++
  }
  return wrong
}

/**
 * Sends `count` messages from each sender to its reader, all at once in this process.
 *
 * @param endpointOf where a reader binds
 * @returns how many messages were not what was sent
 */
export async function soakMemory(
  senders: number,
  count: number,
  endpointOf: (sender: number) => string,
): Promise<number> {
  const pairs = Array.from({ length: senders }, () => ({
    push: new Push({ sendHighWaterMark: 20, linger: 0 }),
    pull: new Pull({ receiveHighWaterMark: 2, receiveTimeout: 30_000 }),
  }))
  try {
    const wrong = await Promise.all(
      pairs.map(async ({ push, pull }, sender) => {
        await pull.bind(endpointOf(sender))
        push.connect(pull.lastEndpoint as string)
        const [found] = await Promise.all([
          readAll(pull, sender, count),
          sendAll(push, sender, count),
        ])
        return found
      }),
    )
    return wrong.reduce((sum, found) => sum + found, 0)
  } finally {
    for (const socket of pairs.flatMap(({ push, pull }) => [push, pull])) socket.close()
  }
}
