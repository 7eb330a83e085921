// A dialer whose connections are real, whose peers are raw, whose clock stands still, and whose core is the
// test's.
import { Dialer } from '../../lib/socket/links/dialer.js'
import { PULL_HELLO } from './link-world.js'
import { listenRawPeer, type RawListener } from './raw-peer.js'
import { StandInHost, streamsAt } from './stand-in-host.js'
import type { Test } from 'tap'

/** Greeting and READY of a PUSH. */
export const HELLO_LENGTH = 64 + 28

type Settings = Partial<StandInHost['options']>

/** A dialer that has not started. Its waits are one and a half intervals. */
export function dialerTo(t: Test, endpoint: string, settings: Settings = {}) {
  const host = new StandInHost()
  Object.assign(host.options, { reconnectInterval: 100, ...settings })
  const dialer = new Dialer(host, ...streamsAt(endpoint))
  t.teardown(() => dialer.close(0, 'closed'))
  return { host, dialer }
}

/** Where a raw peer listens. */
export async function listener(t: Test): Promise<RawListener> {
  const made = await listenRawPeer()
  t.teardown(() => made.close())
  return made
}

/** A dialer whose handshake with a raw PULL is done. */
export async function linked(t: Test, settings?: Settings) {
  const listening = await listener(t)
  const { host, dialer } = dialerTo(t, listening.endpoint, settings)
  dialer.start()
  const peer = await listening.accept()
  peer.send(PULL_HELLO)
  await host.until('HANDSHAKE_SUCCEEDED')
  await peer.read(HELLO_LENGTH)
  return { listening, host, dialer, peer }
}
