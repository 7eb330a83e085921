// One message over one link, in the directions the endpoint's socket type has; and the question, by PING,
// whether the endpoint still keeps a link.
import { shownParts } from './transcript.js'
import type { HexText, LinkName, Outcome } from './case.js'
import { octets } from '../raw/hex.js'
import type { Scene, SceneLink } from './scene.js'
import { framesIn, isCommand, type SeenFrame } from './stream.js'
import { subscribe, subscribeTo } from './topics.js'
import { HABITS } from './vocabulary.js'

const WAIT_MS = 4000
/** A driver tells of a delivery a little later than the network tells of a close. */
const GRACE_MS = 150
/** What a sender may have put into a link that is gone is sent again, ms. */
const REPEAT_MS = 300
/** A hundred links are asked at once. */
const SETTLED_MS = 15_000
/** How long an application may take to know what its engine knows, ms. */
const APPLICATION_MS = 50
/** How long an endpoint without PING is watched for a close before we believe it keeps the link. */
const QUIET_MS = 300

/** A driver writes big messages as hex lines; that may take a second for every two megabytes. */
const waitFor = (wire: Buffer): number => WAIT_MS + wire.length / 2000

const LONG = 0x02

/** What is to pass. */
export interface Passing {
  readonly parts?: readonly HexText[]
  readonly frames?: HexText
  readonly way?: 'in' | 'out'
  /**
   * The application sends the message again while it does not come: it may have gone to an older link, whose
   * end the endpoint has seen but its application has not.
   */
  readonly isRepeated?: boolean
  /** Other messages that may be delivered first; those for which it is not true are `garbled`. */
  readonly isAllowed?: (parts: readonly Buffer[]) => boolean
}

/** Passes one message, both ways where the type has both. @returns the outcome if it did not pass */
export async function pass(
  scene: Scene,
  link: SceneLink,
  { parts = ['"hi"'], frames = '<M>', way, isRepeated = false, isAllowed = () => false }: Passing,
): Promise<Outcome | undefined> {
  const message = parts.map(part => octets(part, scene.hex))
  const { ways, envelope = '', isAddressed, subscriber } = HABITS[scene.settings.socket]
  const wire = octets(`${envelope} ${frames}`, scene.hex)
  const [topic = Buffer.alloc(0)] = message
  if (subscriber === 'application') await subscribe(scene, topic, true)
  if (subscriber === 'peer') subscribeTo(scene, link, topic)
  let address: readonly Buffer[] = []
  for (const each of ways) {
    if (way !== undefined && way !== each) continue
    let outcome: Outcome | undefined
    if (each === 'in') {
      const addresses = isAddressed === true ? 1 : 0
      const got = await passIn(scene, link, { message, wire, isAllowed, addresses })
      if (typeof got === 'string') outcome = got
      else address = got.slice(0, addresses)
    } else {
      // A subscription may be on its way still, and nobody says when it has come.
      const mayRepeat = subscriber === 'peer' || (isRepeated && envelope === '')
      outcome = await passOut(scene, link, [...address, ...message], wire, mayRepeat)
    }
    if (outcome !== undefined) return outcome
  }
  return undefined
}

/** What is to come in. */
interface Incoming {
  readonly message: readonly Buffer[]
  readonly wire: Buffer
  /** How many parts the application has before it. */
  readonly addresses: number
  readonly isAllowed: (parts: readonly Buffer[]) => boolean
}

/** @returns what the application got; the outcome if it is not what it should be */

async function passIn(
  scene: Scene,
  link: SceneLink,
  { message, wire, addresses, isAllowed }: Incoming,
): Promise<Outcome | readonly Buffer[]> {
  scene.say(link, wire)
  if (!scene.hasApp) return (await ping(scene, link)) ?? 'unseen'
  const isIt = (parts: readonly Buffer[]): boolean =>
    parts.length === addresses + message.length &&
    message.every((part, at) => part.equals(parts[addresses + at] ?? part))
  const arrived = (): readonly Buffer[] | undefined => {
    const at = scene.deliveries.findIndex(parts => isIt(parts) || !isAllowed(parts))
    return scene.deliveries.splice(0, at < 0 ? Infinity : at + 1)[at]
  }
  const first = await scene.until(
    () => arrived() ?? (link.closedBy === undefined ? undefined : 'closed'),
    waitFor(wire),
  )
  const got = first === 'closed' ? await scene.until(arrived, GRACE_MS) : first
  if (got === undefined) return first === 'closed' ? 'closed' : 'lost'
  return isIt(got) ? got : 'garbled'
}

async function passOut(
  scene: Scene,
  link: SceneLink,
  message: readonly Buffer[],
  wire: Buffer,
  isRepeated: boolean,
): Promise<Outcome | undefined> {
  if (!scene.hasApp) return (await ping(scene, link)) ?? 'unseen'
  const due = framesIn(wire)
  const got: SeenFrame[] = []
  const read = (): boolean | undefined => {
    scene.readFrames(link)
    while (got.length < due.length) {
      const frame = link.unread.shift()
      if (frame === undefined) break
      if (!isCommand(frame)) got.push(frame)
    }
    if (got.length >= due.length) return true
    return link.closedBy === undefined ? undefined : false
  }
  let isWhole: boolean | undefined
  const waitMs = isRepeated ? REPEAT_MS : waitFor(wire)
  for (let left = waitFor(wire); left > 0 && isWhole === undefined; left -= waitMs) {
    const answer = await scene.subject.send(message, WAIT_MS * Math.min(1, scene.settings.patience))
    scene.transcript.application(`sends [${shownParts(message)}]: ${answer}`)
    if (answer !== 'sent') return link.closedBy === undefined ? 'application-cannot-send' : 'closed'
    isWhole = await scene.until(read, waitMs)
  }
  if (isWhole === undefined) return got.length === 0 ? 'lost' : 'garbled'
  if (!isWhole) return 'closed'
  return due.every((frame, at) => saysTheSame(frame, got[at])) ? undefined : 'garbled'
}

/** True if two frames say the same; whether a short body stands in the long form is judged elsewhere. */
function saysTheSame(due: SeenFrame, got: SeenFrame | undefined): boolean {
  return got !== undefined && ((due.flags ^ got.flags) & ~LONG) === 0 && due.body.equals(got.body)
}

let pings = 0

/**
 * Sends a PING with a context of its own and waits for its PONG.
 *
 * @returns undefined if it came; `closed` or `silent` if not
 */
async function ping(scene: Scene, link: SceneLink, waitMs = WAIT_MS): Promise<Outcome | undefined> {
  const { testee, dialect } = scene.settings
  // RFC 26 has no commands inside a MESSAGE.
  const isUnknown = link.curve !== undefined && dialect === 'rfc'
  if (isUnknown || !testee.capabilities.has('heartbeat')) {
    const how = await scene.until(() => link.closedBy, QUIET_MS)
    return how === undefined ? undefined : 'closed'
  }
  const context = octets('(#)*1', scene.hex)
  context.writeUInt32BE(++pings >>> 0)
  scene.say(link, Buffer.concat([octets('04 0b 04 "PING" 0000', scene.hex), context]))
  const pong = Buffer.concat([octets('04 "PONG"', scene.hex), context])
  const isPong = (frame: SeenFrame): boolean => isCommand(frame) && pong.equals(frame.body)
  const decided = await scene.until(() => {
    scene.readFrames(link)
    const at = link.unread.findIndex(isPong)
    if (at >= 0) {
      link.unread.splice(at, 1)
      return 'answered'
    }
    return link.closedBy === undefined ? undefined : 'closed'
  }, waitMs)
  if (decided === 'answered') return undefined
  return decided ?? 'silent'
}

/** The step `settled`. */
export async function settled(
  scene: Scene,
  names: readonly LinkName[],
): Promise<Outcome | undefined> {
  const outcomes = await Promise.all(names.map(name => ping(scene, scene.at(name), SETTLED_MS)))
  await scene.rest(APPLICATION_MS)
  return outcomes.find(outcome => outcome !== undefined)
}

/** Asks whether the link is kept, then passes a message. @returns the outcome if all is not well */
export async function probe(scene: Scene, link: SceneLink): Promise<Outcome | undefined> {
  const answer = await ping(scene, link)
  if (answer !== undefined) return answer
  if (scene.strays.length > 0) return 'delivered'
  return pass(scene, link, {})
}
