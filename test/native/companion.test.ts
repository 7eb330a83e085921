// The drafts on both engines, libzmq first: what stands beside their one part is a part of its own.
import type { EngineSocket, AnyTypeName } from '../../lib/engine.js'
import { bytes, eventually, onEngines } from '../support/engines.js'

const texts = async (socket: EngineSocket): Promise<string[]> =>
  (await socket.receive()).map(String)

onEngines('SERVER answers by a number of four octets', async (t, engine) => {
  const server = engine.socket('SERVER')
  const client = engine.socket('CLIENT')
  client.connect(await server.bind('tcp://127.0.0.1:*'))
  await client.send(bytes('question'))
  const [number, question] = (await server.receive()) as [Buffer, Buffer]
  t.equal(number.length, 4)
  t.not(number.readUInt32BE(), 0)
  t.equal(String(question), 'question')
  await server.send([number, Buffer.from('answer')])
  t.strictSame(await texts(client), ['answer'])
  const nobody = Buffer.from(number.map(octet => octet ^ 0xff))
  await t.rejects(server.send([nobody, Buffer.from('x')]), { code: 'EHOSTUNREACH' })
  await t.rejects(server.send([Buffer.from('abc'), Buffer.from('x')]), { code: 'EINVAL' })
})

onEngines('DISH gets what RADIO sends to the groups it has joined', async (t, engine) => {
  const radio = engine.socket('RADIO')
  const dish = engine.socket('DISH')
  dish.joinGroup('news')
  t.throws(() => dish.joinGroup('news'), { code: 'EINVAL' }, 'twice')
  t.throws(() => radio.joinGroup('news'), { code: 'ENOTSUP' }, 'a RADIO joins nothing')
  dish.connect(await radio.bind('tcp://127.0.0.1:*'))
  const received: string[][] = []
  void texts(dish).then(parts => received.push(parts))
  await eventually(() => {
    radio.trySend(bytes('sport', 'no'))
    radio.trySend(bytes('news', 'yes'))
    return received.length > 0
  }, 'the RADIO knows the group')
  t.strictSame(received, [['news', 'yes']])
  dish.leaveGroup('news')
  t.throws(() => dish.leaveGroup('news'), { code: 'EINVAL' }, 'not there any more')
})

const PAIRS: readonly (readonly [AnyTypeName, AnyTypeName])[] = [
  ['SCATTER', 'GATHER'],
  ['CHANNEL', 'CHANNEL'],
  ['CLIENT', 'SERVER'],
]

for (const [from, to] of PAIRS) {
  onEngines(`${from} sends one part, to ${to}`, async (t, engine) => {
    const receiver = engine.socket(to)
    const sender = engine.socket(from)
    const endpoint = await receiver.bind('tcp://127.0.0.1:*')
    sender.connect(endpoint)
    await t.rejects(sender.send(bytes('two', 'parts')), { code: 'EINVAL' })
    await sender.send(bytes('one'))
    t.equal((await texts(receiver)).at(-1), 'one')
    await receiver.unbind(endpoint)
  })
}
