// Lesson 15: a client that does not wait for ever, and asks again.
import { Request, Router } from 'rawzmq'

const TRIES = 3

/** Asks as often as it takes, but no more than three times; `next` gives the socket of each attempt. */
async function ask(question: string, next: () => Request): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const req = next()
    await req.send(`${question}, attempt ${attempt}`)
    try {
      const [answer] = await req.receive()
      return console.log(String(answer))
    } catch (error) {
      if ((error as { code?: string }).code !== 'EAGAIN') throw error
      console.log(`${question}, attempt ${attempt}: no reply within ${req.receiveTimeout} ms`)
    }
  }
  console.log(`${question}: given up`)
}

/** A server that answers only when the next request has come: every first answer is late. */
async function answerLate(router: Router): Promise<void> {
  for (;;) {
    const requests = [await router.receive(), await router.receive()]
    for (const [...envelope] of requests) {
      const question = envelope.pop()
      await router.send([...envelope, `the answer to: ${question}`])
    }
  }
}

const router = new Router()
await router.bind('tcp://127.0.0.1:*')
const endpoint = router.lastEndpoint!
answerLate(router).catch(() => {}) // closing the router ends it

const opened: Request[] = []
function open(more: object = {}): Request {
  const req = new Request({ receiveTimeout: 500, linger: 0, ...more })
  req.connect(endpoint)
  opened.push(req)
  return req
}

// 1. The Lazy Pirate: a REQ without its reply may not ask again, so the next attempt has a new one.
await ask('one', () => {
  opened.pop()?.close()
  return open()
})

// 2. The same on one socket: `relaxed` may ask again, `correlate` knows the answer that is late.
const relaxed = open({ relaxed: true, correlate: true })
await ask('two', () => relaxed)

// 3. Nobody is there any more.
router.close()
await ask('three', () => relaxed)
for (const req of opened) req.close()
