// The socket types' numbers (zmq.h), which zmq_socket(3) takes.
import type { NativeTypeName, SocketTypeName } from '../engine.js'

/** The number of each type. Types of the drafts are missing: most have no descriptor to wait on (ZMQ_FD). */
export const TYPE_NUMBERS: Readonly<Record<SocketTypeName | NativeTypeName, number>> = {
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
  STREAM: 11,
}
