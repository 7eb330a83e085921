// The steps of CURVE, and a good handshake of it.
import type { Outcome, Step } from './case.js'
import { frameOctets, MESSAGE_FLAGS } from './curve-frames.js'
import type { CurveSide } from './curve-side.js'
import { octets, pattern } from '../raw/hex.js'
import type { Scene, SceneLink } from './scene.js'
import { isCommand } from './stream.js'

const WAIT_MS = 3000
const COMMAND = 4

type CurveStep = Extract<Step, { curve: unknown }>
type OpensStep = Extract<Step, { opens: unknown }>

function sideOf({ curve, name }: SceneLink): CurveSide {
  if (curve === undefined) throw new Error(`link ${name} has no CURVE`)
  return curve
}

/** Sends a command of CURVE, changed as the step says. */
export function sendCurve(scene: Scene, { curve, on, as, like, but = {} }: CurveStep): undefined {
  const link = scene.at(on)
  const side = sideOf(as === undefined ? link : scene.at(as))
  if (like !== undefined) side.likeOf(sideOf(scene.at(like)))
  const octetsOf = (text: string): Buffer => octets(text, scene.hex)
  const usual = curve === 'MESSAGE' ? MESSAGE_FLAGS[scene.settings.dialect] : COMMAND
  const flags = but.flags === undefined ? usual : (octetsOf(but.flags)[0] ?? usual)
  scene.send(link, frameOctets(flags, side.command(curve, but, octetsOf)))
  if (curve === 'READY') side.isReady = true
}

/** Takes the next command of the endpoint, which must be this one and in order. */
export async function opens(
  scene: Scene,
  { opens: name, on, text }: OpensStep,
  waitMs = WAIT_MS,
): Promise<Outcome | undefined> {
  const link = scene.at(on)
  const side = sideOf(link)
  const frame = await scene.until(
    () => scene.readFrames(link)[0] ?? (link.closedBy === undefined ? undefined : 'closed'),
    waitMs,
  )
  if (frame === undefined) return 'silent'
  if (frame === 'closed') return 'closed'
  link.unread.shift()
  if (frame.name !== name) return frame.name === 'ERROR' ? 'error-sent' : `no-${name}`
  if (!isCommand(frame)) return 'no-command-frame'
  const opened = side.open(name, frame.body)
  if ('fault' in opened) return `${name}-${opened.fault}`
  if (name === 'READY') side.isReady = true
  const isRight = text === undefined || pattern(text, scene.hex).matches(opened.text)
  return isRight ? undefined : `other-text-in-${name}`
}

/** The step `differ`. */
export function differ(
  scene: Scene,
  { differ: names }: Extract<Step, { differ: unknown }>,
): Outcome | undefined {
  const traces = names.map(name => sideOf(scene.at(name)).traces.map(each => each.toString('hex')))
  const isRepeated = traces[0]?.some(
    (_, at) => new Set(traces.map(each => each[at])).size < names.length,
  )
  return isRepeated === true ? 'repeated' : undefined
}

/** The handshake behind the greetings. @returns the outcome if it did not succeed */
export async function joinCurve(
  scene: Scene,
  { name: on }: SceneLink,
  waitMs: number,
): Promise<Outcome | undefined> {
  const isServer = scene.settings.security === 'CURVE server'
  if (isServer) sendCurve(scene, { curve: 'HELLO', on })
  const first = await opens(scene, { opens: isServer ? 'WELCOME' : 'HELLO', on }, waitMs)
  if (first !== undefined) return first
  sendCurve(scene, { curve: isServer ? 'INITIATE' : 'WELCOME', on })
  const second = await opens(scene, { opens: isServer ? 'READY' : 'INITIATE', on }, waitMs)
  if (second === undefined && !isServer) sendCurve(scene, { curve: 'READY', on })
  return second
}
