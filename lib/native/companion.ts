// What goes beside the one part of a draft's message: the number of a peer (SERVER, PEER), or a group (RADIO, DISH).
// In libzmq it lies in the zmq_msg_t; here, as in our engine, it is a part of its own before the other.
import { systemError } from '../errors.js'
import type { AnyTypeName } from '../engine.js'
import { SOCKET_TYPES } from '../socket-types.js'
import type { Bindings, Pointer } from './symbols.js'

/** How a companion is read from a zmq_msg_t, and put there. */
export interface Companion {
  read(zmq: Bindings, message: Pointer): Buffer
  /** 0, or −1 as libzmq says it. @throws SystemError EINVAL for octets that are none */
  write(zmq: Bindings, message: Pointer, octets: Uint8Array): number
}

const NUMBER_SIZE = 4

/** Four octets, the highest first. */
const NUMBER: Companion = {
  read(zmq, message) {
    const octets = Buffer.alloc(NUMBER_SIZE)
    octets.writeUInt32BE(zmq.zmq_msg_routing_id(message))
    return octets
  },
  write(zmq, message, octets) {
    if (octets.length !== NUMBER_SIZE) throw systemError('EINVAL')
    return zmq.zmq_msg_set_routing_id(message, Buffer.from(octets).readUInt32BE())
  },
}

const GROUP: Companion = {
  read: (zmq, message) => Buffer.from(zmq.zmq_msg_group(message) ?? ''),
  write: (zmq, message, octets) => zmq.zmq_msg_set_group(message, Buffer.from(octets).toString()),
}

/** Where a peer of a DGRAM is, is a part in libzmq, too. */
const COMPANIONS = { number: NUMBER, group: GROUP, address: undefined }

/** The companion of a type's messages; undefined if they have none. */
export function companionOf(type: AnyTypeName): Companion | undefined {
  const { companion } = SOCKET_TYPES[type]
  return companion && COMPANIONS[companion]
}
