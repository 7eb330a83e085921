// A monitor event of JeroMQ explained: one part, whatever the machine big end first (class ZMQ.Event of org.zeromq:jeromq
// 0.6.0; checked against octets that it sent).
//
//   offset 0      u32  event, of libzmq's numbers
//          4      u8   length of the address
//          5      …    address
//          5 + n  u8   flag: 0 no value, 1 a number, 2 a channel
//          6 + n  u32  value, unless the flag is 0; of a channel its index in the context's table, which 0.3.6 leaves out
import { errnoCode, systemErrorText } from '../errors.js'
import { describeValue, eventMeaning, eventName, EVENTS, valueKind } from '../monitor/events.js'
import { type Explanation, FieldReader, type MonitorItem, plural } from './field.js'
import { hexNumber, quote } from './text.js'

const SOURCE = 'JeroMQ 0.6.0, ZMQ.Event'
const HEAD_SIZE = 5
const VALUE_SIZE = 4
const FLAGS: Readonly<Record<number, string>> = {
  0: 'no value follows',
  1: 'a number follows',
  2: "a channel follows, as its index in the context's table",
}
/** Comes when the greeting has been read, be the handshake good or not; no event of libzmq has this number. */
const HANDSHAKE_PROTOCOL = 0x8000

/** What an event is called there. */
const nameOf = (event: number): string | undefined =>
  event === HANDSHAKE_PROTOCOL ? 'HANDSHAKE_PROTOCOL' : eventName(event)

/** True if bytes are one event of this form: they fill it exactly, and its number is one. */
export function isJeromqEvent(bytes: Buffer): boolean {
  if (bytes.length < HEAD_SIZE + 1 || nameOf(bytes.readUInt32BE()) === undefined) return false
  const end = HEAD_SIZE + (bytes[HEAD_SIZE - 1] ?? 0)
  const flag = bytes[end] ?? 3
  const left = bytes.length - end - 1
  return flag <= 2 && ((flag !== 0 && left === VALUE_SIZE) || (flag !== 1 && left === 0))
}

/** Explains one; what is wrong with it is said. */
export function dissectJeromqMonitor(bytes: Buffer): MonitorItem {
  const reader = new FieldReader(bytes, 0, bytes.length, 0)
  let event: number | undefined
  let value: number | undefined
  let address = ''
  reader.take(4, 'event', SOURCE, part => {
    event = part.readUInt32BE()
    const name = nameOf(event)
    const text = `${hexNumber(event, 4)} ${name ?? 'unknown'}`
    if (event === HANDSHAKE_PROTOCOL) {
      return { value: text, meaning: 'the greeting has been read (of JeroMQ alone)' }
    }
    return name === undefined
      ? { value: text, meaning: 'no event of libzmq 4.3 or JeroMQ', fault: 'expected an event' }
      : { value: text, meaning: eventMeaning(event) }
  })
  const size = reader.take(1, 'address length', SOURCE, ([length = 0]) => ({
    value: String(length),
    meaning: '',
  }))
  reader.take(size?.[0] ?? 0, 'address', SOURCE, part => {
    address = part.toString()
    return { value: quote(part), meaning: 'the endpoint of the event' }
  })
  const flag = reader.take(1, 'flag', SOURCE, ([kind = 0]) => {
    const meaning = FLAGS[kind]
    return meaning === undefined
      ? { value: String(kind), meaning: '', fault: 'expected 0, 1 or 2' }
      : { value: String(kind), meaning }
  })?.[0]
  const isLeftOut = flag === 2 && bytes.length === HEAD_SIZE + (size?.[0] ?? 0) + 1
  if (flag !== undefined && flag !== 0 && !isLeftOut) {
    reader.take(VALUE_SIZE, 'value', SOURCE, part => {
      value = part.readInt32BE()
      return explainValue(event ?? 0, value, flag === 2)
    })
  }
  reader.rest('excess', SOURCE, part => ({
    value: plural(part.length, 'byte'),
    meaning: '',
    fault: 'expected the end of the part',
  }))
  const { fault } = reader
  const words = [
    event === undefined ? 'no event' : (nameOf(event) ?? `event ${hexNumber(event)}`),
    ...(value === undefined ? [] : [explainValue(event ?? 0, value, flag === 2).meaning]),
    ...(address === '' ? [] : [quote(Buffer.from(address))]),
  ]
  return {
    kind: 'monitor',
    offset: 0,
    size: bytes.length,
    summary: `monitor event (JeroMQ): ${words.join(', ')}`,
    fields: reader.fields,
    version: undefined,
    event,
    name: event === undefined ? undefined : eventName(event),
    values: value === undefined ? [] : [value],
    addresses: address === '' ? [] : [address],
    ...(fault !== undefined && { fault }),
  }
}

function explainValue(event: number, number: number, isChannel: boolean): Explanation {
  const value = String(number)
  if (isChannel) return { value, meaning: `channel ${number}, no descriptor` }
  if (event === HANDSHAKE_PROTOCOL) return { value, meaning: `ZMTP ${number}` }
  if (event === EVENTS.CONNECT_DELAYED && number === -1) {
    return { value, meaning: 'no errno: the connect is under way' }
  }
  if (valueKind(event) === 'errno') {
    return {
      value,
      meaning: `${describeValue(event, number)}: ${systemErrorText(errnoCode(number))}`,
    }
  }
  return { value, meaning: describeValue(event, number) }
}
