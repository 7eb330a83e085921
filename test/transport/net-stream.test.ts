// A stream that has had its turn reads on when the event loop has looked at the others, unless its reader wants no more.
import type net from 'node:net'
import t, { type Test } from 'tap'
import { NetStream } from '../../lib/transport/net-stream.js'
import { connectedPair, NO_ENDS } from '../support/peer-socket.js'

const nothing = (): void => {}

async function streamAndPeer(t: Test) {
  const { socket, reading, other: peer } = await connectedPair(t)
  const stream = new NetStream(socket, reading, NO_ENDS)
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
