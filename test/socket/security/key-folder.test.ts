// A folder of public keys: which files count, when it is looked at again, what is said; and libzmq, let in by it.
import { execFile } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import zeromq from 'zeromq'
import { Context, curveKeyPair, Pull, type Push } from '../../../lib/index.js'
import { decodeKeyFile, encodeKeyFile } from '../../../lib/socket/security/key-file.js'
import { FOLDER_AGE_MS, KeyFolder } from '../../../lib/socket/security/key-folder.js'
import { readRules } from '../../../lib/socket/security/zap-rules.js'
import { ANY_KEY, zapHandler } from '../../../lib/zap/index.js'
import { decodeZ85 } from '../../../lib/zmtp/z85.js'
import { closing } from '../../support/packages.js'
import { SIDES } from '../../support/security.js'

const keys = (count: number): string[] =>
  Array.from({ length: count }, () => curveKeyPair().publicKey)

/** A folder with a clock that is moved by hand. */
function folderOf(path: string): { has: (key: string) => boolean | undefined; later: () => void } {
  let now = 0
  const folder = new KeyFolder(path, () => now)
  return { has: key => folder.has(key), later: () => void (now += FOLDER_AGE_MS) }
}

t.test('which files count', async t => {
  const [plain, zpl, secret, hidden, other, linked, deep] = keys(7) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const { secretKey } = curveKeyPair()
  const path = t.testdir({
    'plain.key': `${plain}\n`,
    'zpl.key': encodeKeyFile({ publicKey: zpl }),
    'secret.key': encodeKeyFile({ publicKey: secret, secretKey }),
    '.hidden.key': hidden,
    'other.key_secret': other,
    'wrong.key': 'no key',
    'large.key': ' '.repeat(70_000) + other,
    'empty.key': '',
    'folder.key': { 'deep.key': deep },
    elsewhere: linked,
  })
  symlinkSync(join(path, 'elsewhere'), join(path, 'linked.key'))
  symlinkSync(join(path, 'nowhere'), join(path, 'broken.key'))
  const { has } = folderOf(path)
  for (const key of [plain, zpl, secret, linked]) t.equal(has(key), true)
  for (const key of [hidden, other, deep, secretKey]) t.equal(has(key), false)
})

t.test('how a file is written', async t => {
  const [key] = keys(1) as [string]
  for (const text of [
    `metadata\ncurve\n    public-key = "${key}"\n`,
    `curve\r\n\tpublic-key = '${key}'\r\n`,
    `\uFEFFpublic-key=${key}`,
    `\uFEFF${key}\n`,
  ]) {
    t.same(decodeKeyFile(text), { publicKey: key, hasSecret: false }, JSON.stringify(text))
  }
  for (const text of [`# public-key = "${key}"`, `public-key "${key}"`, `a public-key = ${key}`]) {
    t.equal(decodeKeyFile(text), undefined, text)
  }
})

t.test('the largest file takes no time, whatever is in it', async t => {
  const most = 65_536
  const texts = ['\n', ' \n', ' ', 'public-key = ', '"'].map(piece =>
    piece.repeat(most / piece.length),
  )
  texts.push(`public-key = ${' '.repeat(most)}x y`)
  for (const text of texts) {
    const begun = process.cpuUsage()
    t.equal(decodeKeyFile(text), undefined)
    const { user, system } = process.cpuUsage(begun)
    // Of the processor's; one that looks back at each line end takes 20 s.
    t.ok(user + system < 1_000_000, `${user + system} µs for ${JSON.stringify(text.slice(0, 20))}`)
  }
})

t.test('what comes, goes or changes counts when it is looked at again', async t => {
  const [one, two, three] = keys(3) as [string, string, string]
  const path = t.testdir({ 'one.key': one })
  const { has, later } = folderOf(path)
  writeFileSync(join(path, 'two.key'), two)
  t.equal(has(two), false, 'not yet')
  later()
  t.equal(has(two), true)
  // Of one size, and with the times of before: what was put in its place is another file.
  const name = join(path, 'one.key')
  writeFileSync(`${name}.new`, three)
  utimesSync(`${name}.new`, 1, 1)
  utimesSync(name, 1, 1)
  renameSync(`${name}.new`, name)
  later()
  t.strictSame([has(one), has(three)], [false, true])
  rmSync(join(path, 'two.key'))
  later()
  t.equal(has(two), false)
  rmSync(path, { recursive: true })
  later()
  t.equal(has(three), undefined, 'nobody can be told')
  mkdirSync(path)
  writeFileSync(join(path, 'one.key'), one)
  t.equal(has(one), undefined)
  later()
  t.equal(has(one), true)
})

t.test('rules', async t => {
  const [one, two, stranger] = keys(3) as [string, string, string]
  const keyFolder = t.testdir({ 'one.key': one })
  let now = 0
  const judge = readRules({ keyFolder, keys: [two] }, () => now)
  const ask = (key: string): unknown => {
    const credentials = [decodeZ85(key) as Buffer]
    const { status, userId } = judge({
      requestId: '1',
      domain: '',
      address: '127.0.0.1',
      routingId: Buffer.alloc(0),
      mechanism: 'CURVE',
      credentials,
    })
    return [status, userId]
  }
  t.same(
    [ask(one), ask(two), ask(stranger)],
    [
      [200, one],
      [200, two],
      [400, ''],
    ],
  )
  rmSync(keyFolder, { recursive: true })
  now += FOLDER_AGE_MS
  t.same(
    [ask(one), ask(two)],
    [
      [300, ''],
      [200, two],
    ],
    'to come again; a list needs no folder',
  )
  t.throws(() => readRules({ keyFolder }), {
    code: 'ERR_USAGE',
    message: /^the key folder cannot be read: ENOENT/,
  })
  t.throws(() => readRules({ keyFolder, keys: ANY_KEY }), {
    code: 'ERR_USAGE',
    message: /^keyFolder means nothing/,
  })
})

const LIBRARY = fileURLToPath(new URL('../../../lib/zap/index.js', import.meta.url))

/** What a handler of these rules says on stderr. */
function said(rules: string): Promise<string> {
  const program = `import { ANY_KEY, zapHandler } from ${JSON.stringify(LIBRARY)}\nzapHandler(${rules}).close()`
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--no-warnings', '--input-type=module', '-e', program],
      (error, _, stderr) => (error === null ? resolve(stderr) : reject(error)),
    )
  })
}

t.test('what is said aloud', async t => {
  const { publicKey, secretKey } = curveKeyPair()
  const path = t.testdir({
    'secret.key': encodeKeyFile({ publicKey, secretKey }),
    'wrong.key': 'x',
  })
  t.equal(
    await said('{ keys: ANY_KEY }'),
    'rawzmq: the ZAP handler lets in every key of CURVE (CURVE_ALLOW_ANY): nobody knows who has them\n',
  )
  t.equal(await said("{ keys: [], users: { anna: 'secret' } }"), '')
  const lines = (await said(`{ keyFolder: ${JSON.stringify(path)} }`)).split('\n').toSorted()
  t.same(lines, [
    '',
    `rawzmq: ${path}/secret.key has a secret key, which belongs to its owner alone`,
    `rawzmq: ${path}/wrong.key has no public key: it lets nobody in`,
  ])
})

t.test('libzmq is let in once its key is there', async t => {
  const keyFolder = t.testdir({})
  const context = new Context()
  const handler = zapHandler({ keyFolder }, context)
  t.teardown(() => handler.close())
  const { zapDomain: _, ...serves } = SIDES.CURVE.server
  const pull = closing(t, new Pull({ context, ...serves, linger: 0, receiveTimeout: 20_000 }))
  await pull.bind('tcp://127.0.0.1:*')
  const connect = (): Push => {
    const push = closing(
      t,
      new zeromq.Push({ ...SIDES.CURVE.client, linger: 0, sendTimeout: 20_000 }) as unknown as Push,
    )
    push.connect(pull.lastEndpoint as string)
    return push
  }
  const refused = connect()
  const events = refused.events
  const failed = new Promise<unknown>(resolve => events.on('handshake:error:auth', resolve))
  t.match(await failed, { error: { status: 400 } })
  writeFileSync(join(keyFolder, 'one.key'), SIDES.CURVE.client.curvePublicKey)
  // The folder is looked at again after a second: libzmq is turned away for good, so a new client comes until it is in.
  for (;;) {
    const push = connect()
    const end = new Promise<string>(resolve => {
      push.events.on('handshake:error:auth', () => resolve('refused'))
      push.events.on('handshake', () => resolve('in'))
    })
    if ((await end) === 'in') {
      await push.send('hi')
      break
    }
    push.close()
  }
  t.same((await pull.receive()).map(String), ['hi'])
})
