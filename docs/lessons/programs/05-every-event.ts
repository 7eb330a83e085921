// Lesson 5: a tour of the events, with a peer that misbehaves on purpose.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Pair, Pull, Push, type Socket as ZmqSocket } from 'rawzmq'
import { describeValue, EVENT_ALL, eventName, getMonitorEvent, socketMonitor } from 'rawzmq/monitor'

/** Watches a socket; the function it gives waits for some event and shows all up to there. */
function watch(socket: ZmqSocket): (title: string, last: string) => Promise<void> {
  const name = `inproc://events-${Math.random()}`
  socketMonitor(socket, name, EVENT_ALL)
  const monitor = new Pair()
  monitor.connect(name)
  return async (title, last) => {
    console.log(title)
    for (let seen: string | undefined; seen !== last;) {
      const { event, value } = getMonitorEvent(await monitor.receive())
      seen = eventName(event)
      console.log(`    ${seen}${value === 0 ? '' : ` ${describeValue(event, value)}`}`)
    }
  }
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex')
const greeting = (mechanism: string): Buffer =>
  Buffer.concat([bytes('ff00000000000000017f0301'), Buffer.from(mechanism.padEnd(52, '\0'))])
const command = (body: string): Buffer =>
  Buffer.concat([Buffer.from([4, body.length]), Buffer.from(body, 'latin1')])
const ready = (type: string): Buffer => command(`\x05READY\x0bSocket-Type\0\0\0\x04${type}`)

const pull = new Pull({ handshakeInterval: 200 })
const show = watch(pull)
await pull.bind('tcp://127.0.0.1:*')
await show('a PULL binds', 'LISTENING')

async function peer(title: string, ...says: Buffer[]): Promise<Socket> {
  const socket = connect(Number(pull.lastEndpoint!.split(':').at(-1)), '127.0.0.1')
  socket.on('error', () => {}).resume()
  await once(socket, 'connect')
  for (const said of says) socket.write(said)
  await show(title, title.startsWith('a good') ? 'HANDSHAKE_SUCCEEDED' : 'DISCONNECTED')
  return socket
}
await peer('a peer that says nothing', Buffer.alloc(0))
await peer('a peer that wants PLAIN', greeting('PLAIN'))
await peer('a peer that sends PING, not READY', greeting('NULL'), command('\x04PING\0\0'))
await peer('a peer that sends ERROR 400', greeting('NULL'), command('\x05ERROR\x03400'))
await peer('a PUB', greeting('NULL'), command('\x05READY\x0bSocket-Type\0\0\0\x03PUB'))
const good = await peer('a good PUSH', greeting('NULL'), ready('PUSH'))
good.end()
await show('it leaves', 'DISCONNECTED')

const push = new Push({ reconnectInterval: 20 })
const tell = watch(push)
const endpoint = pull.lastEndpoint!
pull.close()
await show('the PULL closes', 'MONITOR_STOPPED')
push.connect(endpoint)
await tell('a PUSH connects where nobody listens', 'CONNECT_RETRIED')
push.close()
