// A real program: a Jupyter kernel (ipykernel on pyzmq), driven as an editor does, by one body on zeromq.js and on
// ours. The kernel is a process of its own, with its connection file and all it writes in a fresh folder.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { PACKAGES, type Zmq } from '../support/packages.js'
import { startOther, type Program } from '../support/program.js'
import { jupyterClient, type Connection, type JupyterMessage } from './jupyter-client.js'

/** Debian's, which has the package python3-ipykernel; not one of a version manager's. */
const PYTHON = '/usr/bin/python3'

t.setTimeout(120_000)

/** Starts a kernel that chooses its ports itself; ended when the test does, or its process. */
async function startKernel(t: Test): Promise<{ kernel: Program; connection: Connection }> {
  const folder = t.testdir()
  const file = join(folder, 'kernel.json')
  const free = Object.fromEntries(
    ['shell', 'control', 'stdin', 'iopub', 'hb'].map(name => [`${name}_port`, 0]),
  )
  const wanted = { ip: '127.0.0.1', transport: 'tcp', signature_scheme: 'hmac-sha256' }
  writeFileSync(file, JSON.stringify({ ...wanted, key: randomUUID(), ...free }))
  const kernel = startOther(
    t,
    // It ends when its parent does. An interrupt goes to its whole process group: it has one of its own.
    [
      '/usr/bin/env',
      `JPY_PARENT_PID=${process.pid}`,
      `IPYTHONDIR=${folder}`,
      PYTHON,
      '-u',
      '-m',
      'ipykernel_launcher',
      '-f',
      file,
      '--log-level=INFO',
    ],
    { detached: true },
  )
  // Said once its sockets are bound, and their ports written down.
  await kernel.found(/--existing/)
  return { kernel, connection: JSON.parse(readFileSync(file, 'utf8')) as Connection }
}

const code = (text: string, more: object = {}): Readonly<Record<string, unknown>> => ({
  code: text,
  silent: false,
  store_history: true,
  user_expressions: {},
  allow_stdin: false,
  // Or the kernel drops what comes shortly after an error.
  stop_on_error: false,
  ...more,
})

/** What a run has written, and the kinds of all that was published of it. */
async function collected(
  messages: AsyncIterable<JupyterMessage>,
): Promise<{ text: string; types: string[]; last: JupyterMessage | undefined }> {
  let text = ''
  const types: string[] = []
  let last: JupyterMessage | undefined
  for await (const message of messages) {
    if (message.type === 'stream') text += message.content['text']
    if (types.at(-1) !== message.type) types.push(message.type)
    if (message.type !== 'status') last = message
  }
  return { text, types, last }
}

const missing = whyNoKernel()
for (const [name, zmq] of PACKAGES) {
  t.test(`${name}: an editor and its Jupyter kernel`, { skip: missing }, t => edit(t, zmq))
}

async function edit(t: Test, zmq: Zmq): Promise<void> {
  const { kernel, connection } = await startKernel(t)
  const editor = jupyterClient(t, zmq, connection)
  const gone = new Promise(resolve => editor.channels.shell.events.on('disconnect', resolve))

  // Nothing tells when the kernel has heard of the subscription: it is asked until it is heard.
  let isHeard = false
  const first = editor.iopub.receive().then(() => (isHeard = true))
  let info = await editor.ask('shell', 'kernel_info_request')
  while (!isHeard) info = await editor.ask('shell', 'kernel_info_request')
  await first
  t.match(info, { type: 'kernel_info_reply', content: { status: 'ok', implementation: 'ipython' } })

  for (const beat of ['ping', Buffer.alloc(70_000, 1)]) {
    await editor.heartbeat.send(beat)
    const [echo, ...more] = await editor.heartbeat.receive()
    t.ok(echo?.equals(Buffer.from(beat)))
    t.equal(more.length, 0)
  }

  /** Runs a piece of code to its end. */
  async function run(text: string) {
    const id = await editor.send('shell', 'execute_request', code(text))
    const published = await collected(editor.published(id))
    const reply = await editor.read('shell')
    t.match(reply, { type: 'execute_reply', parent: id })
    return { ...published, reply: reply.content }
  }

  const hello = await run('print("hello")\n6 * 7')
  t.strictSame(hello.types, ['status', 'execute_input', 'stream', 'execute_result', 'status'])
  t.strictSame(hello.text, 'hello\n')
  t.match(hello.last?.content, { data: { 'text/plain': '42' } })
  t.match(hello.reply, { status: 'ok', execution_count: 1 })

  const lines = await run('for n in range(2000): print(n, flush=n % 100 == 0)')
  t.equal(lines.text, Array.from({ length: 2000 }, (_, n) => `${n}\n`).join(''))
  const large = await run('print("x" * 5_000_000)')
  t.equal(large.text, `${'x'.repeat(5_000_000)}\n`)

  const failed = await run('1 / 0')
  t.strictSame(failed.types, ['status', 'execute_input', 'error', 'status'])
  t.match(failed.reply, { status: 'error', ename: 'ZeroDivisionError' })

  // What is signed with another key is not even answered.
  await editor.send('shell', 'kernel_info_request', {}, { key: 'wrong' })
  const complete = await editor.ask('shell', 'complete_request', { code: 'pri', cursor_pos: 3 })
  t.match(complete.content, { status: 'ok', cursor_start: 0, cursor_end: 3 })
  t.ok((complete.content['matches'] as string[]).includes('print'))

  const question = code('input("your name? ")', { allow_stdin: true })
  const asking = await editor.send('shell', 'execute_request', question)
  const request = await editor.read('stdin')
  t.match(request, { type: 'input_request', parent: asking, content: { prompt: 'your name? ' } })
  await editor.send('stdin', 'input_reply', { value: 'Ada' }, { parent: request.header })
  const answered = await collected(editor.published(asking))
  t.match(answered.last?.content, { data: { 'text/plain': "'Ada'" } })
  t.match(await editor.read('shell'), { type: 'execute_reply', content: { status: 'ok' } })

  const sleeping = await editor.send(
    'shell',
    'execute_request',
    code('import time\nprint("asleep", flush=True)\ntime.sleep(600)'),
  )
  const published = editor.published(sleeping)
  for (;;) {
    const { value } = await published.next()
    if (value?.type === 'stream' && value.content['text'] === 'asleep\n') break
  }
  const interrupted = await editor.ask('control', 'interrupt_request')
  t.equal(interrupted.type, 'interrupt_reply')
  t.strictSame((await collected(published)).types, ['error', 'status'])
  t.match((await editor.read('shell')).content, { status: 'error', ename: 'KeyboardInterrupt' })
  t.match((await run('print("awake")')).text, 'awake\n')

  const farewell = await editor.ask('control', 'shutdown_request', { restart: false })
  t.match(farewell, { type: 'shutdown_reply', content: { status: 'ok', restart: false } })
  const { code: exitCode, signal, stderr } = await kernel.ended
  t.strictSame([exitCode, signal], [0, null], stderr)
  t.match(stderr, /Invalid Signature/)
  await gone
}

/** Why there is no kernel here; false if there is one. */
function whyNoKernel(): string | false {
  const { status } = spawnSync(PYTHON, ['-c', 'import ipykernel'])
  return status === 0 ? false : `${PYTHON} with Debian's package python3-ipykernel is not here`
}
