// Lesson 2: a monitor event by hand.
import { endianness } from 'node:os'
import { Pair, Push } from 'rawzmq'
import { EVENT_ALL, EVENT_ALL_V2, eventName, getMonitorEvent, socketMonitor } from 'rawzmq/monitor'

const hex = (bytes: Buffer): string => bytes.toString('hex').replace(/..(?=.)/g, '$& ')

/** Binds a PUSH and gives the parts of its first event, LISTENING. */
async function listening(version: 1 | 2): Promise<{ push: Push; parts: Buffer[] }> {
  const push = new Push()
  const name = `inproc://version-${version}`
  socketMonitor(push, name, version === 1 ? EVENT_ALL : EVENT_ALL_V2, version)
  const monitor = new Pair()
  monitor.connect(name)
  await push.bind('tcp://127.0.0.1:*')
  const parts = await monitor.receive()
  monitor.close()
  return { push, parts }
}

const { push, parts } = await listening(1)
const [head, address] = parts as [Buffer, Buffer]
console.log(`part 0: ${hex(head)}`)
console.log(`part 1: ${address}`)

// What the C code does with *(uint16_t *)data and *(uint32_t *)(data + 2), on this machine.
console.log(`this machine is ${endianness()}`)
const event = head.readUInt16LE(0)
const value = head.readUInt32LE(2)
console.log(`event ${hex(head.subarray(0, 2))} is 0x${event.toString(16)}, ${eventName(event)}`)
console.log(`value ${hex(head.subarray(2))} is fd ${value}`)

const decoded = getMonitorEvent(parts)
console.log(`getMonitorEvent agrees: ${decoded.event === event && decoded.value === value}`)
console.log(`the address is that of the socket: ${decoded.address === push.lastEndpoint}`)

// The same six bytes, read in the order of another machine.
const wrong = head.readUInt16BE(0)
console.log(`big end first it would be 0x${wrong.toString(16)}, ${eventName(wrong)}`)

// Version 2: every number has 64 bits, and there are two addresses.
const second = await listening(2)
for (const [index, part] of second.parts.entries()) {
  const isNumber = index < second.parts.length - 2
  console.log(`v2 part ${index}: ${isNumber ? hex(part) : JSON.stringify(String(part))}`)
}
push.close()
second.push.close()
