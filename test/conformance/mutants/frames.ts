// The reference endpoint's octets, written out by hand: it must not share a line with lib/zmtp, nor with
// the suite. Frames in and out, and the property list of READY.
import type { SocketTypeName } from '../../../lib/engine.js'

/** A frame of ZMTP 2.0 and 3.x. */
export function frameOf(flags: number, body: Uint8Array): Buffer {
  if (body.length < 256) return Buffer.concat([Buffer.from([flags, body.length]), body])
  const head = Buffer.alloc(9)
  head[0] = flags | 2
  head.writeUInt32BE(body.length, 5)
  return Buffer.concat([head, body])
}

/** The frames of a message. */
export function framesOf(parts: readonly Uint8Array[]): Buffer[] {
  return parts.map((part, at) => frameOf(at < parts.length - 1 ? 1 : 0, part))
}

/** A frame of ZMTP 1.0: its length counts the flags too. */
export function oldFrameOf(flags: number, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([body.length + 1, flags]), body])
}

/** A command's body. */
export function command(name: string, rest: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), rest])
}

/** What a socket says of itself: its type. */
export function propertiesOf(type: SocketTypeName): Buffer {
  const head = Buffer.concat([Buffer.from([11]), Buffer.from('Socket-Type')])
  const size = Buffer.from([0, 0, 0, type.length])
  return Buffer.concat([head, size, Buffer.from(type)])
}

/** READY of a socket type. */
export function readyBody(type: SocketTypeName): Buffer {
  return command('READY', propertiesOf(type))
}

/** The number of a socket type in ZMTP 2.0. */
export const TYPE_NUMBER: Readonly<Record<SocketTypeName, number>> = {
  PAIR: 0,
  PUB: 1,
  SUB: 2,
  REQ: 3,
  REP: 4,
  DEALER: 5,
  ROUTER: 6,
  PULL: 7,
  PUSH: 8,
  XPUB: 9,
  XSUB: 10,
}

/** Whom each type talks to here: the peer that the suite plays. */
export const PARTNER: Readonly<Record<SocketTypeName, SocketTypeName>> = {
  PAIR: 'PAIR',
  PUB: 'SUB',
  SUB: 'PUB',
  REQ: 'REP',
  REP: 'REQ',
  DEALER: 'ROUTER',
  ROUTER: 'DEALER',
  XPUB: 'XSUB',
  XSUB: 'XPUB',
  PULL: 'PUSH',
  PUSH: 'PULL',
}

/** What is wrong with the properties behind the name of a command for an endpoint of `type`, one reason after the other. */
export function* faultsOfReady(body: Buffer, type: SocketTypeName): Generator<string> {
  let at = 1 + (body[0] ?? 0)
  while (at < body.length) {
    const nameEnd = at + 1 + (body[at] ?? 0)
    const name = body.toString('latin1', at + 1, nameEnd)
    if (nameEnd > body.length) return yield 'name-past-body'
    if (nameEnd + 4 > body.length) return yield 'stray-octet'
    const size = body.readUInt32BE(nameEnd)
    const end = nameEnd + 4 + size
    if (end > body.length) {
      return yield size > 0x7fffffff ? `value-of-${size}` : 'value-past-body'
    }
    if (name === '') yield 'empty-name'
    else if (!/^[A-Za-z0-9_.+-]+$/.test(name)) yield 'illegal-name'
    if (name.toLowerCase() === 'socket-type') {
      const value = body.toString('latin1', nameEnd + 4, end)
      if (value !== PARTNER[type]) yield `${name}=${value}`
    }
    if (name === 'Identity' && type === 'ROUTER') {
      if (size > 255) yield 'Identity of more than 255'
      if (size > 0 && body[nameEnd + 4] === 0) yield 'Identity that begins with 0'
    }
    at = end
  }
}

/** The value of the property Identity in a READY that is well formed; empty if it has none. */
export function identityIn(body: Buffer): Buffer {
  let at = 6
  while (at < body.length) {
    const nameEnd = at + 1 + (body[at] ?? 0)
    if (nameEnd + 4 > body.length) break // a mutant takes what is malformed
    const end = nameEnd + 4 + body.readUInt32BE(nameEnd)
    if (body.toString('latin1', at + 1, nameEnd) === 'Identity')
      return body.subarray(nameEnd + 4, end)
    at = end
  }
  return Buffer.alloc(0)
}
