// When a program ends: sockets that do nothing hold no process; a receive, a send, queued messages do. Each
// program is one text, run as a process of its own on either package.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { Pull } from 'zeromq'
import { fullBacklog } from '../../support/full-backlog.js'
import { freshEndpoint } from '../../support/packages.js'

const PACKAGES = {
  zeromq: pathToFileURL(createRequire(import.meta.url).resolve('zeromq')).href,
  rawzmq: new URL('../../../lib/index.js', import.meta.url).href,
}

interface Ending {
  /** The exit code; null if it was still running when time was up. */
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a program that imports from "zeromq", with the import changed to a package. */
function run(name: keyof typeof PACKAGES, program: string, patienceMs: number): Promise<Ending> {
  const text = program.replace("'zeromq'", JSON.stringify(PACKAGES[name]))
  const child = spawn(process.execPath, ['--input-type=module', '-e', text])
  const said = { out: '', err: '' }
  child.stdout.on('data', chunk => (said.out += chunk))
  child.stderr.on('data', chunk => (said.err += chunk))
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  return new Promise(resolve => {
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code, ...said })
    })
  })
}

/** What ends by itself is given this long, for a machine that is busy. */
const PATIENT_MS = 60_000
/** What would end by itself in the end, after more than this. */
const SOON_MS = 15_000
/** What is to hold its process is watched this long. */
const WATCH_MS = 1500

const IMPORT = "import * as zmq from 'zeromq'\n"

const ENDS: Record<string, string> = {
  'a socket that does nothing': `new zmq.Push()`,
  'a bound socket': `await new zmq.Pull().bind('tcp://127.0.0.1:*')`,
  'a socket that connects in vain': `new zmq.Push().connect('tcp://127.0.0.1:9')`,
  'two connected sockets': `
    const push = new zmq.Push()
    const pull = new zmq.Pull()
    await push.bind('tcp://127.0.0.1:*')
    pull.connect(push.lastEndpoint)
    await push.send('x')
    console.log(String(await pull.receive()))`,
  'queued messages, linger 0': `
    const push = new zmq.Push({ linger: 0 })
    push.connect('tcp://127.0.0.1:9')
    await push.send('x')`,
  'queued messages, a context that is not blocky': `
    const context = new zmq.Context({ blocky: false })
    const push = new zmq.Push({ context })
    push.connect('tcp://127.0.0.1:9')
    await push.send('x')`,
  'queued messages of a closed socket, linger 50': `
    const push = new zmq.Push({ linger: 50 })
    push.connect('tcp://127.0.0.1:9')
    await push.send('x')
    push.close()`,
  'queued messages of an open socket, linger 50': `
    const push = new zmq.Push({ linger: 50 })
    push.connect('tcp://127.0.0.1:9')
    await push.send('x')`,
  'a receive that times out': `
    const pull = new zmq.Pull({ receiveTimeout: 20 })
    await pull.receive().catch(error => console.log(error.code))`,
  'listeners for events of a closed socket': `
    const push = new zmq.Push()
    push.events.on('end', () => console.log('end'))
    push.close()`,
}

const SAYS: Record<string, string> = {
  'two connected sockets': 'x\n',
  'a receive that times out': 'EAGAIN\n',
  'listeners for events of a closed socket': 'end\n',
}

const HOLDS: Record<string, string> = {
  'a receive': `
    const pull = new zmq.Pull()
    await pull.bind('tcp://127.0.0.1:*')
    await pull.receive()`,
  'a send': `await new zmq.Push().send('x')`,
  'reading events': `for await (const event of new zmq.Push().events) console.log(event.type)`,
  'queued messages, linger in a context that is not blocky': `
    const context = new zmq.Context({ blocky: false })
    const push = new zmq.Push({ context, linger: 60_000 })
    push.connect('tcp://127.0.0.1:9')
    await push.send('x')`,
  'queued messages, linger −1': `
    const push = new zmq.Push()
    push.connect('tcp://127.0.0.1:9')
    await push.send('x')`,
  'queued messages of a closed socket, linger −1': `
    const push = new zmq.Push()
    push.connect('tcp://127.0.0.1:9')
    await push.send('x')
    push.close()`,
}

/** Runs programs, a few at a time, and gives how each ended. */
async function runAll(
  name: keyof typeof PACKAGES,
  programs: Record<string, string>,
  patienceMs: number,
): Promise<[what: string, ending: Ending][]> {
  const left = Object.entries(programs)
  const ended: [string, Ending][] = []
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [what, program] = next
      ended.push([what, await run(name, IMPORT + program, patienceMs)])
    }
  }
  await Promise.all([worker(), worker(), worker(), worker(), worker()])
  return ended
}

for (const name of ['zeromq', 'rawzmq'] as const) {
  t.test(`${name}: what does not hold the process`, async t => {
    for (const [what, { code, out, err }] of await runAll(name, ENDS, PATIENT_MS)) {
      t.equal(code, 0, `${what} ${err}`)
      t.equal(out, SAYS[what] ?? '', what)
    }
  })

  t.test(`${name}: what holds the process`, async t => {
    for (const [what, { code }] of await runAll(name, HOLDS, WATCH_MS)) {
      t.equal(code, null, `${what}: still running`)
    }
  })
}

for (const name of ['zeromq', 'rawzmq'] as const) {
  t.test(`${name}: an open socket whose connect or write the system does not answer`, async t => {
    const endpoint = await fullBacklog(t)
    const connecting = {
      'a receive that times out': `
        const pull = new zmq.Pull({ receiveTimeout: 500 })
        pull.connect('${endpoint}')
        await pull.receive().catch(error => console.log(error.code))`,
      'queued messages, linger 0': `
        const push = new zmq.Push({ linger: 0 })
        push.connect('${endpoint}')
        await push.send('x')
        console.log('EAGAIN')`,
      'queued messages, linger 100': `
        const push = new zmq.Push({ linger: 100 })
        push.connect('${endpoint}')
        await push.send('x')
        console.log('EAGAIN')`,
    }
    for (const [what, { code, out, err }] of await runAll(name, connecting, SOON_MS)) {
      t.strictSame([code, out], [0, 'EAGAIN\n'], `${what} ${err}`)
    }
    for (const transport of ['tcp', 'ipc'] as const) {
      const pull = new Pull({ receiveHighWaterMark: 1 })
      t.teardown(() => pull.close())
      await pull.bind(freshEndpoint(t, transport))
      const stalled = {
        'to a peer that reads no more': `
          const push = new zmq.Push({ linger: 0 })
          push.connect('${pull.lastEndpoint}')
          for (let n = 0; n < 200; n++) await push.send(Buffer.alloc(200_000))
          await new Promise(resolve => setTimeout(resolve, 100))`,
      }
      for (const [what, { code, err }] of await runAll(name, stalled, SOON_MS)) {
        t.equal(code, 0, `${transport}, ${what} ${err}`)
      }
    }
  })
}

t.test('rawzmq: what it waits for at its end is said, and it ends when that is done', async t => {
  const program = `${IMPORT}
    const probe = new zmq.Pull()
    await probe.bind('tcp://127.0.0.1:*')
    const endpoint = probe.lastEndpoint
    await probe.unbind(endpoint)
    const push = new zmq.Push({ reconnectInterval: 10 })
    push.connect(endpoint)
    await push.send('late')
    process.once('beforeExit', () => setTimeout(() => probe.bindSync(endpoint), 1000).unref())`
  const { code, err } = await run('rawzmq', program, PATIENT_MS)
  t.equal(code, 0)
  t.match(err, /rawzmq: waiting for queued messages to be sent \(set linger to/)
})
