// What a ROUTER has taken out of a pipe because it was asked whether it is readable, and what an unbind leaves unread.
import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'
import { closing, failureOf, freshEndpoint, onBoth } from '../../support/packages.js'

/** Time for what was sent to lie unread at the other side, which nothing tells. */
const arrived = (): Promise<void> => pause(100)

async function untilReadable(t: Test, socket: { readonly readable: boolean }): Promise<void> {
  while (!socket.readable) await pause(5)
  t.ok(socket.readable)
}

for (const transport of ['tcp', 'ipc'] as const) {
  onBoth(
    `${transport}: a held message outlives a disconnect, the next does not`,
    async (t, zmq) => {
      const dealer = closing(t, new zmq.Dealer())
      const router = closing(t, new zmq.Router({ receiveTimeout: 100 }))
      await dealer.bind(freshEndpoint(t, transport))
      const endpoint = dealer.lastEndpoint as string
      router.connect(endpoint)
      for (const text of ['held', 'dropped']) await dealer.send(text)
      await untilReadable(t, router)
      router.disconnect(endpoint)
      t.equal(String((await router.receive())[1]), 'held')
      t.equal((await failureOf(() => router.receive())).code, 'EAGAIN')
    },
  )

  onBoth(`${transport}: a held message keeps its name through a hand-over`, async (t, zmq) => {
    const dealer = closing(t, new zmq.Dealer({ routingId: 'dealer' }))
    const router = closing(t, new zmq.Router({ handover: true, receiveTimeout: 1000 }))
    await dealer.bind(freshEndpoint(t, transport))
    const endpoint = dealer.lastEndpoint as string
    router.connect(endpoint)
    await dealer.send('held')
    await untilReadable(t, router)
    router.connect(endpoint)
    await arrived()
    t.strictSame((await router.receive()).map(String), ['dealer', 'held'])
  })

  for (const [parts, order] of [
    [[], ['a1', 'a2', 'b1']],
    [[''], ['a1', 'b1', 'a2']],
  ] as const) {
    const what = `${transport}: a turn is over with the last of ${parts.length + 1} parts`
    onBoth(what, async (t, zmq) => {
      const router = closing(t, new zmq.Router())
      await router.bind(freshEndpoint(t, transport))
      const endpoint = router.lastEndpoint as string
      const [a, b] = [closing(t, new zmq.Dealer()), closing(t, new zmq.Dealer())]
      a.connect(endpoint)
      for (const text of ['a1', 'a2']) await a.send([...parts, text])
      await arrived()
      await untilReadable(t, router)
      b.connect(endpoint)
      await b.send([...parts, 'b1'])
      await arrived()
      const told: string[] = []
      for (const _ of order) told.push(String((await router.receive()).at(-1)))
      t.strictSame(told, order)
    })
  }

  onBoth(`${transport}: what comes after an unbind is lost`, async (t, zmq) => {
    const pull = closing(t, new zmq.Pull({ receiveTimeout: 100 }))
    const push = closing(t, new zmq.Push())
    await pull.bind(freshEndpoint(t, transport))
    const endpoint = pull.lastEndpoint as string
    push.connect(endpoint)
    await push.send('before')
    await arrived()
    await pull.unbind(endpoint)
    await push.send('after')
    await arrived()
    t.equal(String((await pull.receive())[0]), 'before')
    t.equal((await failureOf(() => pull.receive())).code, 'EAGAIN')
  })
}
