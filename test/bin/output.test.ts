// What every command shares: strangers' text is printed harmlessly, a file is whole or not there, files and
// addresses are refused in the same words with the same exit codes.
import { createServer } from 'node:net'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { main } from '../../bin/main.js'
import { encodeRow } from '../../lib/capture/format.js'
import { readCapture } from '../../lib/capture/player.js'
import { FakeProcess } from '../support/fake-process.js'

const FIXTURE = join('fixtures', 'captures', 'v1.msgpack')

async function rawzmq(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(args, host)
  return { code, out: host.out, err: host.err, exitCode: host.exitCode }
}

t.test('names in a capture do not reach the terminal as they are', async t => {
  const { rows } = await readCapture(FIXTURE)
  const hostile = rows.map(row => ('socket' in row ? { ...row, socket: 'a\u009B2J\u202Eb' } : row))
  const file = join(t.testdir(), 'x.msgpack')
  writeFileSync(file, Buffer.concat(hostile.map(encodeRow)))
  for (const command of ['replay', 'conform-monitor', 'decode']) {
    for (const flags of [[], ['--json']]) {
      const { out, err } = await rawzmq(command, file, ...flags)
      t.ok(out.length > 0, command)
      t.notMatch(out + err, /[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/, `${command} ${flags}`)
    }
  }
})

t.test('a file that is not there: 2, in the same words everywhere', async t => {
  for (const command of ['replay', 'conform-monitor', 'decode', 'report -o -']) {
    const { code, err } = await rawzmq(...command.split(' '), '/nowhere/x.msgpack')
    t.equal(code, 2, command)
    t.match(err, 'rawzmq: /nowhere/x.msgpack: no such file or directory (ENOENT)\n', command)
  }
})

t.test('a port that is taken: 1, in words', async t => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const taken = `tcp://127.0.0.1:${port}`
  for (const command of [
    `proxy --listen ${taken} --to tcp://127.0.0.1:1`,
    `conform --listen ${taken} --socket PULL --only greeting/1.1`,
  ]) {
    const { code, err } = await rawzmq(...command.split(' '))
    t.equal(code, 1, command)
    t.match(err, `rawzmq: 127.0.0.1:${port}: address already in use (EADDRINUSE)\n`, command)
  }
  server.close()
})

t.test('a page that cannot be written: 1, and nothing is left; the older page stays', async t => {
  const full = await rawzmq('report', FIXTURE, '-o', '/dev/full')
  t.match(full, { code: 1, err: /\/dev\/full: no space left on device \(ENOSPC\)/ })
  const folder = t.testdir()
  mkdirSync(join(folder, 'page'))
  t.equal((await rawzmq('report', FIXTURE, '-o', join(folder, 'page'))).code, 2, 'a folder')
  t.equal((await rawzmq('report', FIXTURE, '-o', join(folder, 'new.html'))).code, 0)
  t.same(readdirSync(folder).toSorted(), ['new.html', 'page'], 'no other name is left')
  t.match(readFileSync(join(folder, 'new.html'), 'utf8'), /<\/html>\n$/)
})

t.test('a capture on a full disk: 1; one that is written over: said', async t => {
  const monitor = ['monitor', 'PULL', '--bind', 'tcp://127.0.0.1:*', '--for', '0.01']
  const file = join(t.testdir({ x: 'older' }), 'x')
  t.match(await rawzmq(...monitor, '--capture', file), {
    code: 0,
    err: `rawzmq: ${file} was there; it is overwritten\n`,
  })
  t.match(await rawzmq(...monitor, '--capture', '/dev/full'), { code: 1, err: /ENOSPC/ })
})

const timers = (): number =>
  process.getActiveResourcesInfo().filter(name => name === 'Timeout').length

t.test('monitor leaves no timer that would hold the process', async t => {
  const before = timers()
  t.equal((await rawzmq('monitor', 'PULL', '--bind', 'tcp://127.0.0.1:*', '--for', '0.01')).code, 0)
  t.equal(timers(), before)
})
