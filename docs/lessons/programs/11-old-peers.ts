// Lesson 11: ZMTP 1.0, 2.0 and 3.1 on one port.
import { once } from 'node:events'
import { connect } from 'node:net'
import { Pair, Pull, Push } from 'rawzmq'
import { EVENT_ALL, eventName, getMonitorEvent, socketMonitor } from 'rawzmq/monitor'

const pull = new Pull()
socketMonitor(pull, 'inproc://events', EVENT_ALL)
const monitor = new Pair()
monitor.connect('inproc://events')
await pull.bind('tcp://127.0.0.1:*')
const port = Number(pull.lastEndpoint!.split(':').at(-1))

async function events(last: string): Promise<string> {
  const names: (string | undefined)[] = []
  while (names.at(-1) !== last)
    names.push(eventName(getMonitorEvent(await monitor.receive()).event))
  return names.join(', ')
}
await events('LISTENING')

/** A peer that says these bytes; shows what it hears, what the PULL receives, which events come. */
async function old(version: string, hex: string, hears: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
  const parts = await pull.receive()
  let heard = Buffer.alloc(0)
  for await (const chunk of socket) {
    heard = Buffer.concat([heard, chunk as Buffer])
    if (heard.length >= hears) break
  }
  socket.destroy()
  console.log(`${version} says  ${hex}`)
  console.log(`    hears     ${heard.toString('hex').replace(/..(?=.)/g, '$& ')}`)
  console.log(`    delivered ${parts.map(part => JSON.stringify(String(part))).join(', ')}`)
  console.log(`    events    ${await events('DISCONNECTED')}`)
}

// 1.0: a frame is length (flags counted), flags, body. The first is the peer's identity: none.
await old('1.0', '01 00  04 01 6f6e65  04 00 74776f', 10)
// 2.0: signature, revision 1, socket type 8 (PUSH), identity; then flags, length, body.
await old('2.0', 'ff00000000000000017f 01 08  00 00  01 03 6f6e65  00 03 74776f', 14)

const push = new Push()
push.connect(pull.lastEndpoint!)
await push.send(['one', 'two'])
const parts = await pull.receive()
push.close()
console.log('3.1, a Push of rawzmq')
console.log(`    delivered ${parts.map(part => JSON.stringify(String(part))).join(', ')}`)
console.log(`    events    ${await events('DISCONNECTED')}`)
pull.close()
monitor.close()
