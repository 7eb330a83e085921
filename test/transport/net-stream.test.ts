// A stream that has had its turn reads on when the event loop has looked at the others, unless its reader wants no more.
import { once } from 'node:events'
import net from 'node:net'
import t, { type Test } from 'tap'
import { NetStream } from '../../lib/transport/net-stream.js'
import { PeerSocket } from '../../lib/transport/peer-socket.js'
import { Reading } from '../../lib/transport/reading.js'
import { ipcEndpoint } from '../support/ipc.js'

const ENDS = { isNetwork: false, local: () => '', remote: () => '' }
const nothing = (): void => {}

async function streamAndPeer(t: Test) {
  const path = ipcEndpoint(t).slice('ipc://'.length)
  const server = net.createServer().listen(path)
  t.teardown(() => server.close())
  await once(server, 'listening')
  const reading = new Reading()
  const socket = new PeerSocket(reading)
  t.teardown(() => socket.destroy())
  socket.connect({ path })
  const [[peer]] = (await Promise.all([once(server, 'connection'), once(socket, 'connect')])) as [
    [net.Socket],
    unknown,
  ]
  const stream = new NetStream(socket, reading, ENDS)
  const log: string[] = []
  let woken = nothing
  stream.start({
    received: chunk => {
      log.push(String(chunk))
      woken()
    },
    filled: nothing,
    room: () => undefined,
    refused: nothing,
    ended: nothing,
    broke: nothing,
    gone: nothing,
  })
  const told = (): Promise<void> => new Promise(resolve => (woken = resolve))
  return { stream, socket, peer, log, told }
}

/** Written and in the system's hands. */
const say = (peer: net.Socket, text: string): Promise<void> =>
  new Promise(resolve => peer.write(text, () => resolve()))

t.test('it reads on after a turn', async t => {
  const { stream, socket, peer, log, told } = await streamAndPeer(t)
  stream.hold()
  stream.hold()
  t.equal(socket.isPaused(), true)
  const heard = told()
  await say(peer, 'one')
  await heard
  t.strictSame(log, ['one'])
  t.equal(socket.isPaused(), false)
})

t.test('not before its reader wants more, and not within the turn', async t => {
  const { stream, socket, peer, log, told } = await streamAndPeer(t)
  stream.hold()
  stream.pause()
  await new Promise(setImmediate)
  t.equal(socket.isPaused(), true, 'the turn is over, the pause is not')
  stream.hold()
  stream.resume()
  t.equal(socket.isPaused(), true, 'the pause is over, the turn is not')
  const heard = told()
  await say(peer, 'one')
  await heard
  t.strictSame(log, ['one'])
})

t.test('one that has ended is not held', async t => {
  const { stream, socket } = await streamAndPeer(t)
  stream.hold()
  stream.destroy()
  stream.hold()
  await new Promise(setImmediate)
  t.equal(socket.destroyed, true)
})
