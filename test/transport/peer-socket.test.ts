// A socket of node:net whose writes fail: what the peer said before is read to its end all the same.
import { once } from 'node:events'
import t, { type Test } from 'tap'
import { NetStream } from '../../lib/transport/net-stream.js'
import type { PeerSocket } from '../../lib/transport/peer-socket.js'
import { connectedPair, NO_ENDS } from '../support/peer-socket.js'

/** A connection, and what its reader is told. */
async function connection(t: Test) {
  const { socket, reading, other } = await connectedPair(t)
  const log: string[] = []
  new NetStream(socket, reading, NO_ENDS).start({
    received: chunk => void log.push(String(chunk)),
    filled: () => t,
    room: () => undefined,
    refused: () =>
      void log.push(`refused: ${(socket.refusal as NodeJS.ErrnoException | undefined)?.code}`),
    ended: () => void log.push('end'),
    broke: error => void log.push(`error: ${error.message}`),
    gone: () => void log.push('gone'),
  })
  return { socket, other, log }
}

t.test('the end comes after what was read, whatever was written before it', async t => {
  for (const write of [
    (socket: PeerSocket) => socket.write('one'),
    (socket: PeerSocket) => {
      socket.cork()
      socket.write('one')
      socket.write('two')
      socket.uncork()
      socket.write('three')
    },
  ]) {
    const { socket, other, log } = await connection(t)
    other.write('last words')
    other.destroy()
    await once(other, 'close')
    write(socket)
    t.strictSame(log, ['refused: EPIPE'], 'known at once')
    await once(socket, 'close')
    t.strictSame(log, ['refused: EPIPE', 'last words', 'end', 'gone'])
  }
})

t.test('a write that waited for room is refused later, once', async t => {
  const { socket, other, log } = await connection(t)
  other.pause()
  let taken = 0
  for (let count = 0; count < 3; count++) socket.write(Buffer.alloc(1 << 20), () => taken++)
  other.write('last words')
  setImmediate(() => other.destroy())
  await once(socket, 'close')
  t.equal(taken, 3, 'what is dropped does not wait')
  t.strictSame(
    log.filter(line => !line.startsWith('refused')),
    ['last words', 'end', 'gone'],
  )
  t.equal(log.filter(line => line.startsWith('refused')).length, 1)
})

t.test('writes that are taken', async t => {
  const { socket, other } = await connection(t)
  const texts: string[] = []
  other.on('data', chunk => texts.push(String(chunk)))
  socket.write('one')
  socket.end('two')
  await once(other, 'end')
  t.equal(texts.join(''), 'onetwo')
  t.equal(socket.refusal, undefined)
  other.destroy()
})
