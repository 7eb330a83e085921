// Lesson 13: what a PUB drops, and what can be done about it.
import { Publisher, Subscriber, XPublisher } from 'rawzmq'
import { gatedPublisher } from 'rawzmq/gate'

// 1. The slow joiner: what is sent before a subscription has come is for nobody.
const early = new XPublisher()
const late = new Subscriber()
await early.bind('tcp://127.0.0.1:*')
late.connect(early.lastEndpoint!)
late.subscribe('n')
for (const text of ['n1', 'n2', 'n3']) await early.send(text)
const [subscription] = await early.receive()
console.log('the publisher hears', subscription)
await early.send('n4')
console.log('the first that comes:', String(await late.receive()))

// 2. Its cure: a gate that counts subscribers.
const got: Promise<string[]>[] = []
async function take(endpoint: string, count: number): Promise<string[]> {
  const subscriber = new Subscriber()
  subscriber.connect(endpoint)
  subscriber.subscribe('n')
  const texts: string[] = []
  while (texts.length < count) texts.push(String(await subscriber.receive()))
  subscriber.close()
  return texts
}
const gated = new Publisher()
const options = {
  endpoint: 'tcp://127.0.0.1:*',
  topic: 'n',
  subscribers: 2,
  onBound: (at: string): void => void got.push(take(at, 3), take(at, 3)),
}
await gatedPublisher(gated, options, () => ['n1', 'n2', 'n3'])
for (const texts of await Promise.all(got)) console.log('behind the gate:', texts.join(' '))

// 3. The slow subscriber: what its queues do not hold is not kept for it, and the others do not wait.
const pub = new Publisher({ sendHighWaterMark: 10 })
const subscribers = [0, 0].map(() => new Subscriber({ receiveHighWaterMark: 10 }))
const [quick, slow] = subscribers as [Subscriber, Subscriber]
await pub.bind('inproc://lesson-13')
for (const subscriber of subscribers) {
  subscriber.connect('inproc://lesson-13')
  subscriber.subscribe()
}
for (let number = 0; number < 1000; number++) {
  await pub.send(String(number))
  const text = String(await quick.receive())
  if (text !== String(number)) console.log('the quick one has missed', number)
}
slow.receiveTimeout = 0
const kept: string[] = []
while (slow.readable) kept.push(String(await slow.receive()))
console.log(`the slow one has ${kept.length} of 1000: ${kept[0]} to ${kept.at(-1)}`)
for (const socket of [early, late, gated, pub, ...subscribers]) socket.close()
