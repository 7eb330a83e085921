// Monitor messages as libzmq 4.3.5 was seen to send them on a little-endian machine, and the same in big
// endian, made from them by rule: each number's bytes in reverse.

/** A message of version 1 and what it says. */
export interface VectorV1 {
  readonly name: string
  readonly le: string
  readonly be: string
  readonly event: number
  readonly value: number
  readonly address: string
}

/** Version 1: the first part in either order, the second as text. */
export const VECTORS_V1: readonly VectorV1[] = [
  {
    name: 'LISTENING',
    le: '08001d000000',
    be: '00080000001d',
    event: 0x0008,
    value: 29,
    address: 'tcp://127.0.0.1:38375',
  },
  {
    name: 'ACCEPTED',
    le: '20001f000000',
    be: '00200000001f',
    event: 0x0020,
    value: 31,
    address: 'tcp://127.0.0.1:38375',
  },
  {
    name: 'HANDSHAKE_SUCCEEDED',
    le: '001000000000',
    be: '100000000000',
    event: 0x1000,
    value: 0,
    address: 'tcp://127.0.0.1:38375',
  },
  {
    name: 'DISCONNECTED',
    le: '00021f000000',
    be: '02000000001f',
    event: 0x0200,
    value: 31,
    address: 'tcp://127.0.0.1:38375',
  },
  {
    name: 'CLOSED',
    le: '80001d000000',
    be: '00800000001d',
    event: 0x0080,
    value: 29,
    address: 'tcp://127.0.0.1:38375',
  },
  {
    name: 'BIND_FAILED',
    le: '100062000000',
    be: '001000000062',
    event: 0x0010,
    value: 98,
    address: '127.0.0.1:43363',
  },
  {
    name: 'MONITOR_STOPPED',
    le: '000400000000',
    be: '040000000000',
    event: 0x0400,
    value: 0,
    address: '',
  },
]

/** A message of version 2 and what it says. */
export interface VectorV2 {
  readonly name: string
  /** The numbers, each 8 bytes. */
  readonly le: readonly string[]
  readonly be: readonly string[]
  readonly event: number
  readonly values: readonly number[]
  readonly local: string
  readonly remote: string
}

/** Version 2: the numbers in either order, the two addresses as text. */
export const VECTORS_V2: readonly VectorV2[] = [
  {
    name: 'CONNECT_DELAYED',
    le: ['0200000000000000', '0100000000000000', '7300000000000000'],
    be: ['0000000000000002', '0000000000000001', '0000000000000073'],
    event: 0x0002,
    values: [115],
    local: '',
    remote: 'tcp://127.0.0.1:38375',
  },
  {
    name: 'CONNECTED',
    le: ['0100000000000000', '0100000000000000', '1e00000000000000'],
    be: ['0000000000000001', '0000000000000001', '000000000000001e'],
    event: 0x0001,
    values: [30],
    local: 'tcp://127.0.0.1:33812',
    remote: 'tcp://127.0.0.1:38375',
  },
  {
    name: 'ACCEPTED',
    le: ['2000000000000000', '0100000000000000', '4800000000000000'],
    be: ['0000000000000020', '0000000000000001', '0000000000000048'],
    event: 0x0020,
    values: [72],
    local: 'tcp://127.0.0.1:33569',
    remote: 'tcp://127.0.0.1:50264',
  },
  {
    name: 'HANDSHAKE_FAILED_PROTOCOL',
    le: ['0020000000000000', '0100000000000000', '0200001100000000'],
    be: ['0000000000002000', '0000000000000001', '0000000011000002'],
    event: 0x2000,
    values: [0x11000002],
    local: 'tcp://127.0.0.1:33569',
    remote: 'tcp://127.0.0.1:50264',
  },
  {
    name: 'MONITOR_STOPPED',
    le: ['0004000000000000', '0100000000000000', '0000000000000000'],
    be: ['0000000000000400', '0000000000000001', '0000000000000000'],
    event: 0x0400,
    values: [0],
    local: '',
    remote: '',
  },
  {
    name: 'PIPES_STATS',
    le: ['0000010000000000', '0200000000000000', '0300000000000000', '0000000000000000'],
    be: ['0000000000010000', '0000000000000002', '0000000000000003', '0000000000000000'],
    event: 0x10000,
    values: [3, 0],
    local: '',
    remote: 'tcp://127.0.0.1:38375',
  },
]
