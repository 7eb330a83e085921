// `rawzmq keygen`: keys that libzmq takes, files that others cannot read, and nothing that is written over.
import { execFileSync, spawnSync } from 'node:child_process'
import { lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import zeromq from 'zeromq'
import { main } from '../../../bin/main.js'
import type { Readable, Writable } from '../../../lib/index.js'
import { decodeKeyFile } from '../../../lib/socket/security/key-file.js'
import { closing, type Zmq } from '../../support/packages.js'
import { FakeProcess } from '../../support/fake-process.js'

const { Pull, Push } = zeromq as unknown as Zmq

async function keygen(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(['keygen', ...args], host)
  return { code, out: host.out, err: host.err }
}

interface Keys {
  readonly publicKey: string
  readonly secretKey: string
}

const fresh = async (): Promise<Keys> => JSON.parse((await keygen('--json')).out) as Keys

t.test('to stdout', async t => {
  const { code, out, err } = await keygen()
  t.strictSame([code, err], [0, ''])
  t.match(out, /^public key: \S{40}\nsecret key: \S{40}\n$/)
  t.not((await keygen()).out, out)
})

t.test('to files: the secret key is in one of mode 600 and nowhere else', async t => {
  const folder = t.testdir()
  const [secret, open] = [join(folder, 'a.key_secret'), join(folder, 'a.key')]
  const { code, out, err } = await keygen('--out', secret, '--public', open)
  t.strictSame([code, err], [0, ''])
  t.equal(statSync(secret).mode & 0o777, 0o600)
  const text = readFileSync(secret, 'utf8')
  const [, publicKey = ''] = /public-key = "(\S{40})"/.exec(text) ?? []
  const [, secretKey = ''] = /secret-key = "(\S{40})"/.exec(text) ?? []
  t.equal(out, `public key: ${publicKey}\n`)
  t.notOk(readFileSync(open, 'utf8').includes(secretKey))
  t.same(decodeKeyFile(readFileSync(open, 'utf8')), { publicKey, hasSecret: false })
  t.same(decodeKeyFile(text), { publicKey, hasSecret: true })
  const json = await keygen('--out', secret, '--json', '--force')
  const keys = JSON.parse(readFileSync(secret, 'utf8')) as Keys
  t.equal(json.out, `${JSON.stringify({ publicKey: keys.publicKey })}\n`)
  t.equal(statSync(secret).mode & 0o777, 0o600)
})

t.test('nothing is written over without --force, and errors name the option', async t => {
  const folder = t.testdir({ there: 'old' })
  const [there, link, other] = ['there', 'link', 'other'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ]
  symlinkSync(join(folder, 'nowhere'), link)
  const refused = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await keygen(...args)
    t.strictSame([code, out], [2, ''])
    return err
  }
  const words = 'it is there already; --force writes over it\n'
  t.equal(await refused('--out', there), `rawzmq: --out ${there}: ${words}`)
  t.equal(await refused('--out', link), `rawzmq: --out ${link}: ${words}`)
  t.equal(await refused('--out', other, '--public', there), `rawzmq: --public ${there}: ${words}`)
  t.equal(lstatSync(other, { throwIfNoEntry: false }), undefined, 'none of both is written')
  t.equal(
    await refused('--out', other, '--public', other),
    `rawzmq: --public ${other}: that is --out itself\n`,
  )
  const round = join(folder, '.', 'x', '..', 'y')
  symlinkSync(folder, join(folder, 'self'))
  for (const same of [`${folder}/./y`, round, join(folder, 'self', 'y')]) {
    t.match(await refused('--out', join(folder, 'y'), '--public', same), /that is --out itself/)
    t.equal(lstatSync(join(folder, 'y'), { throwIfNoEntry: false }), undefined, same)
  }
  symlinkSync(there, join(folder, 'again'))
  t.match(
    await refused('--out', there, '--public', join(folder, 'again'), '--force'),
    /that is --out itself/,
  )
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  t.match(await refused('--out', pipe, '--force'), /pipe: it is a pipe/)
  t.match(
    await refused('--out', join(folder, 'none', 'x')),
    /none\/x\S*: no such file or directory \(ENOENT\)/,
  )
  t.equal(readFileSync(there, 'utf8'), 'old')
  t.match((await keygen('--help')).out, /Exit code: 0 done/)
})

t.test('libzmq talks with them', async t => {
  const [server, client] = [await fresh(), await fresh()]
  const pull = closing(
    t,
    new Pull({ linger: 0, curveServer: true, curveSecretKey: server.secretKey }),
  )
  const push = closing(
    t,
    new Push({
      linger: 0,
      curveServerKey: server.publicKey,
      curvePublicKey: client.publicKey,
      curveSecretKey: client.secretKey,
    }),
  )
  pull.receiveTimeout = push.sendTimeout = 20_000
  await pull.bind('tcp://127.0.0.1:*')
  push.connect(pull.lastEndpoint as string)
  await (push as Writable).send('hi')
  t.same((await (pull as unknown as Readable).receive()).map(String), ['hi'])
})

/** Debian's, which has the package python3-zmq. */
const PYTHON = '/usr/bin/python3'
const hasPyzmq = spawnSync(PYTHON, ['-c', 'import zmq.auth']).status === 0

t.test('pyzmq reads the files', { skip: !hasPyzmq && 'python3-zmq is not here' }, async t => {
  const folder = t.testdir()
  const path = join(folder, 'a.key_secret')
  const { out } = await keygen('--out', path)
  const program =
    'import sys, zmq.auth\nfor key in zmq.auth.load_certificate(sys.argv[1]): print(key.decode())'
  const [publicKey, secretKey = ''] = execFileSync(PYTHON, ['-c', program, path], {
    encoding: 'utf8',
  }).split('\n')
  t.equal(`public key: ${publicKey}\n`, out)
  t.ok(readFileSync(path, 'utf8').includes(`secret-key = "${secretKey}"`))
})
