// Lesson 17: a CURVE client by hand. NaCl seals and opens, libzmq is the server.
import { connect } from 'node:net'
import nacl from 'tweetnacl'
import * as zeromq from 'zeromq'

const pair = (octet: number) => nacl.box.keyPair.fromSecretKey(new Uint8Array(32).fill(octet))
const [S, C, c] = [pair(1), pair(2), pair(3)] as const // c is C', which must be new each time
const text = (words: string): Buffer => Buffer.from(words, 'latin1')
const join = (...parts: Uint8Array[]): Buffer => Buffer.concat(parts)
const hex = (bytes: Uint8Array): string => `${Buffer.from(bytes).toString('hex', 0, 12)}…`
const short = (count: number): Buffer => Buffer.from([0, 0, 0, 0, 0, 0, 0, count])
const nonce = (start: string, end: Uint8Array): Buffer => join(text(start), end)

const curveSecretKey = Buffer.from(S.secretKey) as never // bytes do as well as Z85
const pull = new zeromq.Pull({ curveServer: true, curveSecretKey })
await pull.bind('tcp://127.0.0.1:*')
const socket = connect(Number(pull.lastEndpoint!.split(':').at(-1)), '127.0.0.1')
const chunks = socket[Symbol.asyncIterator]()
let held: Buffer = Buffer.alloc(0)
async function read(size: number): Promise<Buffer> {
  while (held.length < size) held = join(held, (await chunks.next()).value as Buffer)
  const bytes = held.subarray(0, size)
  held = held.subarray(size)
  return bytes
}
function send(flags: number, body: Buffer): void {
  const size = [body.length >> 8, body.length]
  socket.write(join(Buffer.from([flags | 2, 0, 0, 0, 0, 0, 0, ...size]), body))
}
socket.write(join(text('\xff\0\0\0\0\0\0\0\x01\x7f\x03\x01CURVE'), Buffer.alloc(47)))
await read(64)
const key = nacl.box.before(S.publicKey, c.secretKey) // of C' and S
const signature = nacl.box.after(Buffer.alloc(64), nonce('CurveZMQHELLO---', short(1)), key)
send(4, join(text('\x05HELLO\x01\0'), Buffer.alloc(72), c.publicKey, short(1), signature))
console.log(`HELLO     C' ${hex(c.publicKey)} hello key ${hex(key)}`)
const welcome = (await read(170)).subarray(2)
const given = nonce('WELCOME-', welcome.subarray(8, 24))
const opened = nacl.box.open.after(welcome.subarray(24), given, key)!
const [s, cookie] = [opened.subarray(0, 32), opened.subarray(32)] // s is S'
console.log(`WELCOME   ${welcome.length} octets: S' has ${s.length}, the cookie ${cookie.length}`)
const session = nacl.box.before(s, c.secretKey) // of C' and S'
const chance = nacl.randomBytes(16)
const claim = join(c.publicKey, S.publicKey)
const vouch = nacl.box.after(claim, nonce('VOUCH---', chance), nacl.box.before(s, C.secretKey))
const who = join(C.publicKey, chance, vouch, text('\x0bSocket-Type\0\0\0\x04PUSH'))
const initiate = nacl.box.after(who, nonce('CurveZMQINITIATE', short(2)), session)
send(4, join(text('\x08INITIATE'), cookie, short(2), initiate))
console.log(`INITIATE  C ${hex(C.publicKey)} vouch ${vouch.length}, sealed ${initiate.length}`)
const ready = (await read(52)).subarray(2)
const end = nonce('CurveZMQREADY---', ready.subarray(6, 14))
const metadata = nacl.box.open.after(ready.subarray(14), end, session)!
console.log(`READY     nonce ${ready[13]}: ${JSON.stringify(Buffer.from(metadata).toString())}`)
const third = nonce('CurveZMQMESSAGEC', short(3))
const message = nacl.box.after(text('\0hello'), third, session)
send(0, join(text('\x07MESSAGE'), short(3), message))
console.log(`MESSAGE   nonce 3, ${message.length} sealed; libzmq received ${await pull.receive()}`)
message[20]! ^= 1
console.log(`          one bit changed: ${nacl.box.open.after(message, third, session)}`)
socket.destroy()
pull.close()
