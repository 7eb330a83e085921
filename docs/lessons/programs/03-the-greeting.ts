// Lesson 3: libzmq's greeting, read with a raw socket.
import { connect } from 'node:net'
import { nativeEngine } from 'rawzmq/native'

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

let offset = 0
function show(field: string, bytes: Buffer, meaning: string): void {
  const hex =
    bytes.every(byte => byte === 0) && bytes.length > 1
      ? `00 × ${bytes.length}`
      : bytes.toString('hex').replace(/..(?=.)/g, '$& ')
  console.log(`${String(offset).padStart(2)}  ${field.padEnd(9)}  ${hex.padEnd(23)}  ${meaning}`)
  offset += bytes.length
}

console.log('we have said nothing; libzmq says')
const signature = await read(10)
show('signature', signature.subarray(0, 1), 'a 1.0 peer sees: long length follows')
show('padding', signature.subarray(1, 9), 'it sees: length 1')
show('signature', signature.subarray(9), 'it sees: flags; a newer peer sees: not 1.0')

socket.write(Buffer.from('ff00000000000000017f', 'hex'))
console.log('we have sent our signature; libzmq says')
show('major', await read(1), 'ZMTP 3')

socket.write(Buffer.from('03', 'hex'))
console.log('we have sent our major version; libzmq says')
show('minor', await read(1), 'ZMTP 3.1')
const mechanism = await read(20)
show('mechanism', mechanism.subarray(0, 4), `"${mechanism.toString('latin1', 0, 4)}"`)
show('', mechanism.subarray(4), 'to 20 bytes')
show('as-server', await read(1), 'no')
show('filler', await read(31), 'zeros')
console.log(`${offset} bytes; left over: ${held.length}`)

socket.destroy()
pull.close()
await engine.close()
