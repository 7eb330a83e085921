// Subscriptions of both sides, and how it is known that they hold.
import { shownParts } from './transcript.js'
import type { HexText, Outcome, Step } from './case.js'
import { octets } from '../raw/hex.js'
import { nextMessage } from './mass.js'
import type { Scene, SceneLink } from './scene.js'

/** Where the minor version stands in a greeting of ZMTP 3. */
const MINOR_AT = 11
/** How often a publisher tries, and how long each message is waited for, ms. */
const TRIES = 30
const TRY_MS = 100
const NUMBER_LENGTH = 4
const SHORT_MAX = 255

/** Makes the application subscribe, or takes that back; nothing happens without a driver. */
export async function subscribe(scene: Scene, topic: Buffer, isOn: boolean): Promise<void> {
  if (!scene.hasApp) return
  const { subject } = scene
  scene.transcript.application(`${isOn ? 'subscribes' : 'unsubscribes'} [${shownParts([topic])}]`)
  if (scene.settings.socket !== 'XSUB') return subject.subscribe?.(topic, isOn)
  await subject.send([Buffer.concat([Buffer.of(isOn ? 1 : 0), topic])], 0)
}

/** The steps `subscribe` and `unsubscribe`. */
export async function subscribeStep(
  scene: Scene,
  topic: HexText,
  isOn: boolean,
): Promise<Outcome | undefined> {
  if (!scene.hasApp) return 'unseen'
  await subscribe(scene, octets(topic, scene.hex), isOn)
  return undefined
}

/** Subscribes to a topic over a link: by a command (RFC 37), to ZMTP 3.0 and 2.0 by a message (RFC 23). */
export function subscribeTo(scene: Scene, link: SceneLink, topic: Buffer): void {
  const isMessage = link.isOld || link.stream.greeting?.[MINOR_AT] === 0
  const head = Buffer.from(isMessage ? '\u0001' : '\u0009SUBSCRIBE', 'latin1')
  const flags = isMessage ? 0 : 4
  const length = head.length + topic.length
  const size = Buffer.alloc(length > SHORT_MAX ? 9 : 2)
  size[0] = length > SHORT_MAX ? flags | 2 : flags
  if (length > SHORT_MAX) size.writeUInt32BE(length, 5)
  else size[1] = length
  scene.say(link, Buffer.concat([size, head, topic]))
}

/** The step `reaches`. */
export async function reaches(
  scene: Scene,
  step: Extract<Step, { reaches: HexText }>,
): Promise<Outcome | undefined> {
  if (!scene.hasApp) return 'unseen'
  const link = scene.at(step.on)
  const topic = octets(step.reaches, scene.hex)
  let last: number | undefined
  for (let sent = 1; sent <= TRIES; sent++) {
    const number = Buffer.alloc(NUMBER_LENGTH)
    number.writeUInt32BE(sent)
    const answer = await scene.subject.send([Buffer.concat([topic, number])], 0)
    if (answer !== 'sent') return answer === 'again' ? 'application-cannot-send' : answer
    const found = await scene.until(() => {
      for (
        let next = nextMessage(scene, link);
        next !== undefined;
        next = nextMessage(scene, link)
      ) {
        const [part] = next
        const isIt =
          part?.length === topic.length + NUMBER_LENGTH &&
          part.subarray(0, topic.length).equals(topic)
        if (isIt) last = part.readUInt32BE(topic.length)
      }
      if (last === sent) return 'it'
      return link.closedBy === undefined ? undefined : 'closed'
    }, TRY_MS)
    if (found === 'it') return undefined
    if (found === 'closed') return 'closed'
  }
  return step.else ?? 'lost'
}
