// Bytes for the dissector's tests: as libzmq 4.3.5 was seen to send them, or as the RFCs lay them out.
import { hex } from '../support/bytes.js'

export const SIGNATURE = 'ff 0000000000000001 7f'

/** A 3.1 greeting of a mechanism. */
export const greeting = (mechanism: string): Buffer =>
  hex(`${SIGNATURE} 03 01 "${mechanism}" ${`00*${20 - mechanism.length}`} 00 00*31`)

export const NULL = greeting('NULL')
export const READY_PUSH = hex('041a 05"READY" 0b"Socket-Type" 00000004 "PUSH"')
export const READY_PULL = hex('041a 05"READY" 0b"Socket-Type" 00000004 "PULL"')
export const READY_REQ = hex('0419 05"READY" 0b"Socket-Type" 00000003 "REQ"')
export const READY_SUB = hex('0419 05"READY" 0b"Socket-Type" 00000003 "SUB"')
export const READY_DEALER = hex(
  '042a 05"READY" 0b"Socket-Type" 00000006 "DEALER" 08"Identity" 00000001 "d"',
)
export const HELLO_PLAIN = hex('0413 05"HELLO" 05"admin" 06"secret"')
export const WELCOME_PLAIN = hex('0408 07"WELCOME"')
export const INITIATE_PLAIN = hex('041d 08"INITIATE" 0b"Socket-Type" 00000004 "PUSH"')
export const ERROR_400 = hex('040a 05"ERROR" 03"400"')
/** ERROR as libzmq 4.3 sends it under PLAIN. */
export const BROKEN_ERROR_400 = hex('0409 5e"RROR" 03"400"')
export const PING = hex('0407 04"PING" 000f')
export const PING_CONTEXT = hex('0409 04"PING" 0000 "ab"')
export const PONG = hex('0407 04"PONG" "ab"')
export const SUBSCRIBE = hex('040c 09"SUBSCRIBE" "AB"')
export const CANCEL = hex('0409 06"CANCEL" "AB"')
export const HELLO_CURVE = hex('04c8 05"HELLO" 0100 00*72 11*32 0000000000000001 22*80')
export const WELCOME_CURVE = hex('04a8 07"WELCOME" 33*16 44*144')
export const INITIATE_CURVE = hex('06 0000000000000115 08"INITIATE" 55*96 0000000000000002 66*164')
export const READY_CURVE = hex('0432 05"READY" 0000000000000001 77*36')
export const MESSAGE_CURVE = hex('0023 07"MESSAGE" 0000000000000003 88*19')
export const HI = hex('0002 "hi"')
export const MULTIPART = hex('0101 "a" 0100 0001 "c"')
export const LONG = hex('02 0000000000000100 78*256')

/** What each side says, one direction a line. */
export const STREAMS: readonly Buffer[] = [
  Buffer.concat([NULL, READY_PUSH, HI, MULTIPART, LONG, PING, PONG]),
  Buffer.concat([NULL, READY_PULL, SUBSCRIBE, CANCEL, PING_CONTEXT]),
  Buffer.concat([greeting('PLAIN'), HELLO_PLAIN, INITIATE_PLAIN, HI]),
  Buffer.concat([greeting('PLAIN'), WELCOME_PLAIN, READY_PULL]),
  Buffer.concat([greeting('PLAIN'), BROKEN_ERROR_400]),
  Buffer.concat([greeting('CURVE'), HELLO_CURVE, INITIATE_CURVE, MESSAGE_CURVE]),
  Buffer.concat([greeting('CURVE'), WELCOME_CURVE, READY_CURVE, MESSAGE_CURVE]),
  hex(`${SIGNATURE} 01 08 0000 0002 "hi"`),
  hex(`${SIGNATURE} 03 07 0000`),
  hex(`${SIGNATURE} 00 07 0100 020161 03006263`),
  hex('0100 0300"hi" 0301"jj" 0200"k"'),
  hex('ff 0000000000000003 00 "ab" 0300"hi"'),
  Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  Buffer.concat([NULL, READY_REQ, hex('0104 2a000000 0100 0001"x" 0100 0001"y"')]),
  Buffer.concat([NULL, READY_DEALER, hex('0105 006b8b4567 0103"bob" 0100 0001"x" 0000')]),
  Buffer.concat([NULL, READY_SUB, hex('0002 01"a" 0101 01 0002 00"a"'), SUBSCRIBE]),
]

/** Monitor events: the parts of each. */
export const EVENTS: readonly (readonly Buffer[])[] = [
  [hex('08001d000000'), Buffer.from('tcp://127.0.0.1:38375')],
  [hex('200062000000'), Buffer.from('127.0.0.1:43363')],
  [hex('000400000000'), Buffer.alloc(0)],
  [
    hex('0200000000000000'),
    hex('0100000000000000'),
    hex('7300000000000000'),
    Buffer.alloc(0),
    Buffer.from('tcp://127.0.0.1:38375'),
  ],
  [
    hex('0000010000000000'),
    hex('0200000000000000'),
    hex('0300000000000000'),
    hex('0000000000000000'),
    Buffer.alloc(0),
    Buffer.from('tcp://127.0.0.1:38375'),
  ],
]
