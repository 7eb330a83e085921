// The functions of libzmq that we call, as data: name, result, arguments (zmq.h). The types of the
// bound functions are computed from this table. Who finds and loads the library: library.ts.

/** An address in the library's memory. */
export type Pointer = bigint

/** The C types of the table, and the JavaScript values the foreign function interface makes of them. */
interface CType {
  readonly void: void
  readonly int: number
  readonly long: number
  readonly size_t: number
  readonly uint32_t: number
  readonly uint64_t: number | bigint
  /** A pointer that libzmq gave us, or null where C has NULL. */
  readonly 'void *': Pointer | null
  /** Memory of ours that libzmq reads or writes during the call (or until an asynchronous one ends). */
  readonly 'uint8_t *': Uint8Array | null
  readonly 'const char *': string | null
}

interface Signature {
  readonly result: keyof CType
  readonly arguments: readonly (keyof CType)[]
  /** Part of the draft API: a libzmq may have been built without it. */
  readonly isDraft?: true
}

/** What we call, by its C name. */
export const SYMBOLS = {
  zmq_errno: { result: 'int', arguments: [] },
  zmq_strerror: { result: 'const char *', arguments: ['int'] },
  zmq_version: { result: 'void', arguments: ['uint8_t *', 'uint8_t *', 'uint8_t *'] },
  zmq_has: { result: 'int', arguments: ['const char *'] },

  zmq_ctx_new: { result: 'void *', arguments: [] },
  zmq_ctx_set: { result: 'int', arguments: ['void *', 'int', 'int'] },
  zmq_ctx_get: { result: 'int', arguments: ['void *', 'int'] },
  zmq_ctx_shutdown: { result: 'int', arguments: ['void *'] },
  zmq_ctx_term: { result: 'int', arguments: ['void *'] },

  zmq_socket: { result: 'void *', arguments: ['void *', 'int'] },
  zmq_close: { result: 'int', arguments: ['void *'] },
  zmq_setsockopt: { result: 'int', arguments: ['void *', 'int', 'uint8_t *', 'size_t'] },
  zmq_getsockopt: { result: 'int', arguments: ['void *', 'int', 'uint8_t *', 'uint8_t *'] },
  zmq_bind: { result: 'int', arguments: ['void *', 'const char *'] },
  zmq_unbind: { result: 'int', arguments: ['void *', 'const char *'] },
  zmq_connect: { result: 'int', arguments: ['void *', 'const char *'] },
  zmq_disconnect: { result: 'int', arguments: ['void *', 'const char *'] },

  zmq_send: { result: 'int', arguments: ['void *', 'uint8_t *', 'size_t', 'int'] },
  zmq_msg_init: { result: 'int', arguments: ['void *'] },
  zmq_msg_recv: { result: 'int', arguments: ['void *', 'void *', 'int'] },
  zmq_msg_data: { result: 'void *', arguments: ['void *'] },
  zmq_msg_size: { result: 'size_t', arguments: ['void *'] },
  zmq_msg_more: { result: 'int', arguments: ['void *'] },
  zmq_msg_close: { result: 'int', arguments: ['void *'] },
  zmq_msg_init_buffer: {
    result: 'int',
    arguments: ['void *', 'uint8_t *', 'size_t'],
    isDraft: true,
  },
  zmq_msg_send: { result: 'int', arguments: ['void *', 'void *', 'int'] },
  zmq_msg_routing_id: { result: 'uint32_t', arguments: ['void *'], isDraft: true },
  zmq_msg_set_routing_id: { result: 'int', arguments: ['void *', 'uint32_t'], isDraft: true },
  zmq_msg_group: { result: 'const char *', arguments: ['void *'], isDraft: true },
  zmq_msg_set_group: { result: 'int', arguments: ['void *', 'const char *'], isDraft: true },
  zmq_join: { result: 'int', arguments: ['void *', 'const char *'], isDraft: true },
  zmq_leave: { result: 'int', arguments: ['void *', 'const char *'], isDraft: true },
  zmq_poll: { result: 'int', arguments: ['uint8_t *', 'int', 'long'] },

  zmq_socket_monitor: { result: 'int', arguments: ['void *', 'const char *', 'int'] },
  zmq_socket_monitor_versioned: {
    result: 'int',
    arguments: ['void *', 'const char *', 'uint64_t', 'int', 'int'],
    isDraft: true,
  },
  zmq_socket_monitor_pipes_stats: { result: 'int', arguments: ['void *'], isDraft: true },
} as const satisfies Record<string, Signature>

/** The name of a function we call. */
export type SymbolName = keyof typeof SYMBOLS

type ValuesOf<Types extends readonly (keyof CType)[]> = {
  -readonly [Index in keyof Types]: CType[Types[Index]]
}

type ArgumentsOf<Name extends SymbolName> = ValuesOf<(typeof SYMBOLS)[Name]['arguments']>

type ResultOf<Name extends SymbolName> = CType[(typeof SYMBOLS)[Name]['result']]

/** One function of the library; `async` runs it on a thread of Node's pool. */
export interface ForeignFunction<Arguments extends readonly unknown[], Result> {
  (...values: Arguments): Result
  async(...values: [...Arguments, (error: Error | null, result: Result) => void]): void
}

/** All functions of the table, bound. */
export type Bindings = {
  readonly [Name in SymbolName]: ForeignFunction<ArgumentsOf<Name>, ResultOf<Name>>
}
