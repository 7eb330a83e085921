// ipc: the file of a socket comes and goes with the listener, and what cannot be bound says why.
import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import t, { type Test } from 'tap'
import { later } from '../support/later.js'
import { dialIpc, listenIpc } from '../../lib/transport/ipc.js'
import type { Stream } from '../../lib/transport/transport.js'
import { ipcEndpoint } from '../support/ipc.js'

const freePath = (t: Test): string => ipcEndpoint(t).slice('ipc://'.length)

function listen(address: string) {
  const met = later<Stream>()
  const handlers = { accepted: met.resolve, acceptFailed: met.reject }
  return { listener: listenIpc(address, { backlog: 10 }, handlers), accepted: met.promise }
}

function dial(address: string): Promise<Stream> {
  return new Promise((resolve, reject) => {
    dialIpc(address, {
      delayed: () => reject(new Error('delayed: never for ipc')),
      connected: resolve,
      failed: reject,
    })
  })
}

t.test('a path: both ends, their names, and the file', async t => {
  const path = freePath(t)
  const { listener, accepted } = listen(path)
  t.equal(listener.endpoint, `ipc://${path}`)
  t.ok(existsSync(path))
  const [ours, theirs] = await Promise.all([dial(path), accepted])
  t.match(ours, { local: 'ipc://', remote: `ipc://${path}` })
  t.match(theirs, { local: `ipc://${path}`, remote: 'ipc://' })
  ours.destroy()
  theirs.destroy()
  t.equal(listener.close(), undefined)
  t.ok(existsSync(path), 'the file stays, as libzmq leaves it')
})

t.test('a file that is there is replaced, whatever it is', async t => {
  const path = freePath(t)
  writeFileSync(path, 'a text')
  const { listener, accepted } = listen(path)
  const [ours, theirs] = await Promise.all([dial(path), accepted])
  ours.destroy()
  theirs.destroy()
  listener.close()
})

t.test('a wildcard is a folder of its own, which goes, too', async t => {
  const { listener } = listen('*')
  const path = listener.endpoint.slice('ipc://'.length)
  t.match(basename(dirname(path)), /^tmp.{6}$/)
  t.equal(basename(path), 'socket')
  t.equal(listener.close(), undefined)
  t.notOk(existsSync(dirname(path)))
})

t.test('an abstract name has no file', { skip: process.platform !== 'linux' }, async t => {
  const name = `@rawzmq-test-${process.pid}`
  const { listener, accepted } = listen(name)
  t.equal(listener.endpoint, `ipc://${name}`)
  const [ours, theirs] = await Promise.all([dial(name), accepted])
  t.notOk(existsSync(name))
  ours.destroy()
  theirs.destroy()
  listener.close()
  await t.rejects(dial(name), { code: 'ECONNREFUSED' })
})

t.test('what cannot be bound or dialled', async t => {
  const path = freePath(t)
  for (const [address, code] of [
    [`${path}/none/socket`, 'ENOENT'],
    [`/tmp/${'a'.repeat(120)}`, 'ENAMETOOLONG'],
  ] as const) {
    t.throws(() => listen(address), { cause: { code } }, address)
  }
  await t.rejects(dial(path), { code: 'ENOENT' })
})

t.test('an attempt that is given up says nothing', async t => {
  const path = freePath(t)
  const fail = (): void => void t.fail('a word after cancel')
  const dialing = dialIpc(path, { delayed: fail, connected: fail, failed: fail })
  dialing.cancel()
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  t.pass('nothing')
})
