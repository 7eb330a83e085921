// What a process does that ends with an engine still open. Each case is a child process of its own.
import { spawn } from 'node:child_process'
import t from 'tap'

const ENGINE = new URL('../../lib/native/engine.js', import.meta.url).href

/** Longer than any of these takes on a slow machine, shorter than anybody's patience. */
const LIMIT_MS = 60_000

interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
  readonly errors: string
}

/** Runs a module in a process like this one, with `engine` at hand; killed after the limit. */
function run(body: string): Promise<Ending> {
  const source = `
    import { nativeEngine } from ${JSON.stringify(ENGINE)}
    const engine = await nativeEngine()
    ${body}
  `
  const child = spawn(
    process.execPath,
    [...process.execArgv, '--input-type=module', '--eval', source],
    { timeout: LIMIT_MS, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)))
  child.stderr.on('data', (chunk: Buffer) => (errors += String(chunk)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, output, errors }))
  })
}

const CASES: Readonly<Record<string, readonly [body: string, code: number, output: string]>> = {
  'a process that used the engine and did not close it ends by itself': [
    `const [push, pull] = [engine.socket('PUSH'), engine.socket('PULL')]
     const reader = push.monitor()
     pull.connect(await push.bind('tcp://127.0.0.1:*'))
     await push.send([Buffer.from('hello')])
     console.log(String((await pull.receive())[0]))
     await reader.receive()`,
    0,
    'hello\n',
  ],
  'undelivered messages do not keep it': [
    `const push = engine.socket('PUSH')
     push.connect('tcp://127.0.0.1:1')
     await push.send([Buffer.from('x')])`,
    0,
    '',
  ],
  'nor messages of a closed socket': [
    `const push = engine.socket('PUSH')
     push.connect('tcp://127.0.0.1:1')
     await push.send([Buffer.from('x')])
     push.close()`,
    0,
    '',
  ],
  'process.exit ends it while a receive waits': [
    `const pull = engine.socket('PULL')
     await pull.bind('tcp://127.0.0.1:*')
     void pull.receive()
     setImmediate(() => setImmediate(() => process.exit(3)))`,
    3,
    '',
  ],
  'process.exit ends it while close waits for messages that linger for ever': [
    `const push = engine.socket('PUSH', { 17: -1 })
     push.connect('tcp://127.0.0.1:1')
     await push.send([Buffer.from('x')])
     void engine.close()
     setImmediate(() => setImmediate(() => { console.log('leaving'); process.exit(4) }))`,
    4,
    'leaving\n',
  ],
  'an error nobody catches ends it': [
    `const pull = engine.socket('PULL')
     await pull.bind('tcp://127.0.0.1:*')
     void pull.receive()
     setImmediate(() => { throw new Error('nobody catches this') })`,
    1,
    '',
  ],
  'an engine that was closed leaves nothing': [
    `const pull = engine.socket('PULL')
     await pull.bind('tcp://127.0.0.1:*')
     pull.receive().catch(error => console.log(error.code))
     const open = process.listenerCount('exit')
     await engine.close()
     console.log(open - process.listenerCount('exit'))`,
    0,
    'EBADF\n1\n',
  ],
}

t.setTimeout(LIMIT_MS * Object.keys(CASES).length)

for (const [name, [body, code, output]] of Object.entries(CASES)) {
  t.test(name, async t => {
    const ending = await run(body)
    t.match(ending, { code, signal: null, output }, ending.errors)
    if (code === 1) t.match(ending.errors, /nobody catches this/)
  })
}
