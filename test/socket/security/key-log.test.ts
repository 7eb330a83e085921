// The key log as it is written: by whom, where, and what whoever runs the process hears of it.
import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import type { Readable, Writable } from '../../../lib/index.js'
import { KEY_LOG_BYTES_MAX } from '../../../lib/socket/security/key-log.js'
import { decodeKeyLogLine } from '../../../lib/zmtp/mechanism/curve-key-log.js'
import { closing, PACKAGES } from '../../support/packages.js'
import { SIDES, type MechanismName } from '../../support/security.js'

const LIBRARY = fileURLToPath(new URL('../../../lib/index.js', import.meta.url))

/** Sends a message through CURVE, and one through a second connection, in a process of its own. */
const PROGRAM = `
import { curveKeyPair, Pull, Push } from ${JSON.stringify(LIBRARY)}
const keys = curveKeyPair()
const pull = new Pull({ curveServer: true, curveSecretKey: keys.secretKey, receiveTimeout: 20000 })
await pull.bind('tcp://127.0.0.1:*')
for (const text of ['one', 'two']) {
  const own = curveKeyPair()
  const push = new Push({ curveServerKey: keys.publicKey, curvePublicKey: own.publicKey, curveSecretKey: own.secretKey })
  push.connect(pull.lastEndpoint)
  await push.send(text)
  console.log(String(await pull.receive()))
  push.close()
}
pull.close()
`

/** What it printed; it must end well whatever its key log is. */
function run(keyLog: string | undefined, before = ''): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, RAWZMQ_KEYLOG: keyLog }
  return new Promise((resolve, reject) => {
    const args = ['--input-type=module', '-e', before + PROGRAM]
    execFile(process.execPath, args, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr })
      else reject(error)
    })
  })
}

const MESSAGES = 'one\ntwo\n'
const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1)

t.test('off by default', async t => {
  t.same(await run(undefined), { stdout: MESSAGES, stderr: '' })
  t.same(await run(''), { stdout: MESSAGES, stderr: '' })
})

t.test('a line of each side of each connection; mode 600; said once', async t => {
  const path = join(t.testdir(), 'keys.log')
  const said =
    `rawzmq: RAWZMQ_KEYLOG is set: the keys of CURVE connections are written to ${path}; ` +
    'who has them can read and forge all that these connections carry\n'
  t.same(await run(path), { stdout: MESSAGES, stderr: said })
  t.equal(statSync(path).mode & 0o777, 0o600)
  const lines = linesOf(path)
  t.equal(lines.length, 4)
  for (const line of lines) t.match(line, /^CURVE( [0-9a-f]{64}){4}$/)
  t.equal(new Set(lines).size, 2, 'both sides say the same')
  t.same(await run(path), { stdout: MESSAGES, stderr: said })
  t.same(linesOf(path).slice(0, 4), lines, 'it is written on')
  t.equal(linesOf(path).length, 8)
})

t.test(
  'where keys must not be or cannot be written: it is said, and no connection suffers',
  async t => {
    const folder = t.testdir({ open: '', target: '', 'full.log': '' })
    const at = (name: string): string => join(folder, name)
    chmodSync(at('open'), 0o640)
    chmodSync(at('full.log'), 0o600)
    symlinkSync(at('target'), at('link'))
    mkdirSync(at('folder'))
    truncateSync(at('full.log'), KEY_LOG_BYTES_MAX - 300)
    const cases: readonly (readonly [path: string, reason: RegExp])[] = [
      [at('open'), /: others may read it \(its mode is 640, not 600\)\n$/],
      [at('link'), /: ELOOP: /],
      [at('folder'), /: EISDIR: /],
      [at('none/keys.log'), /: ENOENT: /],
      ['/dev/null', /: (it is no file|it is another user’s)\n$/],
      [at('a\nb/keys.log'), /a\\u\{a\}b/],
      [at('full.log'), /: it is full\n$/],
    ]
    for (const [path, reason] of cases) {
      const { stdout, stderr } = await run(path)
      t.equal(stdout, MESSAGES, path)
      t.match(stderr, reason)
      const complaints = stderr.split('\n').filter(line => line.includes('no keys are written to'))
      t.equal(complaints.length, 1, stderr)
    }
    t.equal(readFileSync(at('open'), 'utf8'), '')
    t.equal(readFileSync(at('target'), 'utf8'), '')
    t.equal(existsSync(at('none')), false)
    t.equal(statSync(at('full.log')).size, KEY_LOG_BYTES_MAX - 300 + 266)
  },
)

/** A disk without room for a key log; stderr has some. */
const FULL_DISK = `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
const { writeSync } = fs
fs.writeSync = (descriptor, ...rest) => {
  if (descriptor !== 2) throw new Error('ENOSPC: no space left on device, write')
  return writeSync(descriptor, ...rest)
}
syncBuiltinESMExports()
`

t.test('a write that fails', async t => {
  const path = join(t.testdir(), 'keys.log')
  const { stdout, stderr } = await run(path, FULL_DISK)
  t.equal(stdout, MESSAGES)
  t.match(stderr, /no keys are written to .* any more: ENOSPC/)
  t.equal(stderr.split('\n').length, 3, 'it is said once')
})

/** Does something once both sides of the first connection have been written. */
const afterTheFirst = (action: string): string => `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
const { writeSync } = fs
let lines = 0
fs.writeSync = (descriptor, ...rest) => {
  const written = writeSync(descriptor, ...rest)
  if (descriptor !== 2 && ++lines === 2) ${action}
  return written
}
syncBuiltinESMExports()
`

t.test('a log that is removed, or given to others to read, while it is written', async t => {
  for (const [action, reason] of [
    ['fs.rmSync(process.env.RAWZMQ_KEYLOG)', /any more: it was removed\n$/],
    [
      'fs.rmSync(process.env.RAWZMQ_KEYLOG.replace("/keys.log", ""), { recursive: true })',
      /any more: it was removed\n$/,
    ],
    ['fs.chmodSync(process.env.RAWZMQ_KEYLOG, 0o644)', /any more: others may read it/],
  ] as const) {
    const path = join(t.testdir({ folder: {} }), 'folder', 'keys.log')
    const { stdout, stderr } = await run(path, afterTheFirst(action))
    t.equal(stdout, MESSAGES)
    t.match(stderr, reason)
    t.equal(stderr.split('\n').length, 3, 'it is said once')
    if (existsSync(path)) t.equal(linesOf(path).length, 2, 'others read no key of the second')
  }
})

/** Lets a message pass between two packages, with the log on. */
async function converse(
  t: Test,
  [server, client]: readonly [(typeof PACKAGES)[number], (typeof PACKAGES)[number]],
  mechanism: MechanismName,
): Promise<string[]> {
  const path = join(t.testdir(), 'keys.log')
  writeFileSync(path, '# by hand\n', { mode: 0o600 })
  process.env.RAWZMQ_KEYLOG = path
  t.teardown(() => delete process.env.RAWZMQ_KEYLOG)
  const { server: serves, client: asks } = SIDES[mechanism]
  // Nobody is asked: the log is no matter of ZAP's.
  const { zapDomain: _, ...open } = serves
  const pull = closing(t, new server[1].Pull({ linger: 0, ...open } as object))
  const push = closing(t, new client[1].Push({ linger: 0, ...asks } as object))
  pull.receiveTimeout = push.sendTimeout = 20_000
  await pull.bind('tcp://127.0.0.1:*')
  push.connect(pull.lastEndpoint as string)
  await (push as Writable).send('hi')
  t.same((await (pull as unknown as Readable).receive()).map(String), ['hi'])
  return linesOf(path)
}

for (const server of PACKAGES) {
  for (const client of PACKAGES) {
    t.test(`CURVE: ${server[0]} serves ${client[0]}`, async t => {
      const [comment, ...lines] = await converse(t, [server, client], 'CURVE')
      t.equal(comment, '# by hand')
      const ours = [server, client].filter(([name]) => name === 'rawzmq').length
      t.equal(lines.length, ours, 'libzmq writes none')
      for (const line of lines) t.type(decodeKeyLogLine(line), 'object')
    })
  }
}

t.test('NULL has no keys', async t => {
  const [, ours] = PACKAGES as [(typeof PACKAGES)[number], (typeof PACKAGES)[number]]
  t.same(await converse(t, [ours, ours], 'NULL'), ['# by hand'])
})
