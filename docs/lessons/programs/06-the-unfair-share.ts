// Lesson 6: what it costs to take ACCEPTED for ready.
import { EventEmitter, once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { Pair, Pull, Push } from 'rawzmq'
import { EVENT_ALL, EVENTS, getMonitorEvent, socketMonitor } from 'rawzmq/monitor'

/** A line that connects at once, but carries no byte before it is released; gives its port. */
async function slowLine(port: number, released: Promise<unknown>): Promise<number> {
  const upstream = connect(port, '127.0.0.1')
  const server = createServer((socket: Socket) => {
    server.close()
    void released.then(() => socket.pipe(upstream).pipe(socket))
    for (const end of [socket, upstream]) end.on('error', () => {})
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

/** Sends nine messages once three of the events have come; says who got how many. */
async function share(waitFor: 'ACCEPTED' | 'HANDSHAKE_SUCCEEDED'): Promise<void> {
  const push = new Push()
  const monitor = new Pair()
  socketMonitor(push, `inproc://${waitFor}`, EVENT_ALL)
  monitor.connect(`inproc://${waitFor}`)
  await push.bind('tcp://127.0.0.1:*')
  const port = Number(push.lastEndpoint!.split(':').at(-1))
  const bell = new EventEmitter()
  const [released, allHere] = [once(bell, 'release'), once(bell, 'all here')]
  const late = [await slowLine(port, released), await slowLine(port, released)]

  const counts = [0, 0, 0]
  let total = 0
  const pulls = [port, ...late].map(at => {
    const pull = new Pull()
    pull.connect(`tcp://127.0.0.1:${at}`)
    return pull
  })
  const consume = async (pull: Pull, index: number): Promise<void> => {
    for await (const _ of pull) {
      counts[index]!++
      if (++total === 9) bell.emit('all here')
    }
  }
  for (const [index, pull] of pulls.entries()) void consume(pull, index)

  if (waitFor === 'HANDSHAKE_SUCCEEDED') bell.emit('release')
  for (let count = 0; count < 3;) {
    const { event } = getMonitorEvent(await monitor.receive())
    if (event === EVENTS[waitFor]) count++
  }
  for (let index = 0; index < 9; index++) await push.send(`message ${index}`)
  bell.emit('release')
  await allHere
  console.log(`three times ${waitFor}: ${counts.join(' ')}`)
  for (const socket of [...pulls, push, monitor]) socket.close()
}

await share('ACCEPTED')
await share('HANDSHAKE_SUCCEEDED')
