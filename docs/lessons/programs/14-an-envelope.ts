// Lesson 14: what stands before a request: on the wire, and as it is passed on.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Dealer, Reply, Request, Router } from 'rawzmq'
import { parseHex, StreamDissector } from 'rawzmq/dissect'

// 1. A ROUTER that is nothing but bytes: a greeting and a READY. It shows the frames of a request.
const bytesOf = (hex: string): Buffer => Buffer.concat(parseHex(hex).flatMap(({ parts }) => parts))
const hello = bytesOf(`
  ff 00*7 01 7f 03 01 "NULL" 00*16 00 00*31
  04 1c 05 "READY" 0b "Socket-Type" 00000006 "ROUTER"
`)
const server = createServer(socket => {
  const stream = new StreamDissector()
  socket.write(hello)
  socket.on('data', chunk => {
    for (const { kind, summary, fields } of stream.push(chunk as Buffer)) {
      if (kind !== 'frame') continue
      const bytes = Buffer.concat(fields.map(field => field.bytes)).toString('hex')
      console.log(bytes.padEnd(6), '|', summary)
      if (summary === 'message: "?"') socket.write(bytesOf('0100 0001 "!"')) // the same envelope
    }
  })
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const asking = new Request({ linger: 0 })
asking.connect(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`)
await asking.send('?')
console.log('the answer is', String(await asking.receive()))
asking.close()
server.close()

// 2. Passed on by a ROUTER and a DEALER, twice. Each ROUTER puts before it whom it came from.
const tcp = 'tcp://127.0.0.1:*'
const show = (where: string, parts: Buffer[]): void =>
  console.log(where.padEnd(10), '|', parts.map(part => `"${String(part)}"`).join(' '))
const fronts = [new Router(), new Router()] as const
const backs = [new Dealer({ routingId: 'hop-1' }), new Dealer()] as const
for (const front of fronts) await front.bind(tcp)
const rep = new Reply()
await rep.bind(tcp)
const alice = new Request({ routingId: 'alice' })
alice.connect(fronts[0].lastEndpoint!)
backs[0].connect(fronts[1].lastEndpoint!)
backs[1].connect(rep.lastEndpoint!)
await alice.send('?')
for (const hop of [0, 1] as const) {
  const request = await fronts[hop].receive()
  show(`ROUTER ${hop + 1}`, request)
  await backs[hop].send(request)
}
show('REP', await rep.receive())
await rep.send('!')
for (const hop of [1, 0] as const) {
  const reply = await backs[hop].receive()
  show(`DEALER ${hop + 1}`, reply)
  await fronts[hop].send(reply)
}
show('REQ', await alice.receive())
for (const socket of [...fronts, ...backs, rep, alice]) socket.close()
