// A producer as a user of the `zeromq` package writes it: waits for handshakes by its events, sends, and
// lets each consumer go. Prints its endpoint first. Usage: node zeromq-producer.js CONSUMERS TIMES
import { Push } from 'zeromq'

const [consumers = 1, times = 0] = process.argv.slice(2).map(Number)
const push = new Push()

/** Resolves once as many events of a type have come as there are consumers. */
function everyConsumer(type: 'handshake' | 'disconnect'): Promise<void> {
  return new Promise(resolve => {
    let count = 0
    push.events.on(type, () => {
      if (++count === consumers) resolve()
    })
  })
}

const allReady = everyConsumer('handshake')
const allGone = everyConsumer('disconnect')
await push.bind('tcp://127.0.0.1:*')
console.log(push.lastEndpoint)
await allReady
for (let index = 0; index < times; index++) {
  await push.send(`Data-000-${String(index).padStart(3, '0')}`)
}
for (let index = 0; index < consumers; index++) await push.send('Quit')
await allGone
push.close()
