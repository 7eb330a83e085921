// How the steps of a run are done. Each step gives an outcome, which ends the run, or undefined: go on.
import { shownParts } from './transcript.js'
import { delay } from '../clock.js'
import type { HexText, Look, Outcome, Step } from './case.js'
import { differ, opens, sendCurve } from './curve-steps.js'
import { type HexContext, octets, pattern } from '../raw/hex.js'
import { JUDGES } from './rules.js'
import type { Scene } from './scene.js'
import type { SeenFrame } from './stream.js'
import { crowd, flood, gather, numbers, trips, whoever } from './mass.js'
import { anew } from './fresh.js'
import { join } from './join.js'
import { reaches, subscribeStep } from './topics.js'
import { pass, probe, settled } from './traffic.js'

/** How long a positive wait lasts if the step does not say, ms. */
const WAIT_MS = 3000
const SEND_WAIT_MS = 3000

/** What a probe comes to over a link that the other side neither closes nor uses. */
const NOTHING_PASSED: ReadonlySet<string> = new Set(['silent', 'lost', 'application-cannot-send'])

/** Commands that may come at any time and are skipped: those nobody knows, and PING. */
const KNOWN_COMMANDS = new Set([
  'READY',
  'ERROR',
  'PONG',
  'HELLO',
  'WELCOME',
  'INITIATE',
  'MESSAGE',
])

/**
 * Does the steps in order.
 *
 * @param sweep the number that stands for `sweep` in them
 * @returns the outcome: that of the step that ended the run, else `works` after a probe, `kept` otherwise
 */
export async function perform(
  scene: Scene,
  steps: readonly Step[],
  sweep: number,
): Promise<Outcome> {
  for (const step of steps) {
    const outcome = await doStep(scene, step, sweep)
    if (scene.ended !== undefined) return 'ended'
    if (outcome !== undefined) return outcome
  }
  const last = steps.at(-1)
  return last !== undefined && 'probe' in last ? 'works' : 'kept'
}

async function doStep(scene: Scene, step: Step, sweep: number): Promise<Outcome | undefined> {
  if ('link' in step) {
    const link = await scene.link(step.link, step.within)
    return link === undefined ? 'not-dialled' : undefined
  }
  if ('join' in step) return join(scene, step.join, step.version ?? 3, step)
  if ('send' in step) return send(scene, step, sweep)
  if ('curve' in step) return sendCurve(scene, step)
  if ('opens' in step) return opens(scene, step)
  if ('differ' in step) return differ(scene, step)
  if ('end' in step) {
    const { raw, name } = scene.at(step.on)
    scene.transcript.note(name, `our ${step.end.toUpperCase()}`)
    if (step.end === 'fin') raw.fin()
    else raw.reset()
    return undefined
  }
  if ('listen' in step) {
    const { raw } = scene.at(step.on)
    if (step.listen) raw.resume()
    else raw.pause()
    return undefined
  }
  if ('app' in step) return app(scene, step)
  if ('subscribe' in step) return subscribeStep(scene, step.subscribe, true)
  if ('unsubscribe' in step) return subscribeStep(scene, step.unsubscribe, false)
  if ('reaches' in step) return reaches(scene, step)
  if ('whoever' in step) return whoever(scene, step)
  if ('trips' in step) return trips(scene, step)
  if ('read' in step) {
    await scene.subject.setReading(step.read)
    return undefined
  }
  if ('await' in step) return awaitLook(scene, step)
  if ('settled' in step) return settled(scene, step.settled)
  if ('anew' in step) return anew(scene, step.anew)
  if ('pause' in step) {
    await scene.rest(step.pause)
    return undefined
  }
  if ('pass' in step) return pass(scene, scene.at(step.pass), step)
  if ('probe' in step) {
    const outcome = await probe(scene, scene.at(step.probe))
    return step.refusable === true && NOTHING_PASSED.has(outcome ?? '') ? 'ignored' : outcome
  }
  if ('numbers' in step) return numbers(scene, step)
  if ('gather' in step) return gather(scene, step)
  if ('flood' in step) return flood(scene, step)
  if ('crowd' in step) return crowd(scene, step)
  if ('listening' in step) {
    await scene.listenAgain()
    return undefined
  }
  if ('judge' in step) return judge(scene, step.judge, step.on)
  if ('close' in step) {
    await scene.closeSubject()
    return undefined
  }
  if ('dials' in step) return dials(scene, step)
  return step.is
}

async function send(
  scene: Scene,
  step: Extract<Step, { send: HexText }>,
  sweep: number,
): Promise<undefined> {
  const link = scene.at(step.on)
  let bytes = octets(step.send, scene.hex)
  if (step.flip !== undefined) {
    const index = sweep >> 3
    bytes = Buffer.from(bytes)
    bytes[index] = (bytes[index] ?? 0) ^ (0x80 >> (sweep & 7))
  }
  if (step.first !== undefined)
    bytes = bytes.subarray(0, step.first === 'sweep' ? sweep : step.first)
  const cuts = new Set(step.cuts?.map(cut => (cut === 'sweep' ? sweep : cut)))
  if (step.every !== undefined) {
    for (let at = step.every; at < bytes.length; at += step.every) cuts.add(at)
  }
  const edges = [...cuts].filter(cut => cut > 0 && cut < bytes.length).toSorted((a, b) => a - b)
  let from = 0
  for (const to of [...edges, bytes.length]) {
    if (from > 0) await delay(scene.settings.clock, step.gap ?? 2)
    if (to > from) scene.send(link, bytes.subarray(from, to))
    from = to
  }
  return undefined
}

async function app(
  scene: Scene,
  step: Extract<Step, { app: readonly HexText[] }>,
): Promise<Outcome | undefined> {
  if (!scene.hasApp) return 'unseen'
  const from = step.from ?? 0
  const defaultWait = SEND_WAIT_MS * Math.min(1, scene.settings.patience)
  scene.sentCount = 0
  for (let time = 0; time < (step.times ?? 1); time++) {
    const parts = step.app.map(part => octets(part, scene.hex, from + time))
    const answer = await scene.subject.send(parts, step.wait ?? defaultWait)
    if (time < 5 || answer !== 'sent') {
      scene.transcript.application(`sends [${shownParts(parts)}]: ${answer}`)
    }
    if (answer !== 'sent') {
      const outcome =
        answer === 'again' ? (step.again ?? 'application-cannot-send') : (step.error ?? answer)
      return outcome === 'next' ? undefined : outcome
    }
    scene.sentCount++
  }
  return step.sent
}

function judge(scene: Scene, rule: string, on: string | undefined): Outcome | undefined {
  const link = scene.at(on)
  scene.readFrames(link)
  const { arrivals } = scene
  const { stream, frames, unread } = link
  const greeting = stream.greeting ?? stream.rest
  return JUDGES[rule]?.({
    socket: scene.settings.socket,
    greeting,
    frames,
    unread,
    rest: stream.rest,
    arrivals,
  })
}

async function dials(
  scene: Scene,
  { dials: ms, any, none }: Extract<Step, { dials: number }>,
): Promise<Outcome | undefined> {
  const before = scene.arrivals.length
  const came = await scene.until(() => (scene.arrivals.length > before ? true : undefined), ms)
  return came === true ? any : none
}

/** What one look says of the present: its outcome, `go on`, `no` for never, undefined for not yet. */
type Seen = { readonly outcome: Outcome | undefined } | 'never' | undefined

async function awaitLook(
  scene: Scene,
  step: Extract<Step, { await: readonly Look[] }>,
): Promise<Outcome | undefined> {
  const lastDelivery = step.await.findLast(look => 'delivery' in look)
  const decided = await scene.until(
    (): Seen => {
      let isOver = true
      for (const look of step.await) {
        const view = lookAt(scene, look, look === lastDelivery)
        if (view !== undefined && view !== 'never') return view
        isOver &&= view === 'never'
      }
      return isOver ? 'never' : undefined
    },
    (step.within ?? WAIT_MS) / (step.exact === true ? scene.settings.patience : 1),
    step.exact,
  )
  if (decided !== undefined && decided !== 'never') return decided.outcome
  if (decided === undefined && step.await.some(look => 'delivery' in look) && !scene.hasApp) {
    return 'unseen'
  }
  return step.else === 'next' ? undefined : (step.else ?? 'broken')
}

function lookAt(scene: Scene, look: Look, isLastDelivery: boolean): Seen {
  const found = { outcome: look.is }
  if ('closed' in look) return scene.at(look.closed).closedBy === undefined ? undefined : found
  if ('delivery' in look) return lookAtDelivery(scene, look, isLastDelivery)
  const link = scene.at(look.on)
  const notYet = link.closedBy === undefined ? undefined : 'never'
  if ('octets' in look) return link.stream.total >= look.octets ? found : notYet
  if ('more' in look) {
    return link.stream.total - link.totalAtSend >= look.more ? found : notYet
  }
  if ('wire' in look) {
    const wanted = pattern(look.wire, scene.hex)
    const rest = link.stream.rest.subarray(0, wanted.length)
    if (!wanted.matches(rest)) return rest.length < wanted.length ? notYet : 'never'
    link.stream.take(wanted.length)
    return found
  }
  const wanted = pattern(look.frame, scene.hex)
  const frames = scene.readFrames(link)
  const at = frames.findIndex(frame => !isSkippable(frame) || wanted.matches(frame.octets))
  const frame = frames[at]
  if (frame === undefined) return notYet
  if (!wanted.matches(frame.octets)) return 'never'
  link.unread.splice(0, at + 1)
  return found
}

function isSkippable(frame: SeenFrame): boolean {
  return frame.name !== undefined && !KNOWN_COMMANDS.has(frame.name)
}

/** What is none of several deliveries that are looked for is `garbled`. */
function lookAtDelivery(
  scene: Scene,
  look: Extract<Look, { delivery: unknown }>,
  isLast: boolean,
): Seen {
  const parts = scene.deliveries[0]
  if (parts === undefined) return undefined
  const isSame = look.delivery === 'any' || isMessage(look.delivery, parts, scene.hex)
  if (!isSame && !isLast) return undefined
  scene.deliveries.shift()
  return { outcome: isSame ? look.is : 'garbled' }
}

function isMessage(
  wanted: readonly HexText[],
  parts: readonly Buffer[],
  context: HexContext,
): boolean {
  return (
    wanted.length === parts.length &&
    wanted.every((part, at) => octets(part, context).equals(parts[at] ?? Buffer.alloc(0)))
  )
}
