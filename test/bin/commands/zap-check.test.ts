// `rawzmq zap-check`: handlers of zeromq.js over tcp and ipc, of modules, of a folder; and every end.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import zeromq from 'zeromq'
import { main } from '../../../bin/main.js'
import { curveKeyPair } from '../../../lib/index.js'
import { ipcEndpoint } from '../../support/ipc.js'
import { closing, type Zmq } from '../../support/packages.js'
import { FakeProcess } from '../../support/fake-process.js'
import { rowsOf, start } from '../../support/program.js'

const { Reply, Router } = zeromq as unknown as Zmq

async function check(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(['zap-check', ...args], host)
  return { code, out: host.out, err: host.err }
}

/** A handler of libzmq's, which answers once. */
async function handler(
  t: Test,
  endpoint: string,
  answer: readonly string[],
): Promise<{ to: string; asked: Promise<string[]> }> {
  const reply = closing(t, new Reply({ linger: 0 }))
  await reply.bind(endpoint)
  const asked = (async () => {
    const request = await reply.receive()
    await reply.send(['1.0', request[1] as Buffer, ...answer])
    return request.map(part => part.toString('latin1'))
  })()
  return { to: reply.lastEndpoint as string, asked }
}

t.test('libzmq’s REP over tcp: let in, with a user id and metadata', async t => {
  const { to, asked } = await handler(t, 'tcp://127.0.0.1:*', [
    '200',
    'OK',
    'anna',
    '\x03Age\0\0\0\x0242',
  ])
  const { code, out, err } = await check(
    '--to',
    to,
    '--username',
    'anna',
    '--password',
    'secret',
    '--domain',
    'global',
    '--address',
    '10.0.0.7',
    '--routing-id',
    'me',
  )
  t.strictSame([code, err], [0, ''])
  t.same(await asked, ['1.0', '1', 'global', '10.0.0.7', 'me', 'PLAIN', 'anna', 'secret'])
  t.match(out, /^question: PLAIN, 9 frames$/m)
  t.match(out, /part 6 \+0 .* mechanism +"PLAIN"/)
  t.match(out, /password +6 bytes, not shown/)
  t.notMatch(out, 'secret"')
  t.notMatch(out, '73 65 63 72 65 74', 'nor in hex')
  t.match(out, /^answer: 200 "OK", user id "anna": let in$/m)
  t.match(out, /part 6 \+8 +34 32 +value of Age +"42"/)
})

t.test('libzmq’s ROUTER over ipc: turned away, for now and for good', async t => {
  for (const [status, words] of [
    ['300', 'not now'],
    ['400', 'turned away'],
    ['500', 'the handler failed'],
  ] as const) {
    const router = closing(t, new Router({ linger: 0 }))
    await router.bind(ipcEndpoint(t))
    const checking = check('--to', router.lastEndpoint as string)
    const [name, , , id] = await router.receive()
    await router.send([name as Buffer, '', '1.0', id as Buffer, status, 'No', '', ''])
    const { code, out } = await checking
    t.equal(code, 1)
    t.match(out, new RegExp(`^answer: ${status} "No": ${words}`, 'm'))
  }
})

t.test('answers that libzmq does not take', async t => {
  for (const [answer, fault] of [
    [['200', 'OK', ''], /! .* has 6 parts instead of 7 \(ERR_ZAP_MALFORMED_REPLY\)/],
    [['201', 'OK', '', ''], /! .* the status "201" \(ERR_ZAP_INVALID_STATUS_CODE\)/],
    [['200', 'OK', '', 'x'], /\(ERR_ZAP_INVALID_METADATA\)/],
  ] as const) {
    const { to } = await handler(t, 'tcp://127.0.0.1:*', answer)
    const { code, out } = await check('--to', to, '--mechanism', 'NULL')
    t.equal(code, 1)
    t.match(out, /^answer that libzmq refuses$/m)
    t.match(out, fault)
  }
})

t.test('nobody answers', async t => {
  const { code, out, err } = await check('--to', 'tcp://127.0.0.1:1', '--timeout', '50')
  t.equal(code, 3)
  t.match(out, /^question: NULL, 7 frames$/m)
  t.equal(err, 'rawzmq: no answer came from tcp://127.0.0.1:1 for 50 ms\n')
})

t.test('a folder of keys, as JSON', async t => {
  const { publicKey } = curveKeyPair()
  const folder = t.testdir({ 'anna.key': publicKey })
  const { code, out } = await check('--key-folder', folder, '--key', publicKey, '--json')
  t.equal(code, 0)
  const [question, answer] = rowsOf(out)
  t.match(question, { kind: 'question', fields: { 7: { name: 'public key', value: publicKey } } })
  t.match(answer, { kind: 'answer', fields: { 3: { part: 3, hex: '323030' } } })
  const other = await check('--key-folder', folder, '--key', curveKeyPair().publicKey)
  t.equal(other.code, 1)
  t.match(other.out, /^answer: 400 "the key is not known"/m)
})

const INDEX = JSON.stringify(pathToFileURL(join('dist', 'lib', 'index.js')).href)
const MODULES = {
  rules: "export default { users: { anna: 'secret' } }",
  function: `import { Reply } from ${INDEX}
export default async context => {
  const reply = new Reply({ context })
  await reply.bind('inproc://zeromq.zap.01')
  reply.receive().then(([version, id]) => reply.send([version, id, '200', 'OK', 'by hand', '']))
}`,
  loaded: `import { Reply } from ${INDEX}
const reply = new Reply()
await reply.bind('inproc://zeromq.zap.01')
;(async () => { for await (const [version, id] of reply) await reply.send([version, id, '200', 'OK', 'loaded', '']) })()`,
  handler: `import { zapHandler } from ${JSON.stringify(pathToFileURL(join('dist', 'lib', 'zap', 'index.js')).href)}
export default context => zapHandler({ users: { anna: 'secret' } }, context)`,
}

for (const [name, text] of Object.entries(MODULES)) {
  t.test(`a module: ${name}; the program ends`, async t => {
    const path = join(t.testdir(), `${name}.mjs`)
    writeFileSync(path, text)
    const { ended } = start(t, [
      'zap-check',
      '--module',
      path,
      '--username',
      'anna',
      '--password',
      'secret',
    ])
    const { code, stdout, stderr } = await ended
    t.strictSame([code, stderr], [0, ''])
    t.match(stdout, /^answer: 200 "OK"/m)
  })
}

t.test('wrong usage names the option', async t => {
  const folder = t.testdir({
    'throws.mjs': 'throw new Error("not today")',
    'wrong.mjs': 'export default { addresses: ["x"] }',
  })
  const none = join(folder, 'none.mjs')
  for (const [args, words] of [
    [[], 'zap-check needs one of --to, --module and --key-folder'],
    [['--to', 'tcp://a:1', '--module', none], 'zap-check needs one of'],
    [['--to', 'a'], "option '--to <endpoint>' argument 'a' is invalid"],
    [['--to', 'tcp://a:1', '--key', 'x'], "option '--key <z85>' argument 'x' is invalid"],
    [['--to', 'tcp://a:1', '--mechanism', 'CURVE'], 'CURVE needs --key'],
    [
      ['--to', 'tcp://a:1', '--mechanism', 'NULL', '--username', 'a'],
      '--username means nothing for NULL',
    ],
    [
      ['--to', 'tcp://a:1', '--mechanism', 'NULL', '--password', 'a'],
      '--password means nothing for NULL',
    ],
    [
      ['--to', 'tcp://a:1', '--mechanism', 'PLAIN', '--key', curveKeyPair().publicKey],
      '--key means nothing for PLAIN',
    ],
    [['--module', none], `--module ${none}: Cannot find module`],
    [['--module', join(folder, 'throws.mjs')], 'not today'],
    [['--module', join(folder, 'wrong.mjs')], '"x" is no address or network'],
    [['--key-folder', none], '--key-folder: the key folder cannot be read'],
  ] as const) {
    const { code, out, err } = await check(...args)
    t.strictSame([code, out], [2, ''], args.join(' '))
    t.match(err, words)
  }
})
