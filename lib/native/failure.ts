// libzmq's error numbers as the errors of this house: `code`, `errno`, libzmq's own text.
import { errnoCode, errnoOf, systemError, type SystemError } from '../errors.js'
import type { Bindings } from './symbols.js'

/** The errors only libzmq has (zmq.h, above ZMQ_HAUSNUMERO), which no operating system names. */
const LIBZMQ_CODES: Partial<Record<number, string>> = {
  156384763: 'EFSM',
  156384764: 'ENOCOMPATPROTO',
  156384765: 'ETERM',
  156384766: 'EMTHREAD',
}

/** The error number that says "not now". */
export const EAGAIN = errnoOf('EAGAIN')

/** The error number that says "a signal came". */
export const EINTR = errnoOf('EINTR')

/** The error of a libzmq error number. `errno` is that number, unchanged. */
export function nativeError(zmq: Bindings, errno: number, address?: string): SystemError {
  const code = LIBZMQ_CODES[errno] ?? errnoCode(errno)
  const message = zmq.zmq_strerror(errno) ?? code
  const error = systemError(code, { message, ...(address === undefined ? {} : { address }) })
  return Object.assign(error, { errno })
}
