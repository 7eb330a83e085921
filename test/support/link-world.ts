// A link with nothing real around it: the stream below is the test's, so are the owner above and the clock.
import { Link, type LinkListener } from '../../lib/transport/link.js'
import type { ConnectionFailure, ConnectionSettings } from '../../lib/zmtp/connection-contract.js'
import { NULL_GREETING } from './bytes.js'
import { connectionSettings } from './drive.js'
import { FakeClock } from './fake-clock.js'
import { ScriptedStream } from './scripted-stream.js'

/** What a PULL says until messages can pass (RFC 23, RFC 37). */
export const PULL_HELLO = `${NULL_GREETING.toString('hex')} 04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"`

/** Everything that was queued for this tick, and for the end of this turn, has run. */
export const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** An owner that writes down what it is told, and answers as the test wants. */
export class RecordedOwner implements LinkListener {
  /** Messages as text, and the names of other calls. */
  readonly log: string[] = []
  readonly failures: ConnectionFailure[] = []
  wantsMore = true
  takesOnDemand = false
  willResume = true
  asksHowItEnds = false
  link: Link | undefined
  /** What it does in answer. */
  onReady: (() => void) | undefined
  onMessage: (() => void) | undefined

  ready(): void {
    this.log.push('ready')
    this.onReady?.()
  }

  message(parts: Buffer[]): boolean {
    this.log.push(parts.join('|'))
    this.onMessage?.()
    return this.wantsMore
  }

  drained(): void {
    this.log.push('drained')
  }

  failed(failure: ConnectionFailure): void {
    this.log.push(this.link?.isBroken === true ? 'failed, broken' : 'failed')
    this.failures.push(failure)
  }

  closed(): void {
    this.log.push('closed')
  }
}

/** A link of a PUSH that has not been started. */
export function linkWorld(settings: Partial<ConnectionSettings> = {}, remote?: string) {
  const clock = new FakeClock()
  const stream = new ScriptedStream(remote)
  const owner = new RecordedOwner()
  const connection = connectionSettings({ socketType: 'PUSH', ...settings })
  const link = new Link(stream, connection, owner, clock)
  owner.link = link
  return { clock, stream, owner, link }
}

/** One whose handshake is done; what was said until then is forgotten. */
export async function readyLinkWorld(settings?: Partial<ConnectionSettings>, remote?: string) {
  const world = linkWorld(settings, remote)
  world.link.start()
  world.stream.feed(PULL_HELLO)
  await settle()
  world.owner.log.length = 0
  world.stream.script.writes.length = 0
  return world
}
