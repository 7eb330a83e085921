// Lesson 1: the article's recipe, line for line.
import { Pair, Pull, Push } from 'rawzmq'
import { EVENT_ALL, EVENTS, getMonitorEvent, socketMonitor } from 'rawzmq/monitor'

const MONITOR = 'inproc://monitor-server'

const sock = new Push()
const mon = new Pair()
await sock.bind('tcp://127.0.0.1:*')
socketMonitor(sock, MONITOR, EVENT_ALL)
mon.connect(MONITOR)

// The article forks four processes; here four sockets are enough.
const consumers = [1, 2, 3, 4].map(() => new Pull())
for (const pull of consumers) pull.connect(sock.lastEndpoint!)

console.log('Producer 0 setup')
let others = 0
for (let cnt = 0; cnt < 4;) {
  const { event } = getMonitorEvent(await mon.receive())
  if (event === EVENTS.ACCEPTED) {
    console.log('Producer accepted')
    cnt++
  } else others++
}
console.log('Producer 0 start')

// What the loop above leaves aside: each peer's handshake comes after its ACCEPTED.
for (; others < 4; others++) await mon.receive()
for (const pull of consumers) pull.close()
for (let cnt = 0; cnt < 4;) {
  const { event } = getMonitorEvent(await mon.receive())
  if (event === EVENTS.DISCONNECTED) cnt++
}
console.log('Producer 0 stop')

sock.close()
const { event, address } = getMonitorEvent(await mon.receive())
console.log(event === EVENTS.CLOSED, address.startsWith('tcp://127.0.0.1:'))
mon.close()
