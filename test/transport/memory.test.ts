// Keeping freed memory is a hint to the C library: it must change nothing that can be seen.
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { Pull, Push } from '../../lib/index.js'
import { keepFreedMemory } from '../../lib/transport/memory.js'

t.test('it takes no memory and does not keep the process', async t => {
  const url = pathToFileURL('dist/lib/transport/memory.js').href
  const program = `
    const { keepFreedMemory } = await import(${JSON.stringify(url)})
    const before = process.memoryUsage().arrayBuffers
    for (let time = 0; time < 3; time++) keepFreedMemory()
    const left = () => process.memoryUsage().arrayBuffers - before
    for (let time = 0; time < 1000 && left() > 1e6; time++) await new Promise(setImmediate)
    process.stdout.write(String(left()))`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program],
    { encoding: 'utf8', timeout: 30_000 },
  )
  t.equal(stderr, '')
  t.equal(status, 0)
  t.ok(Number(stdout) < 1024 * 1024, `${stdout} bytes are left`)
})

t.test('messages before and after it are the same bytes', async t => {
  const pull = new Pull({ receiveTimeout: 10_000 })
  const push = new Push({ linger: 0 })
  t.teardown(() => [push, pull].forEach(socket => socket.close()))
  await pull.bind('tcp://127.0.0.1:*')
  push.connect(pull.lastEndpoint as string)
  const sizes = Array.from({ length: 200 }, (_, index) => (index * 7919) % 100_000)
  const sending = (async () => {
    for (const [index, size] of sizes.entries()) await push.send(Buffer.alloc(size, index))
  })()
  // Twenty megabytes: on the way the link itself gives the hint as well.
  const kept: Buffer[] = []
  for (const index of sizes.keys()) {
    if (index === 50) keepFreedMemory()
    kept.push((await pull.receive())[0] as Buffer)
  }
  await sending
  t.ok(
    kept.every((part, index) => part.equals(Buffer.alloc(sizes[index] as number, index))),
    'all of them, kept to the end',
  )
})
