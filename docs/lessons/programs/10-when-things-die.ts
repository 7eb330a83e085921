// Lesson 10: what is lost with a peer, and what is not.
import { EventEmitter, once } from 'node:events'
import { Pull, Push } from 'rawzmq'
import { formatNotice, gatedProducer, type Notice } from 'rawzmq/gate'

// 1. A PUSH that binds: the first of two consumers dies with messages in hand.
const bell = new EventEmitter()
const [sent, died, secondHasTwo] = ['sent', 'died', 'two'].map(name => once(bell, name))
const got: string[] = []
async function consume(name: string, endpoint: string): Promise<void> {
  const pull = new Pull()
  pull.connect(endpoint)
  for await (const [message] of pull) {
    if (String(message) === 'Quit') break
    got.push(`${name} ${message}`)
    if (got.filter(line => line.startsWith('second')).length === 2) bell.emit('two')
    if (name === 'second') continue
    await sent
    break
  }
  pull.close()
}
async function* work(): AsyncGenerator<string> {
  yield* ['m0', 'm1', 'm2', 'm3']
  await secondHasTwo
  bell.emit('sent')
  await died
  yield* ['m4', 'm5', 'm6', 'm7']
}
const push = new Push()
const options = {
  endpoint: 'tcp://127.0.0.1:*',
  consumers: 2,
  onBound: (at: string) => ['first', 'second'].forEach(name => void consume(name, at)),
  notice: (notice: Notice) => {
    console.log(formatNotice(notice))
    bell.emit(notice.kind)
  },
}
const result = await gatedProducer(push, options, work)
push.close()
console.log(`${result.outcome}: sent ${result.sent}, received ${got.length}, Quits ${result.quits}`)
console.log(`losses ${JSON.stringify(result.losses)}`)
for (const { fate, messages } of result.peers) console.log(`a peer: ${fate}, given ${messages}`)

// 2. A PUSH that connects keeps its pipe, and what is in it, while nobody is there.
const [before, after] = [new Pull(), new Pull()]
await before.bind('tcp://127.0.0.1:*')
const endpoint = before.lastEndpoint!
const dialling = new Push({ reconnectInterval: 10 })
const gone = new Promise(resolve => dialling.events.on('disconnect', resolve))
dialling.connect(endpoint)
await dialling.send('to the first server')
console.log(String(await before.receive()))
before.close()
await gone
await dialling.send('while nobody is there')
await after.bind(endpoint)
console.log(String(await after.receive()))
for (const socket of [dialling, after]) socket.close()
