// Endpoint texts put together at random: each is refused with a code, or taken; and what was refused has left
// nothing behind. No text here can mean an address beyond loopback, or a name that would be looked up.
// RAWZMQ_FUZZ sets how many (default 3,000).
import { join } from 'node:path'
import t from 'tap'
import { Context, Pair, Push } from '../../lib/index.js'
import { fuzzCount, Random } from '../support/random.js'

const USUAL = 3000
const COUNT = fuzzCount(USUAL)
if (COUNT > USUAL) t.setTimeout(0)

const HOSTS = [
  '127.0.0.1',
  '127.0.0.2',
  '127.1',
  'localhost',
  '[::1]',
  '::1',
  'lo',
  '*',
  '',
  '[',
  '%',
  '::1%lo',
]
const PORTS = [
  ':0',
  ':*',
  ':65536',
  ':9',
  ':',
  '',
  ':-1',
  ':x',
  ':99999999999999999999',
  '::',
  ':9;',
  ':9:9',
]
const ENDS = ['', ';', ' ', '\0', '/', '\u202e', ';;']

for (const isPair of [false, true]) {
  t.test(`endpoints at random, ${isPair ? 'PAIR' : 'PUSH'}`, async t => {
    const random = new Random(20261127 + Number(isPair))
    const directory = t.testdir()
    const tcp = (): string => random.pick(HOSTS) + random.pick(PORTS)
    const address = (): string =>
      random.pick([
        () => `tcp://${tcp()}${random.pick(ENDS)}`,
        () => `tcp://${tcp()};${tcp()}`,
        () => `tcp://${tcp()};${tcp()};${tcp()}`,
        () =>
          `ipc://${random.pick(['', '@', '@x', directory, join(directory, 'a'), join(directory, 'x'.repeat(200)), '\0'])}${random.pick(ENDS)}`,
        () => `inproc://${random.pick(['', 'a', 'b', '\0', '*'])}${random.pick(ENDS)}`,
        () =>
          random.pick([
            '',
            '://',
            'tcp',
            'tcp:/',
            'TCP://127.0.0.1:9',
            'udp://127.0.0.1:9',
            'ws://127.0.0.1:9',
          ]),
      ])()
    const context = new Context({ maxSockets: 10 })
    let refused = 0
    for (let turn = 0; turn < COUNT; turn++) {
      const socket = new (isPair ? Pair : Push)({ context, linger: 0, ipv6: random.below(2) === 1 })
      const text = address()
      const made: (() => void)[] = []
      try {
        if (random.below(2) === 0) socket.connect(text)
        else socket.bindSync(text)
        const name = socket.lastEndpoint as string
        made.push(() => socket.disconnect(name))
      } catch (error) {
        refused++
        if (!/^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? ''))
          t.fail(`${text}: ${error}`)
        // What was refused is not there: it cannot be undone, and no peer waits in the socket.
        t.throws(() => socket.disconnect(text), text)
        socket.sendTimeout = 0
        await t.rejects(socket.send('x'), { code: 'EAGAIN' }, text)
      }
      if (turn % 50 === 0) await new Promise(resolve => setImmediate(resolve))
      for (const undo of made) undo()
      socket.close()
    }
    t.ok(refused > COUNT / 10 && refused < COUNT, `${refused} of ${COUNT} were refused`)
  })
}
