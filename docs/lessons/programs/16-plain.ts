// Lesson 16: a password read off the wire, and used.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { Pull, Push } from 'rawzmq'
import { StreamDissector } from 'rawzmq/dissect'
import { zapHandler } from 'rawzmq/zap'
import * as zeromq from 'zeromq'

const handler = zapHandler({ users: { anna: 'open sesame' } })
const pull = new Pull({ plainServer: true, zapDomain: 'global' })
await pull.bind('tcp://127.0.0.1:*')
const port = Number(pull.lastEndpoint!.split(':').at(-1))
const deliver = async (): Promise<void> =>
  console.log(`delivered ${(await pull.receive()).map(part => JSON.stringify(String(part)))}`)

/** Somebody on the way: passes everything on, and keeps what the client says. */
const heard: Buffer[] = []
const relay = createServer(client => {
  client.on('data', (bytes: Buffer) => heard.push(bytes))
  client.pipe(connect(port, '127.0.0.1')).pipe(client)
})
relay.listen(0, '127.0.0.1')
await once(relay, 'listening')

// Anna, with libzmq.
const anna = new zeromq.Push({ plainUsername: 'anna', plainPassword: 'open sesame' })
anna.connect(`tcp://127.0.0.1:${(relay.address() as AddressInfo).port}`)
await anna.send('the books do not balance')
await deliver()
anna.close()

// What the one on the way has of her: all of it.
const bytes = Buffer.concat(heard)
for (const { offset, summary } of new StreamDissector().push(bytes)) {
  console.log(`  @${offset} ${summary}`)
}
const hello = bytes.subarray(66, 66 + bytes[65]!) // behind greeting, flags and size
console.log(`  ${hello.toString('hex').replace(/..(?=.)/g, '$& ')}`)

/** A field of HELLO: its length, then so many octets. */
const field = (at: number): string => hello.toString('latin1', at + 1, at + 1 + hello[at]!)
const plainUsername = field(6)
const plainPassword = field(7 + plainUsername.length)
console.log(`  user ${plainUsername}, password ${plainPassword}`)

// Which is enough to be her.
const thief = new Push({ plainUsername, plainPassword })
thief.connect(pull.lastEndpoint!)
await thief.send('they do, trust me')
await deliver()
for (const open of [thief, pull, handler, relay]) open.close()
