// The package of CURVE's ciphers: what is said where it is missing, and that it is loaded only where CURVE is
// asked for. Each in a process of its own.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import t, { type Test } from 'tap'

const LIBRARY = fileURLToPath(new URL('../../../lib', import.meta.url))

/** What a module says on stdout, as JSON. @param folder where the library lies */
async function run(folder: string, code: string): Promise<unknown> {
  const program = `import * as zmq from ${JSON.stringify(join(folder, 'index.js'))}
    const says = {}
    const error = action => { try { action() } catch ({ code, message }) { return { code, message } } }
    ${code}
    console.log(JSON.stringify(says))`
  const args = ['--input-type=module', '--eval', program]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout)
}

/** A copy of the library, not below ours, whose packages would be found. */
function libraryAlone(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'rawzmq-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  cpSync(LIBRARY, join(folder, 'lib'), { recursive: true })
  const manifest = {
    name: 'rawzmq',
    type: 'module',
    exports: { './package.json': './package.json' },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  return folder
}

t.test('without the package the options of CURVE say what to install', async t => {
  const folder = libraryAlone(t)
  const text = /CURVE needs the package libsodium-sumo: npm install libsodium-sumo/
  const refused = { code: 'EINVAL', message: text }
  t.match(
    await run(
      join(folder, 'lib'),
      `says.can = zmq.capability.curve
      says.pair = error(() => zmq.curveKeyPair())
      says.server = error(() => new zmq.Pull({ curveServer: true }))
      says.key = error(() => { new zmq.Push().curveServerKey = new Uint8Array(32) })
      const pull = new zmq.Pull()
      await pull.bind('tcp://127.0.0.1:*')
      says.others = pull.lastEndpoint
      pull.close()`,
    ),
    { can: false, pair: refused, server: refused, key: refused, others: /^tcp:/ },
  )
})

for (const [name, code] of Object.entries({
  'throws when it is imported': "throw new Error('no WebAssembly')",
  'lacks functions': 'export default async () => ({})',
})) {
  t.test(`a package that ${name}: connections fail and say why, and the process lives`, async t => {
    const folder = libraryAlone(t)
    const place = join(folder, 'node_modules', 'libsodium-sumo')
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'package.json'), '{ "exports": "./index.mjs" }')
    writeFileSync(join(place, 'index.mjs'), code)
    const text = /^CURVE needs the package libsodium-sumo, which cannot be loaded: ./
    const failed = { change: 'failed', reason: 'EINVAL', error: text }
    t.match(
      await run(
        join(folder, 'lib'),
        `const { subscribe } = await import('node:diagnostics_channel')
        const links = []
        const bothFailed = new Promise(resolve => subscribe('rawzmq:link', ({ change, reason, error }) => {
          if (links.length < 2 && links.push({ change, reason, error: error?.message }) === 2) resolve()
        }))
        const pull = new zmq.Pull({ curveServer: true })
        const push = new zmq.Push({ curveServer: false, curveServerKey: new Uint8Array(32), reconnectInterval: -1, linger: 0 })
        const told = new Promise(resolve =>
          pull.events.on('handshake:error:other', ({ error }) => resolve(error.code)))
        await pull.bind('tcp://127.0.0.1:*')
        push.connect(pull.lastEndpoint)
        await bothFailed
        says.links = links
        says.late = error(() => new zmq.Pull({ curveServer: true }))
        const [one, other] = [new zmq.Pair(), new zmq.Pair()]
        await one.bind('tcp://127.0.0.1:*')
        other.connect(one.lastEndpoint)
        await other.send('others work')
        says.others = String(await one.receive())
        says.event = await told
        for (const socket of [pull, push, one, other]) socket.close()`,
      ),
      {
        links: [failed, failed],
        late: { code: 'EINVAL', message: text },
        others: 'others work',
        event: 'EINVAL',
      },
    )
  })
}

t.test('it is loaded when CURVE is asked for, not before', async t => {
  t.strictSame(
    await run(
      LIBRARY,
      `const { instantiate } = WebAssembly
      let loads = 0
      const loaded = new Promise(resolve => {
        WebAssembly.instantiate = (...args) => { loads++; resolve(); return instantiate(...args) }
      })
      const pull = new zmq.Pull({ plainServer: true })
      await pull.bind('tcp://127.0.0.1:*')
      pull.close()
      says.before = loads
      new zmq.Pull({ curveServer: true })
      await loaded
      zmq.curveKeyPair()
      says.after = loads`,
    ),
    { before: 0, after: 1 },
  )
})

for (const format of ['esm', 'cjs'] as const) {
  t.test(`a bundle, ${format}, that has the package in it has CURVE, wherever it lies`, async t => {
    const folder = mkdtempSync(join(tmpdir(), 'rawzmq-'))
    t.teardown(() => rmSync(folder, { recursive: true }))
    writeFileSync(
      join(folder, 'package.json'),
      `{ "type": "${format === 'esm' ? 'module' : 'commonjs'}" }`,
    )
    await build({
      entryPoints: [join(LIBRARY, 'index.js')],
      bundle: true,
      platform: 'node',
      format,
      outfile: join(folder, 'index.js'),
      logLevel: 'error',
    })
    t.strictSame(
      await run(
        folder,
        `const { Pull, Push, capability, curveKeyPair } = zmq.default ?? zmq
        says.can = capability.curve
        const server = curveKeyPair()
        const { publicKey, secretKey } = curveKeyPair()
        const pull = new Pull({ curveServer: true, curveSecretKey: server.secretKey })
        const push = new Push({ curvePublicKey: publicKey, curveSecretKey: secretKey, curveServerKey: server.publicKey })
        await pull.bind('tcp://127.0.0.1:*')
        push.connect(pull.lastEndpoint)
        await push.send('sealed')
        says.message = String(await pull.receive())
        push.close()
        pull.close()`,
      ),
      { can: true, message: 'sealed' },
    )
  })
}
