// A good handshake: the one every case begins with, and the check after every case.
import type { HexText, Outcome } from './case.js'
import { joinCurve } from './curve-steps.js'
import { octets } from '../raw/hex.js'
import type { Scene, SceneLink } from './scene.js'
import type { SeenFrame } from './stream.js'

const WAIT_MS = 3000

/** What is not as usual. */
interface Joining {
  readonly greeting?: HexText | undefined
  readonly ready?: HexText | undefined
  readonly waitMs?: number
  readonly cut?: readonly number[] | undefined
  readonly isSecond?: boolean | undefined
}

/** The signature of a greeting. */
const SIGNATURE_LENGTH = 10

/** Opens a link and does a good handshake of ZMTP 3.1, or of ZMTP 2.0. */
export async function join(
  scene: Scene,
  name: string,
  version: 2 | 3,
  { greeting = '<G>', ready = '<R>', waitMs = WAIT_MS, cut, isSecond = false }: Joining = {},
): Promise<Outcome | undefined> {
  const link = await scene.link(name, undefined, version === 2 ? 12 : 64)
  if (link === undefined) return 'not-dialled'
  const reached = async (check: () => boolean): Promise<boolean> => {
    const decided = await scene.until(
      () => (check() ? 'yes' : link.closedBy === undefined ? undefined : 'no'),
      waitMs,
    )
    return decided === 'yes'
  }
  if (cut !== undefined) link.raw.cutInto(cut)
  if (isSecond && !(await reached(() => link.stream.total >= SIGNATURE_LENGTH))) return 'silent'
  if (version === 2) {
    scene.send(link, octets('ff 00*7 01 7f', scene.hex))
    if (!(await reached(() => link.stream.total >= SIGNATURE_LENGTH))) return 'not-joined'
    scene.send(link, octets('01 <t> 00 00', scene.hex))
    if (!(await reached(() => link.stream.skipGreeting()))) return 'not-joined'
    return (await reached(() => takeFrame(scene, link, () => true))) ? undefined : 'not-joined'
  }
  scene.send(link, octets(greeting, scene.hex))
  if (!(await reached(() => link.stream.skipGreeting()))) return 'not-joined'
  if (link.curve !== undefined) {
    return (await joinCurve(scene, link, waitMs)) === undefined ? undefined : 'not-joined'
  }
  for (const turn of TURNS[scene.settings.security ?? ''] ?? [ready, 'READY']) {
    if (turn === '') continue
    if (!/^[A-Z]+$/.test(turn)) scene.send(link, octets(turn, scene.hex))
    else if (!(await reached(() => takeFrame(scene, link, frame => frame.name === turn)))) {
      return 'not-joined'
    }
  }
  return undefined
}

/** The handshake behind the greetings where there are sides: what we send, and the command that we wait for. */
const TURNS: Readonly<Record<string, readonly string[]>> = {
  'PLAIN server': ['<H>', 'WELCOME', '<I>', 'READY'],
  'PLAIN client': ['HELLO', '<W>', 'INITIATE', '<R>'],
}

function takeFrame(scene: Scene, link: SceneLink, isIt: (frame: SeenFrame) => boolean): boolean {
  const frames = scene.readFrames(link)
  const at = frames.findIndex(isIt)
  if (at < 0) return false
  link.unread.splice(at, 1)
  return true
}
