// A good handshake: the one every case begins with, and the check after every case.
import type { HexText, Outcome } from './case.js'
import { octets } from '../raw/hex.js'
import type { Scene, SceneLink } from './scene.js'
import type { SeenFrame } from './stream.js'

const WAIT_MS = 3000

const isReady = (frame: SeenFrame): boolean => frame.name === 'READY'

/** What is not as usual. */
interface Joining {
  readonly greeting?: HexText | undefined
  readonly ready?: HexText | undefined
  readonly waitMs?: number
}

/** Opens a link and does a good handshake of ZMTP 3.1 with NULL, or of ZMTP 2.0. */
export async function join(
  scene: Scene,
  name: string,
  version: 2 | 3,
  { greeting = '<G>', ready = '<R>', waitMs = WAIT_MS }: Joining = {},
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
  if (version === 2) {
    scene.send(link, octets('ff 00*7 01 7f', scene.hex))
    if (!(await reached(() => link.stream.total >= 10))) return 'not-joined'
    scene.send(link, octets('01 <t> 00 00', scene.hex))
    if (!(await reached(() => link.stream.skipGreeting()))) return 'not-joined'
    return (await reached(() => takeFrame(scene, link, () => true))) ? undefined : 'not-joined'
  }
  scene.send(link, octets(greeting, scene.hex))
  if (!(await reached(() => link.stream.skipGreeting()))) return 'not-joined'
  scene.send(link, octets(ready, scene.hex))
  return (await reached(() => takeFrame(scene, link, isReady))) ? undefined : 'not-joined'
}

function takeFrame(scene: Scene, link: SceneLink, isIt: (frame: SeenFrame) => boolean): boolean {
  const frames = scene.readFrames(link)
  const at = frames.findIndex(isIt)
  if (at < 0) return false
  link.unread.splice(at, 1)
  return true
}
