// Before the suite: is that an endpoint of ZMTP with NULL and of the socket type that was said, and does it
// answer a PING? A wrong address ends in seconds with one sentence instead of a failure for every case.
import { type Clock, delay } from '../clock.js'
import type { SocketTypeName } from '../engine.js'
import { SOCKET_TYPES } from '../socket-types.js'
import { hex } from '../raw/hex.js'
import { dial, RawLink } from '../raw/link.js'
import { propertiesOf, SeenStream } from './stream.js'
import { Unreachable } from './testee.js'
import { LEGAL_PEER, wordsFor } from './vocabulary.js'

/** How long a greeting, a READY and then a PONG are waited for, ms. */
const HANDSHAKE_MS = 3000
const PONG_MS = 1000
const STEP_MS = 10
/** Of the greeting: the signature, the major version behind it, and where the mechanism's name stands. */
const SIGNATURE = { first: 0xff, last: 0x7f, length: 10 } as const
const MECHANISM = { from: 12, to: 32 } as const
/** With a time to live of nothing: the link's end does not hang on it. */
const PING = '04 09 04 "PING" 0000 "ab"'

/**
 * Meets an endpoint that is bound, once, as its legal peer.
 *
 * @returns whether a PING was answered within a second; undefined for one of ZMTP 1.0 or 2.0, which knows none
 * @throws Unreachable with what it is instead; the system's error if nobody listens there
 */
export async function preflight(
  endpoint: string,
  type: SocketTypeName,
  clock: Clock,
): Promise<boolean | undefined> {
  const frames = new Map<string, Buffer>()
  const seen = new SeenStream(({ name, body }) => void frames.set(name ?? '', body))
  let isClosed = false
  const link = new RawLink(await dial(endpoint), {
    octets: chunk => seen.push(chunk),
    closed: () => (isClosed = true),
  })
  const until = async (check: () => boolean, ms: number): Promise<boolean> => {
    for (const end = clock.now() + ms; !check(); await delay(clock, STEP_MS)) {
      if (isClosed || clock.now() >= end) return false
    }
    return true
  }
  const came = (name: string): boolean => {
    while (seen.frame() !== undefined);
    return frames.has(name)
  }
  const words = wordsFor(type)
  const say = (text = ''): void => link.send(hex(text))
  try {
    say(words['G'])
    await until(() => seen.total > SIGNATURE.length, HANDSHAKE_MS)
    const start = seen.rest
    const isSigned = start[0] === SIGNATURE.first && start[SIGNATURE.length - 1] === SIGNATURE.last
    if (!isSigned) throw new Unreachable(`${endpoint} does not speak ZMTP: ${saying(start)}`)
    if ((start[SIGNATURE.length] ?? 0) < 3) return undefined
    await until(() => seen.greeting !== undefined, HANDSHAKE_MS)
    const mechanism = seen.greeting?.toString('latin1', MECHANISM.from, MECHANISM.to)
    const name = mechanism?.replace(/\0+$/, '') ?? 'NULL'
    if (name !== 'NULL') {
      throw new Unreachable(`${endpoint} wants the mechanism ${name}; only NULL is judged`)
    }
    say(words['R'])
    if (!(await until(() => came('READY'), HANDSHAKE_MS))) {
      const how = isClosed ? 'closes' : 'sends no READY'
      throw new Unreachable(
        `${endpoint} ${how} when a ${LEGAL_PEER[type]} greets it; is it a ${type}?`,
      )
    }
    const other = typeIn(frames.get('READY'))
    // A type that nobody knows is for the cases to judge.
    if (other !== undefined && other !== type && Object.hasOwn(SOCKET_TYPES, other)) {
      throw new Unreachable(`${endpoint} is a ${other}, not a ${type}`)
    }
    say(PING)
    return await until(() => came('PONG'), PONG_MS)
  } finally {
    link.destroy()
  }
}

function saying(start: Buffer): string {
  if (start.length === 0) return `it answers a greeting with nothing in ${HANDSHAKE_MS / 1000} s`
  return `it begins with ${JSON.stringify(start.toString('latin1', 0, 20))}`
}

function typeIn(ready: Buffer = Buffer.alloc(0)): string | undefined {
  const own = propertiesOf(ready)?.find(({ name }) =>
    /^socket-type$/i.test(name.toString('latin1')),
  )
  return own?.value.toString('latin1')
}
