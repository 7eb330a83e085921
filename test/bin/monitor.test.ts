// rawzmq monitor: as a process, on both engines; mistakes, failed binds, Ctrl-C, captures.
import { join } from 'node:path'
import t from 'tap'
import { main } from '../../bin/main.js'
import { readCapture } from '../../lib/capture/index.js'
import { FakeProcess } from '../support/fake-process.js'
import { noIpv6 } from '../support/ipv6.js'
import { connectRawPeer } from '../support/raw-peer.js'
import { rowsOf, start } from '../support/program.js'

t.setTimeout(300_000)

async function rawzmq(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(args, host)
  return { code, out: host.out, err: host.err }
}

const ANY = 'tcp://127.0.0.1:*'

t.test('all mistakes at once, exit code 2', async t => {
  const { code, out, err } = await rawzmq(
    ...'monitor PULLL --bind foo --connect tcp://x --connect inproc://y'.split(' '),
    ...'--for -1 --engine zmq --event-version 3'.split(' '),
  )
  t.strictSame([code, out], [2, ''])
  for (const pattern of [
    '7 mistakes:',
    'TYPE PULLL: it must be one of PAIR, PUB',
    '--bind foo: it must be tcp://HOST:PORT (* for any) or ipc://PATH',
    '--connect tcp://x: it must be tcp://HOST:PORT or ipc://PATH',
    '--connect inproc://y: inproc has no events',
    '--engine zmq: it must be typescript or native',
    '--event-version 3: it must be 1 or 2',
    '--for -1: it must be a number of seconds above 0',
  ]) {
    t.ok(err.includes(pattern), pattern)
  }
  t.match((await rawzmq('monitor', 'PULL')).err, 'give at least one --bind or --connect')
})

t.test('an IPv6 address', { skip: noIpv6 }, async t => {
  const { code, out } = await rawzmq(...'monitor PULL --bind tcp://[::1]:* --for 0.01'.split(' '))
  t.equal(code, 0)
  t.match(out, /LISTENING +fd \d+ +tcp:\/\/\[::1\]:\d/)
})

t.test('any type, plain TCP too', async t => {
  for (const engine of ['typescript', 'native']) {
    const { code, out } = await rawzmq(
      ...`monitor STREAM --bind ${ANY} --engine ${engine} --for 0.01`.split(' '),
    )
    t.equal(code, 0)
    t.match(out, /LISTENING +fd \d+ +tcp:\/\/127/)
  }
})

for (const engine of ['typescript', 'native']) {
  t.test(`${engine}: a table until Ctrl-C, a capture besides`, async t => {
    const file = join(t.testdir(), 'events.msgpack')
    const args = ['PULL', '--bind', ANY, '--engine', engine, '--raw', '--capture', file]
    const program = start(t, ['monitor', ...args])
    const [, endpoint = ''] = await program.found(/bound to (\S+)/)
    const peer = await connectRawPeer(endpoint)
    await program.found(/ACCEPTED +fd \d+ +tcp:/)
    peer.close()
    await program.found(/HANDSHAKE_FAILED_NO_DETAIL +E\w+ \(\d+\)/)
    await program.found(/DISCONNECTED +fd \d+/)
    program.child.kill('SIGINT')
    const { code, stdout } = await program.ended
    t.equal(code, 130)
    t.match(stdout, /^time +number +name +value +address$/m)
    t.match(stdout, /^\d\d:\d\d:\d\d\.\d{3} {2}0x0008 {3}LISTENING +fd \d+ +tcp:\/\/127/m)
    t.match(stdout, /^ {2}0800[0-9a-f]{8} \| 7463703a2f2f/m)
    t.match(stdout, /0x0400 {3}MONITOR_STOPPED$/m)
    const { rows, ending } = await readCapture(file)
    t.equal(ending.kind, 'closed')
    t.equal(
      rows[0]?.kind === 'header' && rows[0].implementation,
      engine === 'native' ? 'libzmq' : 'rawzmq',
    )
    t.equal(
      rows.filter(row => row.kind === 'monitor').length,
      stdout.split('\n').filter(line => /^\d\d:/.test(line)).length,
    )
  })

  t.test(`${engine}: JSON of version 2, for a time`, async t => {
    const args = ['PUSH', '--bind', ANY, '--engine', engine, '--event-version', '2', '--json']
    const { code, stdout } = await start(t, ['monitor', ...args, '--for', '0.05']).ended
    t.equal(code, 0)
    const rows = rowsOf(stdout)
    t.match(rows[0], { version: 2, event: 8, name: 'LISTENING', remote: '' })
    t.match(rows[0]?.['meaning'], /^fd \d+$/)
    t.match(rows[0]?.['parts'], { length: 5 })
    t.equal(rows.at(-1)?.['name'], 'MONITOR_STOPPED')
  })

  t.test(`${engine}: a capture with a limit`, async t => {
    const file = join(t.testdir(), 'events.msgpack')
    const args = ['PULL', '--engine', engine, '--for', '0.05', '--capture', file]
    const binds = Array.from({ length: 12 }, () => ['--bind', ANY]).flat()
    const ending = await start(t, ['monitor', ...args, ...binds, '--capture-limit', '1024']).ended
    t.equal(ending.code, 0)
    const [, lacking] =
      /events\.msgpack lacks the last (\d+) rows: it is full\n/.exec(ending.stderr) ?? []
    const { rows, ending: end } = await readCapture(file)
    t.match(end, { kind: 'closed', row: { droppedRows: Number(lacking) } })
    const kept = rows.filter(row => row.kind === 'monitor').length
    t.ok(kept > 0)
    t.equal(kept + Number(lacking), 25, '12 LISTENING, 12 CLOSED, MONITOR_STOPPED')
  })

  t.test(`${engine}: a bind that fails is shown, exit code 1`, async t => {
    const holder = await import('node:net').then(net => net.createServer().listen(0, '127.0.0.1'))
    t.teardown(() => void holder.close())
    await new Promise(resolve => {
      holder.once('listening', resolve)
    })
    const { port } = holder.address() as { port: number }
    const endpoint = `tcp://127.0.0.1:${port}`
    const program = start(t, ['monitor', 'PULL', '--bind', endpoint, '--engine', engine])
    const { code, stdout, stderr } = await program.ended
    t.equal(code, 1)
    t.match(stdout, new RegExp(`BIND_FAILED +EADDRINUSE \\(98\\) +127.0.0.1:${port}`))
    t.match(stderr, `--bind ${endpoint}`)
  })
}
