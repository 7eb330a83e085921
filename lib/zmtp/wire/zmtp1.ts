// ZMTP 1.0 (RFC 13): frames have a header of their own. A peer of libzmq 2.x sends no signature, and our
// signature is to it the header of our identity.
import type { Wire } from './wire.js'
import { zmtp2 } from './zmtp2.js'

/** A peer that knows signatures, such as libzmq 3.0: its greeting is that of ZMTP 2.0. */
export const zmtp1: Wire = {
  ...zmtp2,
  protocol: '1.0',
  major: 1,
  begin(frames, output, routingId) {
    frames.readVersion1()
    output.writeVersion1()
    output.message([routingId])
  },
}

/** A peer whose first octets are a frame already. */
export const zmtp1Unversioned: Wire = {
  ...zmtp1,
  protocol: '1.0-unversioned',
  answer: () => undefined,
  finish: (decoder, chunk, used) => ({
    minor: 0,
    rest: Buffer.concat([decoder.bytes, chunk.subarray(used)]),
  }),
  begin(frames, output, routingId) {
    frames.readVersion1()
    output.writeVersion1()
    output.raw(routingId)
  },
}
