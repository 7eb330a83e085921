// tcpdump -i lo -w x.pcap while libzmq talks to libzmq, then the file explained. Where there is no tcpdump,
// or no right to capture, the test says so and is skipped.
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { CaptureConnections, PacketReader } from '../../../lib/dissect/index.js'
import { CannotRecord, CONNECTIONS, recordExchange } from './record.js'

t.test('libzmq to libzmq, recorded by tcpdump', async t => {
  // tcpdump gives up its rights before it opens the file: the folder must be everybody's.
  const path = join(tmpdir(), `rawzmq-${process.pid}.pcap`)
  t.teardown(() => rmSync(path, { force: true }))
  try {
    await recordExchange(path)
  } catch (error) {
    if (!(error instanceof CannotRecord)) throw error
    t.pass('recorded', { skip: `tcpdump cannot record here: ${error.message}` })
    return
  }
  const connections = new CaptureConnections()
  const reader = new PacketReader()
  const notes = reader.push(readFileSync(path)).flatMap(packet => connections.push(packet))
  reader.end()
  notes.push(...connections.end())
  t.equal(reader.fault, undefined)
  t.ok(connections.counts.zmtp >= CONNECTIONS)
  const states = notes.flatMap(({ note }) => (note.kind === 'state' ? [note.words] : []))
  for (const words of [
    'ready: the handshake is done, PUSH talks to PULL',
    'ready: the handshake is done, SUB talks to PUB',
    'ready: the handshake is done, DEALER talks to ROUTER',
    'handshake failed: the two sides announced PLAIN and NULL',
  ]) {
    t.ok(states.includes(words), words)
  }
  const faults = notes.flatMap(({ note }) => (note.kind === 'item' ? [note.item.fault] : []))
  t.strictSame(
    faults.filter(fault => fault !== undefined),
    [],
  )
})
