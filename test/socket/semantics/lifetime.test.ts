// What lives how long: pipes on either side of a lost connection, messages of a socket that closes, and
// the waits in between.
import {
  bindWhenFree,
  bytes,
  EventLog,
  eventually,
  freeEndpoint,
  NOWHERE,
  onEngines,
  OPTION,
  pause,
  take,
} from '../../support/engines.js'

const { IMMEDIATE, LINGER, RECONNECT_IVL, RECONNECT_IVL_MAX, SNDHWM } = OPTION

onEngines('IMMEDIATE 0: messages wait for a peer that comes later', async (t, engine) => {
  const endpoint = await freeEndpoint(engine)
  const push = engine.socket('PUSH', { [RECONNECT_IVL]: 10 })
  push.connect(endpoint)
  for (const name of ['m0', 'm1']) t.equal(push.trySend(bytes(name)), true)
  const pull = engine.socket('PULL')
  await bindWhenFree(pull, endpoint)
  t.same(await take(pull, 2), ['m0', 'm1'])
})

onEngines('IMMEDIATE 1: there is a pipe only while there is a peer', async (t, engine) => {
  const endpoint = await freeEndpoint(engine)
  const push = engine.socket('PUSH', { [IMMEDIATE]: true, [RECONNECT_IVL]: 10 })
  const log = new EventLog(push)
  push.connect(endpoint)
  await log.until('CONNECT_RETRIED')
  t.equal(push.trySend(bytes('x')), false)
  const pull = engine.socket('PULL')
  await bindWhenFree(pull, endpoint)
  await log.until('HANDSHAKE_SUCCEEDED')
  await push.send(bytes('m0'))
  t.same(await take(pull, 1), ['m0'])
  pull.close()
  await log.until('DISCONNECTED')
  await eventually(() => !push.trySend(bytes('lost')), 'no pipe again')
})

onEngines('connecting side: the pipe outlives the peer', async (t, engine) => {
  const first = engine.socket('PULL')
  const endpoint = await first.bind('tcp://127.0.0.1:*')
  const push = engine.socket('PUSH', { [RECONNECT_IVL]: 10 })
  const log = new EventLog(push)
  push.connect(endpoint)
  await push.send(bytes('m0'))
  t.same(await take(first, 1), ['m0'])
  first.close()
  await log.until('DISCONNECTED')
  for (const name of ['m1', 'm2', 'm3']) await push.send(bytes(name, 'more'))
  const second = engine.socket('PULL')
  await bindWhenFree(second, endpoint)
  t.same(await take(second, 3), ['m1|more', 'm2|more', 'm3|more'])
})

onEngines('binding side: the pipe goes with the peer, and all that is in it', async (t, engine) => {
  const push = engine.socket('PUSH', { [LINGER]: 0 })
  const log = new EventLog(push)
  const endpoint = await push.bind('tcp://127.0.0.1:*')
  const pull = engine.socket('PULL', { [OPTION.RCVHWM]: 1 })
  pull.connect(endpoint)
  await log.until('HANDSHAKE_SUCCEEDED')
  const large = [Buffer.alloc(1_000_000)]
  for (let count = 0; count < 20; count++) await push.send(large)
  pull.close()
  await log.until('DISCONNECTED')
  await eventually(() => !push.trySend(bytes('lost')), 'nobody to send to')
  const next = engine.socket('PULL')
  next.connect(endpoint)
  await log.until('HANDSHAKE_SUCCEEDED')
  await push.send(bytes('for the next'))
  t.same(await take(next, 1), ['for the next'])
})

onEngines('receiving side: what has arrived stays', async (t, engine) => {
  const pull = engine.socket('PULL')
  const log = new EventLog(pull)
  const push = engine.socket('PUSH')
  push.connect(await pull.bind('tcp://127.0.0.1:*'))
  for (let index = 0; index < 5; index++) await push.send(bytes(`m${index}`))
  push.close()
  await log.until('DISCONNECTED')
  t.same(await take(pull, 5), ['m0', 'm1', 'm2', 'm3', 'm4'])
})

for (const end of ['close', 'disconnect'] as const) {
  onEngines(`LINGER −1: a ${end} waits for a peer that comes later`, async (t, engine) => {
    const endpoint = await freeEndpoint(engine)
    const push = engine.socket('PUSH', { [LINGER]: -1, [RECONNECT_IVL]: 10 })
    push.connect(endpoint)
    for (const name of ['m0', 'm1']) await push.send(bytes(name))
    if (end === 'close') push.close()
    else push.disconnect(endpoint)
    await pause(50)
    const pull = engine.socket('PULL')
    await bindWhenFree(pull, endpoint)
    t.same(await take(pull, 2), ['m0', 'm1'])
  })

  for (const linger of [0, 30]) {
    onEngines(`LINGER ${linger}: a ${end} does not wait longer`, async (t, engine) => {
      const endpoint = await freeEndpoint(engine)
      const push = engine.socket('PUSH', { [LINGER]: linger, [RECONNECT_IVL]: 10 })
      const log = new EventLog(push)
      push.connect(endpoint)
      await push.send(bytes('lost'))
      if (end === 'disconnect') {
        push.disconnect(endpoint)
        // What was disconnected has the LINGER of that moment; with this one a close waits for ever.
        push.setOption(LINGER, -1)
      }
      push.close()
      await log.until('MONITOR_STOPPED')
      const pull = engine.socket('PULL')
      await bindWhenFree(pull, endpoint)
      const other = engine.socket('PUSH')
      other.connect(endpoint)
      await other.send(bytes('from another'))
      t.same(await take(pull, 1), ['from another'])
    })
  }
}

onEngines('LINGER 0 still sends what the system takes at once', async (t, engine) => {
  const pull = engine.socket('PULL')
  const push = engine.socket('PUSH', { [LINGER]: 0 })
  const log = new EventLog(push)
  push.connect(await pull.bind('tcp://127.0.0.1:*'))
  await log.until('HANDSHAKE_SUCCEEDED')
  for (let index = 0; index < 100; index++) await push.send(bytes(`m${index}`))
  // When libzmq's I/O thread has taken them, only their arrival tells.
  if (engine.name === 'typescript') push.close()
  t.equal((await take(pull, 100)).at(-1), 'm99')
})

onEngines('LINGER −1: large messages all arrive though the socket is closed', async (t, engine) => {
  const pull = engine.socket('PULL', { [OPTION.RCVHWM]: 2 })
  const push = engine.socket('PUSH', { [LINGER]: -1 })
  push.connect(await pull.bind('tcp://127.0.0.1:*'))
  for (let index = 0; index < 30; index++) await push.send([Buffer.alloc(300_000, `${index % 10}`)])
  push.close()
  for (let index = 0; index < 30; index++) {
    const [part] = await pull.receive()
    if (part?.length !== 300_000 || part[0] !== 48 + (index % 10)) t.fail(`message ${index}`)
  }
  t.pass('30 of 30')
})

onEngines('unbind closes the connections that came by it', async (t, engine) => {
  const push = engine.socket('PUSH')
  const endpoint = await push.bind('tcp://127.0.0.1:*')
  const pull = engine.socket('PULL', { [RECONNECT_IVL]: 10 })
  const log = new EventLog(pull)
  pull.connect(endpoint)
  await log.until('HANDSHAKE_SUCCEEDED')
  await push.unbind(endpoint)
  // libzmq acts on it when its socket next does something.
  const poke = setInterval(() => push.trySend(bytes('x')), 5)
  await log.until('DISCONNECTED')
  clearInterval(poke)
  await log.until('CONNECT_RETRIED')
  t.equal(push.trySend(bytes('x')), false)
})

onEngines('disconnect: no event here, DISCONNECTED there', async (t, engine) => {
  const pull = engine.socket('PULL')
  const log = new EventLog(pull)
  const endpoint = await pull.bind('tcp://127.0.0.1:*')
  const push = engine.socket('PUSH')
  const own = new EventLog(push)
  push.connect(endpoint)
  await own.until('HANDSHAKE_SUCCEEDED')
  push.disconnect(endpoint)
  const poke = setInterval(() => push.trySend(bytes('x')), 5)
  await log.until('DISCONNECTED')
  clearInterval(poke)
  push.close()
  await own.until('MONITOR_STOPPED')
  t.same(own.names, ['CONNECT_DELAYED', 'CONNECTED', 'HANDSHAKE_SUCCEEDED', 'MONITOR_STOPPED'])
})

onEngines('the wait before another attempt doubles up to its maximum', async (t, engine) => {
  const waits = async (interval: number, maximum: number, count: number): Promise<number[]> => {
    const push = engine.socket('PUSH', {
      [RECONNECT_IVL]: interval,
      [RECONNECT_IVL_MAX]: maximum,
      [LINGER]: 0,
    })
    const log = new EventLog(push)
    push.connect(NOWHERE)
    const list: number[] = []
    while (list.length < count) list.push((await log.until('CONNECT_RETRIED')).values[0] as number)
    push.close()
    return list
  }
  t.same(await waits(5, 40, 6), [5, 10, 20, 40, 40, 40])
  t.same(await waits(20, 7, 3), [7, 7, 7])
  const jittered = await waits(10, 0, 8)
  t.ok(
    jittered.every(wait => wait >= 10 && wait < 20),
    jittered.join(' '),
  )
  t.ok(new Set(jittered).size > 1, jittered.join(' '))
})

for (const interval of [0, -1]) {
  onEngines(`RECONNECT_IVL ${interval}: one attempt, and the pipe stays`, async (t, engine) => {
    const push = engine.socket('PUSH', { [RECONNECT_IVL]: interval, [SNDHWM]: 5, [LINGER]: 0 })
    const log = new EventLog(push)
    push.connect(NOWHERE)
    await log.until('CLOSED')
    await pause(50)
    t.equal(push.trySend(bytes('x')), true)
    push.close()
    await log.until('MONITOR_STOPPED')
    t.same(log.names, ['CONNECT_DELAYED', 'CLOSED', 'MONITOR_STOPPED'])
  })
}

for (const interval of [-1, 0]) {
  onEngines(
    `RECONNECT_IVL ${interval}: a connection that was up is lost for good`,
    async (t, engine) => {
      const pull = engine.socket('PULL')
      const push = engine.socket('PUSH', { [RECONNECT_IVL]: interval, [LINGER]: 0 })
      push.connect(await pull.bind('tcp://127.0.0.1:*'))
      await push.send(bytes('there'))
      await pull.receive()
      pull.close()
      await eventually(() => !push.trySend(bytes('x')), 'nobody takes it any more')
      t.equal(push.trySend(bytes('x')), false)
    },
  )
}
