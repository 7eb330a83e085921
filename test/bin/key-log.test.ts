// --keylog of proxy, decode and report, on what a proxy has seen between libzmq and ours; and what is said of a file
// that cannot be read.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { main } from '../../bin/main.js'
import type { Readable, Writable } from '../../lib/index.js'
import { closing, PACKAGES } from '../support/packages.js'
import { FakeProcess } from '../support/fake-process.js'
import { rowsOf, start, type Row } from '../support/program.js'
import { SIDES } from '../support/security.js'
import { MESSAGE_CURVE } from '../dissect/vectors.js'

t.setTimeout(300_000)

const SECRET = 'nobody reads this'
const [LIBZMQ, OURS] = PACKAGES as [(typeof PACKAGES)[number], (typeof PACKAGES)[number]]

async function rawzmq(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(args, host)
  return { code, out: host.out, err: host.err }
}

/** Lets a message pass through a proxy that reads the key log as it is written; gives the files. */
async function record(t: Test, [server, client] = [LIBZMQ, OURS]) {
  const folder = t.testdir()
  const at = (name: string): string => join(folder, name)
  const files = { keylog: at('keys.log'), capture: at('x.msgpack'), pcap: at('x.pcapng') }
  process.env.RAWZMQ_KEYLOG = files.keylog
  t.teardown(() => delete process.env.RAWZMQ_KEYLOG)
  const { zapDomain: _, ...serves } = SIDES.CURVE.server
  const pull = closing(t, new server[1].Pull({ linger: 0, ...serves } as object))
  const push = closing(t, new client[1].Push({ linger: 0, ...SIDES.CURVE.client } as object))
  pull.receiveTimeout = push.sendTimeout = 20_000
  await pull.bind('tcp://127.0.0.1:*')
  const options = Object.entries(files).flatMap(([name, path]) => [`--${name}`, path])
  const ends = ['--listen', 'tcp://127.0.0.1:*', '--to', pull.lastEndpoint as string]
  const program = start(t, ['proxy', ...ends, ...options])
  const [, endpoint = ''] = await program.found(/listening on (\S+),/)
  t.match(program.stderr, `rawzmq: --keylog ${files.keylog}: it is not there yet`)
  push.connect(endpoint)
  await (push as Writable).send(SECRET)
  t.same((await (pull as unknown as Readable).receive()).map(String), [SECRET])
  await program.found(/opened MESSAGE: short nonce 3: message: "nobody reads this"/)
  push.close()
  await program.found(/closed by the connecting side/)
  program.child.kill('SIGINT')
  const { code, stdout } = await program.ended
  t.equal(code, 130)
  return { ...files, stdout }
}

t.test(
  'a live key log: the proxy shows what is inside, and what came before its line once more',
  async t => {
    const { stdout } = await record(t)
    for (const line of [
      /→ @64 command HELLO: short nonce 1 {2}\[/,
      /← @64 command WELCOME {2}\[/,
      /→ @\d+ command INITIATE: PUSH, short nonce 2 {2}\[/,
      /→ @64 command HELLO: short nonce 1, opened now/,
      /← @64 command WELCOME, opened now/,
      /← @\d+ command READY: PULL, short nonce 1/,
      /= ready: the handshake is done, PUSH talks to PULL/,
    ]) {
      t.match(stdout, line)
    }
  },
)

t.test('the same where the key log is the server’s', async t => {
  const { stdout } = await record(t, [OURS, LIBZMQ])
  t.match(stdout, /→ @\d+ command INITIATE: PUSH, short nonce 2/)
  t.match(stdout, /= ready: the handshake is done, PUSH talks to PULL/)
})

t.test('captures and packets have no keys, and open with them', async t => {
  const { keylog, capture, pcap } = await record(t)
  const keys = readFileSync(keylog, 'utf8').trim().split(' ').slice(2)
  t.equal(keys.length, 3)
  for (const path of [capture, pcap]) {
    const bytes = readFileSync(path)
    for (const key of [...keys, ...keys.map(text => Buffer.from(text, 'hex'))]) {
      t.notOk(bytes.includes(key), 'no key')
    }
    t.notOk(bytes.includes(SECRET), 'nothing that was sealed')
    const closed = await rawzmq('decode', '--brief', path)
    t.equal(closed.code, 0)
    t.match(closed.out, /encrypted: command MESSAGE: short nonce 3/)
    t.notMatch(closed.out, SECRET)
    const opened = await rawzmq('decode', path, '--keylog', keylog)
    t.equal(opened.code, 0)
    t.match(opened.out, /› body +"nobody reads this"/)
    t.match(opened.out, /› › server's long-term key/)
    const json = rowsOf((await rawzmq('decode', '--json', path, '--keylog', keylog)).out)
    const frame = json.find(row => row['role'] === 'encrypted') as Row & { fields: Row[] }
    t.match(frame, { opened: { kind: 'message', hasMore: false } })
    t.match(frame.fields.at(-1), { depth: 1, hex: Buffer.from(SECRET).toString('hex') })
  }
  const page = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await rawzmq('report', capture, '-o', '-', ...args)
    t.equal(code, 0, err)
    return out
  }
  t.notMatch(await page(), SECRET)
  const opened = await page('--keylog', keylog)
  t.match(opened, /opened MESSAGE: short nonce 3: message: \\"nobody reads this\\"/)
  t.match(opened, 'opened with a key log: what CURVE had sealed stands here for all to read')
  for (const key of keys) t.notOk(opened.includes(key), 'no key')
})

t.test('a box that does not open: the reason, and exit code 1', async t => {
  const { keylog, capture } = await record(t)
  const path = `${keylog}.wrong`
  const [label, name, , hello] = readFileSync(keylog, 'utf8').split(' ')
  writeFileSync(path, `${label} ${name} ${hello} ${hello}\n`)
  const { code, out } = await rawzmq('decode', '--brief', capture, '--keylog', path)
  t.equal(code, 1)
  t.match(
    out,
    /! offset \d+: wrong key, as far as can be told: the session key in the key log does not/,
  )
})

t.test('a key log that is none, and one with lines that cannot be read', async t => {
  const folder = t.testdir({ some: `CURVE 00\n# x\nCURVE 1\nCURVE 2\nCURVE 3\n` })
  const hex = ['--hex', MESSAGE_CURVE.toString('hex'), '--mechanism', 'CURVE']
  for (const [name, words] of [
    ['none', 'no such file or directory (ENOENT)'],
    ['', 'it is no file'],
  ] as const) {
    const path = join(folder, name)
    for (const args of [
      ['decode', ...hex],
      ['report', join(folder, 'some'), '-o', '-'],
    ]) {
      const { code, err } = await rawzmq(...args, '--keylog', path)
      t.equal(code, 2)
      t.equal(err, `rawzmq: --keylog ${path}: ${words}\n`)
    }
  }
  const path = join(folder, 'some')
  const { code, out, err } = await rawzmq('decode', ...hex, '--keylog', path)
  t.equal(code, 0)
  t.match(out, /; the key log has no line for it/)
  const wrong = "expected 64 hex digits of the client's short-term key; it is left out"
  t.equal(
    err,
    [1, 3, 4].map(line => `rawzmq: --keylog ${path}: line ${line}: ${wrong}\n`).join('') +
      `rawzmq: --keylog ${path}: more lines are left out\n`,
  )
  const idle = await rawzmq('decode', '--as', 'metadata', ...hex.slice(0, 2), '--keylog', path)
  t.equal(idle.code, 2)
  t.match(idle.err, 'rawzmq: --keylog means nothing for --as metadata')
})
