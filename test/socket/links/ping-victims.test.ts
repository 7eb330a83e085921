// A peer that greets with minor version 0 and goes when it is pinged is not pinged again; any other is. Connections
// are real, peers raw, the clock stands still.
import t from 'tap'
import { Acceptor } from '../../../lib/socket/links/acceptor.js'
import { PingVictims } from '../../../lib/socket/links/ping-victims.js'
import { dialerTo, HELLO_LENGTH, listener } from '../../support/dialer-world.js'
import { PULL_HELLO } from '../../support/link-world.js'
import { connectRawPeer, type RawPeer } from '../../support/raw-peer.js'
import { StandInHost, streamsAt } from '../../support/stand-in-host.js'

const PING = '04070450494e470000'
const PONG = '04 05 04 "PONG"'
const ANSWER = '040504504f4e47'
/** A greeting that differs in the octet of the minor version only. */
const MINOR_0_HELLO = PULL_HELLO.replace(/^(.{22})01/, '$100')
const SETTINGS = { heartbeatInterval: 1000, heartbeatTimeout: 0, handshakeInterval: 0 }

t.not(MINOR_0_HELLO, PULL_HELLO)

/** Each says what a peer does when it is pinged, and whether the next is pinged. */
const PEERS = [
  { what: 'minor 0, closes', hello: MINOR_0_HELLO, says: undefined, isPingedAgain: false },
  { what: 'minor 0, answers and closes', hello: MINOR_0_HELLO, says: PONG, isPingedAgain: true },
  {
    what: 'minor 0, sends a message and closes',
    hello: MINOR_0_HELLO,
    says: '00 01 78',
    isPingedAgain: true,
  },
  { what: 'minor 1, closes', hello: PULL_HELLO, says: undefined, isPingedAgain: true },
] as const

/** Lets two peers come in turn, of which the first goes when it is pinged; true if the second is pinged, too. */
async function isSecondPinged(
  host: StandInHost,
  next: () => Promise<RawPeer>,
  { hello, says }: (typeof PEERS)[number],
): Promise<boolean> {
  const first = await shake(host, await next(), hello)
  host.clock.advance(1000)
  await first.read(PING.length / 2)
  if (says !== undefined) first.send(says)
  first.end()
  await host.until('DISCONNECTED')
  const second = await shake(host, await next(), hello)
  host.clock.advance(1000)
  // The answer comes after our PING, if there is one.
  second.send(PING)
  const heard = await second.read(ANSWER.length / 2)
  if (heard !== ANSWER) await second.read(ANSWER.length / 2)
  second.end()
  return heard !== ANSWER
}

async function shake(host: StandInHost, peer: RawPeer, hello: string): Promise<RawPeer> {
  peer.send(hello)
  await host.until('HANDSHAKE_SUCCEEDED')
  await peer.read(HELLO_LENGTH)
  return peer
}

for (const peer of PEERS) {
  t.test(`connecting to a peer of ${peer.what}`, async t => {
    const listening = await listener(t)
    const { host, dialer } = dialerTo(t, listening.endpoint, SETTINGS)
    dialer.start()
    let dials = 0
    const next = (): Promise<RawPeer> => {
      if (dials++ > 0) host.clock.advance(150)
      return listening.accept()
    }
    t.equal(await isSecondPinged(host, next, peer), peer.isPingedAgain)
  })

  t.test(`bound, with a peer of ${peer.what}`, async t => {
    const host = new StandInHost()
    Object.assign(host.options, SETTINGS)
    const acceptor = new Acceptor(host, ...streamsAt('tcp://127.0.0.1:*'))
    t.teardown(() => acceptor.close(0, 'closed'))
    const next = (): Promise<RawPeer> => connectRawPeer(acceptor.endpoint)
    t.equal(await isSecondPinged(host, next, peer), peer.isPingedAgain)
  })
}

t.test('what is remembered is bounded', async t => {
  const victims = new PingVictims()
  for (let index = 0; index < 5000; index++) victims.add(String(index))
  const count = Array.from({ length: 5000 }, (_, index) => victims.has(String(index))).filter(
    Boolean,
  )
  t.equal(count.length, 1000)
  t.equal(victims.has('4999'), true)
})
