// The errors we throw and their closed lists of codes. Texts may change, codes may not.
import { constants } from 'node:os'

/**
 * libzmq's protocol error numbers: the value of HANDSHAKE_FAILED_PROTOCOL (zmq_socket_monitor(3)).
 * The names are libzmq's without ZMQ_PROTOCOL_ERROR_.
 */
export const PROTOCOL_ERROR_NUMBERS = {
  ZMTP_UNSPECIFIED: 0x10000000,
  ZMTP_UNEXPECTED_COMMAND: 0x10000001,
  ZMTP_INVALID_SEQUENCE: 0x10000002,
  ZMTP_KEY_EXCHANGE: 0x10000003,
  ZMTP_MALFORMED_COMMAND_UNSPECIFIED: 0x10000011,
  ZMTP_MALFORMED_COMMAND_MESSAGE: 0x10000012,
  ZMTP_MALFORMED_COMMAND_HELLO: 0x10000013,
  ZMTP_MALFORMED_COMMAND_INITIATE: 0x10000014,
  ZMTP_MALFORMED_COMMAND_ERROR: 0x10000015,
  ZMTP_MALFORMED_COMMAND_READY: 0x10000016,
  ZMTP_MALFORMED_COMMAND_WELCOME: 0x10000017,
  ZMTP_INVALID_METADATA: 0x10000018,
  ZMTP_CRYPTOGRAPHIC: 0x11000001,
  ZMTP_MECHANISM_MISMATCH: 0x11000002,
  ZAP_UNSPECIFIED: 0x20000000,
  ZAP_MALFORMED_REPLY: 0x20000001,
  ZAP_BAD_REQUEST_ID: 0x20000002,
  ZAP_BAD_VERSION: 0x20000003,
  ZAP_INVALID_STATUS_CODE: 0x20000004,
  ZAP_INVALID_METADATA: 0x20000005,
  WS_UNSPECIFIED: 0x30000000,
} as const

/** The name of one of libzmq's protocol errors. */
export type ProtocolErrorName = keyof typeof PROTOCOL_ERROR_NUMBERS

/** Faults that libzmq answers by closing without a word: no event but DISCONNECTED. */
export type SilentFault =
  | 'ZMTP_FRAME_TOO_LARGE'
  | 'ZMTP_MESSAGE_TOO_LARGE'
  | 'ZMTP_SOCKET_TYPE_MISMATCH'
  | 'ZMTP_METADATA_REFUSED'
  | 'ZMTP_MALFORMED_PING'
  | 'ZMTP_MALFORMED_FRAME'
  | 'ZMTP_RESERVED_FLAGS'
  | 'ZMTP_VERSION_REFUSED'
  | 'WS_MALFORMED_FRAME'

/** Every code a ProtocolError can have: `ERR_` and the fault's name, as zeromq.js spells them. */
export type ProtocolErrorCode = `ERR_${ProtocolErrorName | SilentFault}`

/** What a ProtocolError says beside its message. */
export interface ProtocolErrorDetail {
  /** Where the rule stands, such as `RFC 23 §Framing`. */
  readonly rfc?: string
  /** The state the connection was in. */
  readonly state?: string
  /** Offset in bytes from the start of the structure that was being read. */
  readonly offset?: number
}

/** The peer broke a rule of the protocol. The connection is dead; discard it. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  readonly code: ProtocolErrorCode
  /** libzmq's number for HANDSHAKE_FAILED_PROTOCOL; undefined where libzmq reports none. */
  readonly number: number | undefined
  readonly rfc: string | undefined
  readonly state: string | undefined
  readonly offset: number | undefined

  constructor(
    fault: ProtocolErrorName | SilentFault,
    message: string,
    detail: ProtocolErrorDetail = {},
  ) {
    super(message)
    this.code = `ERR_${fault}`
    this.number = (PROTOCOL_ERROR_NUMBERS as Partial<Record<string, number>>)[fault]
    this.rfc = detail.rfc
    this.state = detail.state
    this.offset = detail.offset
  }
}

/** The caller used something wrongly: an option out of range, a value of the wrong form. */
export class UsageError extends TypeError {
  override readonly name = 'UsageError'
  readonly code = 'ERR_USAGE'
}

/** libzmq's own error numbers above ZMQ_HAUSNUMERO, which no operating system has (zmq.h). */
const ZMQ_ERRNO = { EFSM: 156384763, ENOCOMPATPROTO: 156384764, ETERM: 156384765 } as const

/** The texts zeromq.js gives, where they differ from the system's or matter to its users. */
const SYSTEM_ERROR_TEXTS = {
  EACCES: 'Permission denied',
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  EAGAIN: 'Operation was not possible or timed out',
  EBADF: 'Socket is closed',
  EBUSY: 'Device or resource busy',
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  EFAULT: 'Context is closed',
  EFSM: 'Operation cannot be accomplished in current state',
  EHOSTUNREACH: 'Host unreachable',
  EINPROGRESS: 'Operation now in progress',
  EINTR: 'Interrupted system call',
  EINVAL: 'Invalid argument',
  EMFILE: 'Too many open file descriptors',
  EMSGSIZE: 'Message too long',
  ENAMETOOLONG: 'File name too long',
  ENOCOMPATPROTO: 'The protocol is not compatible with the socket type',
  ENODEV: 'No such device',
  ENOENT: 'No such endpoint',
  ENOTDIR: 'Not a directory',
  ENOTSOCK: 'Socket operation on non-socket',
  ENOTSUP: 'Operation not supported',
  EPIPE: 'Broken pipe',
  EPROTONOSUPPORT: 'Protocol not supported',
  ETERM: 'Context was terminated',
  ETIMEDOUT: 'Operation timed out',
} as const

/** The codes of the errors our sockets throw. */
export type SystemErrorCode = keyof typeof SYSTEM_ERROR_TEXTS

/** A system error as zeromq.js shapes it: an Error with `code`, `errno` and perhaps `address`. */
export interface SystemError extends Error {
  readonly code: string
  readonly errno: number
  readonly address?: string
}

/** Made once: every connect asks for a number, and the system knows a hundred. */
const ERRNO: ReadonlyMap<string, number> = new Map(
  Object.entries({ ...constants.errno, ...ZMQ_ERRNO }),
)

/** The number of a system error code on this platform (EAGAIN is 11 on Linux); 0 if it has none. */
export function errnoOf(code: string): number {
  return ERRNO.get(code) ?? 0
}

/** The code of a system error number on this platform; `E<number>` if it is none. */
export function errnoCode(errno: number): string {
  for (const [code, number] of ERRNO) if (number === errno) return code
  return `E${errno}`
}

/** The text of a system error code, as zeromq.js says it; the code itself where we have no text. */
export function systemErrorText(code: string): string {
  return (SYSTEM_ERROR_TEXTS as Partial<Record<string, string>>)[code] ?? code
}

/** Makes a system error: `code` and `errno` always, `address` where one was involved. */
export function systemError(
  code: SystemErrorCode | (string & {}),
  detail: { readonly address?: string; readonly message?: string } = {},
): SystemError {
  const error = new Error(detail.message ?? systemErrorText(code))
  return Object.assign(error, {
    errno: errnoOf(code),
    code,
    ...(detail.address === undefined ? {} : { address: detail.address }),
  })
}

/** The same error of Node's, in our shape: its code, or the code of its (negated) errno. */
export function fromNodeError(error: NodeJS.ErrnoException): SystemError {
  return systemError(error.code ?? errnoCode(Math.abs(error.errno ?? 0)), {
    message: error.message,
  })
}
