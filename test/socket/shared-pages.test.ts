// Several connections pack into pages of one pool while their peers are slow; dist/test/soak/memory.js goes on
// for longer.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { soakMemory } from '../support/memory-soak.js'

const ipc = `ipc://${join(tmpdir(), `rawzmq-pages-${process.pid}`)}`

t.test('mixed sizes to slow readers over ipc arrive as they were sent', async t => {
  t.equal(await soakMemory(4, 60, sender => `${ipc}-${sender}`), 0)
})

t.test('mixed sizes to slow readers over tcp arrive as they were sent', async t => {
  t.equal(await soakMemory(4, 60, () => 'tcp://127.0.0.1:*'), 0)
})
