// Lesson 4: a PUSH on node:net, which a PULL of libzmq accepts.
import { connect } from 'node:net'
import { nativeEngine } from 'rawzmq/native'

const greeting = Buffer.alloc(64) // RFC 23 §Connection Greeting
greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 1])
greeting.write('NULL', 12)

/** A frame: flags, size of the body in 1 or 8 bytes, body (RFC 23 §Framing). */
function frame(body: Buffer, flags: number): Buffer {
  if (body.length <= 255) return Buffer.concat([Buffer.from([flags, body.length]), body])
  const head = Buffer.alloc(9)
  head[0] = flags | 0x02
  head.writeBigUInt64BE(BigInt(body.length), 1)
  return Buffer.concat([head, body])
}

/** A message: a frame for each part, all but the last with the MORE bit. */
const message = (...parts: string[]): Buffer =>
  Buffer.concat(parts.map((part, at) => frame(Buffer.from(part), at < parts.length - 1 ? 0x01 : 0)))

const socketType = '\x0bSocket-Type\0\0\0\x04PUSH'
const ready = frame(Buffer.from(`\x05READY${socketType}`, 'latin1'), 0x04)

const engine = await nativeEngine()
const pull = engine.socket('PULL')
const endpoint = await pull.bind('tcp://127.0.0.1:*')

const socket = connect(Number(endpoint.split(':').at(-1)), '127.0.0.1')
const chunks = socket[Symbol.asyncIterator]()
let held = Buffer.alloc(0)

/** The next bytes of the stream, exactly so many. */
async function read(size: number): Promise<Buffer> {
  while (held.length < size) held = Buffer.concat([held, (await chunks.next()).value as Buffer])
  const bytes = held.subarray(0, size)
  held = held.subarray(size)
  return bytes
}

socket.write(greeting)
await read(64)
socket.write(ready)
const [flags, size] = await read(2)
const body = (await read(size!)).toString('latin1').replace(/[^ -~]/g, '.')
console.log(`libzmq: flags 0${flags}, size ${size}, ${body}`)

socket.write(message('hello'))
socket.write(message('two', 'parts'))
socket.write(message('', 'x'.repeat(300)))
for (let count = 0; count < 3; count++) {
  const parts = await pull.receive()
  console.log(parts.map(part => `${part.length} bytes "${String(part).slice(0, 10)}"`).join(', '))
}
socket.destroy()
pull.close()
await engine.close()
