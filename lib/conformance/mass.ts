// Steps with many messages or many links: numbered streams, shares, floods, crowds.
import type { LinkName, Outcome, Step } from './case.js'
import { opens, sendCurve } from './curve-steps.js'
import { octets } from '../raw/hex.js'
import { join } from './join.js'
import { GATHER_JUDGES } from './rules.js'
import type { Scene, SceneLink } from './scene.js'
import { hasMore, isCommand } from './stream.js'

/** Ends a wait for many things only if nothing at all comes for so long, ms. */
const STALL_MS = 5000
/** A hundred handshakes at once take a busy machine a while. */
const CROWD_MS = 15_000
/** An endpoint that takes nothing for so long has stopped reading, ms. */
const BLOCKED_MS = 300

/** The next message over a link, whole; undefined while it is not. */
export function nextMessage(scene: Scene, link: SceneLink): readonly Buffer[] | undefined {
  const frames = scene.readFrames(link)
  const last = frames.findIndex(frame => !isCommand(frame) && !hasMore(frame))
  if (last < 0) return undefined
  const taken = link.unread.splice(0, last + 1)
  return taken.filter(frame => !isCommand(frame)).map(frame => frame.body)
}

/** Messages with these numbers in this order. */
export async function numbers(
  scene: Scene,
  step: Extract<Step, { numbers: unknown }>,
): Promise<Outcome | undefined> {
  const link = step.on === undefined ? undefined : scene.at(step.on)
  if (link === undefined && !scene.hasApp) return 'unseen'
  const [from, to] = step.numbers
  const last = to === 'sent' ? from + scene.sentCount - 1 : to
  const next = (): readonly Buffer[] | undefined =>
    link === undefined ? scene.deliveries.shift() : nextMessage(scene, link)
  for (let number = from; number <= last; number++) {
    const parts = await scene.until(next, STALL_MS)
    if (parts === undefined) {
      scene.transcript.note(step.on ?? '', `number ${number} did not come`)
      return 'lost'
    }
    const [first] = parts
    if (parts.length !== 1 || first === undefined || first.length < 4) return 'garbled'
    if (first.readUInt32BE() !== number) return 'out-of-order'
  }
  return undefined
}

/** A number of messages from the application or from links together, judged by a rule. */
export async function gather(
  scene: Scene,
  step: Extract<Step, { gather: number }>,
): Promise<Outcome | undefined> {
  const names: readonly LinkName[] = step.from === 'app' ? ['app'] : step.from
  if (step.from === 'app' && !scene.hasApp) return 'unseen'
  const got = new Map<LinkName, (readonly Buffer[])[]>(names.map(name => [name, []]))
  let count = 0
  const read = (): true | undefined => {
    for (const name of names) {
      const next = (): readonly Buffer[] | undefined =>
        step.from === 'app' ? scene.deliveries.shift() : nextMessage(scene, scene.at(name))
      for (let parts = next(); parts !== undefined; parts = next()) {
        got.get(name)?.push(parts)
        count++
      }
    }
    return count >= step.gather || undefined
  }
  for (let left = step.within ?? STALL_MS; left > 0; left -= STALL_MS) {
    const before = count
    const isWhole = await scene.until(read, Math.min(left, STALL_MS))
    if (isWhole === true || count === before) break
  }
  const shares = [...got.entries()].map(([name, messages]) => `${name}: ${messages.length}`)
  scene.transcript.note('', `gathered ${count} of ${step.gather}: ${shares.join(', ')}`)
  return GATHER_JUDGES[step.judge]?.([...got.values()], step.gather)
}

/** The step `whoever`. */
export async function whoever(
  scene: Scene,
  { whoever: names, named, other }: Extract<Step, { whoever: unknown }>,
): Promise<Outcome | undefined> {
  const found = await scene.until(
    () => names.find(name => scene.readFrames(scene.at(name)).some(frame => !isCommand(frame))),
    STALL_MS,
  )
  if (found === undefined) return 'lost'
  for (const name of names) scene.rename(name, name === found ? named : other)
  return undefined
}

/** The step `trips`. */
export async function trips(
  scene: Scene,
  step: Extract<Step, { trips: number }>,
): Promise<Outcome | undefined> {
  if (!scene.hasApp) return 'unseen'
  const shares = new Map<LinkName, (readonly Buffer[])[]>(step.on.map(name => [name, []]))
  for (let trip = 0; trip < step.trips; trip++) {
    const question = octets('#', scene.hex, trip)
    const answer = await scene.subject.send([question], STALL_MS)
    if (answer !== 'sent') return answer === 'again' ? 'application-cannot-send' : answer
    const asked = await scene.until(() => {
      for (const name of step.on) {
        const parts = nextMessage(scene, scene.at(name))
        if (parts !== undefined) return { name, parts }
      }
      return undefined
    }, STALL_MS)
    if (asked === undefined) return 'lost'
    const [delimiter, body] = asked.parts
    if (asked.parts.length !== 2 || delimiter?.length !== 0 || !body?.equals(question)) {
      return 'garbled'
    }
    shares.get(asked.name)?.push([body])
    scene.send(scene.at(asked.name), octets('01 00 00 04 #', scene.hex, trip))
    const got = await scene.until(() => scene.deliveries.shift(), STALL_MS)
    if (got === undefined) return 'lost'
    if (got.length !== 1 || !got[0]?.equals(question)) return 'garbled'
  }
  return GATHER_JUDGES[step.judge]?.([...shares.values()], step.trips)
}

/** Writes until the endpoint has taken all or stops reading. */
export async function flood(
  scene: Scene,
  step: Extract<Step, { flood: string }>,
): Promise<Outcome | undefined> {
  const link = scene.at(step.on)
  const bytes = octets(step.flood, scene.hex)
  for (let time = 0; time < step.times; time++) {
    if (time < 3) scene.send(link, bytes)
    else link.raw.send(bytes)
    const isOut = await untilDrained(scene, link)
    if (isOut) continue
    scene.transcript.note(link.name, `stopped reading after ${time} times`)
    return step.blocked
  }
  return link.closedBy === undefined ? step.taken : 'closed'
}

async function untilDrained(scene: Scene, link: SceneLink): Promise<boolean> {
  if (!link.raw.isBlocked) return true
  link.raw.onDrained(() => scene.wake())
  const isDrained = await scene.until(
    () => (link.raw.isBlocked && link.closedBy === undefined ? undefined : true),
    BLOCKED_MS,
  )
  return isDrained === true
}

/** Many links at once. */
export async function crowd(
  scene: Scene,
  step: Extract<Step, { crowd: number }>,
): Promise<Outcome | undefined> {
  const outcomes = await Promise.all(
    Array.from({ length: step.crowd }, async (_, index) => {
      const name = `c${index}`
      if (step.stop === undefined) {
        const outcome = await join(scene, name, 3, { waitMs: CROWD_MS })
        if (outcome !== undefined) return outcome
      } else {
        const link = await scene.link(name)
        if (link === undefined) return 'not-dialled'
        scene.send(link, octets('<G>', scene.hex))
        if (step.stop === 'HELLO') {
          sendCurve(scene, { curve: 'HELLO', on: name })
          return opens(scene, { opens: 'WELCOME', on: name }, CROWD_MS)
        }
      }
      if (step.each !== undefined) scene.send(scene.at(name), octets(step.each, scene.hex, index))
      return undefined
    }),
  )
  return outcomes.find(outcome => outcome !== undefined)
}
