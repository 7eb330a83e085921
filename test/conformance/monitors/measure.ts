// Which events a driver's monitor tells in each scene.
import { delay, systemClock } from '../../../lib/clock.js'
import { Conversation } from '../../../lib/conformance/driver-conversation.js'
import { type Implementation, startCommand } from '../../../lib/conformance/drivers/registry.js'
import { dissectMonitor } from '../../../lib/dissect/monitor.js'
import { type Scene, SCENES } from './scenes.js'
import type { MonitorRecord } from './table.js'

/** How long events are waited for after the last thing was done, ms. */
const SETTLE_MS = 1500
/** A connecting socket of JeroMQ's is now and then silent for ever; a new process has another chance. */
const TRIES = 4
const START_MS = 60_000
const ANSWER_MS = 10_000

const FORMS = {
  1: "one part: JeroMQ's own",
  2: "two parts: libzmq's version 1",
} as const

/** One message as its event's name. @throws Error for what is no event of a known form */
function nameOf(parts: readonly string[]): string {
  const { event, name, fault } = dissectMonitor(parts.map(part => Buffer.from(part, 'hex')))
  const isOfJeromq = parts.length === 1 && event === 0x8000
  const found = isOfJeromq ? 'HANDSHAKE_PROTOCOL' : name
  if (found === undefined || fault !== undefined) {
    throw new Error(`${JSON.stringify(parts)} is no event: ${fault}`)
  }
  return found
}

/** What one scene showed. */
interface Seen {
  readonly form: keyof typeof FORMS | undefined
  readonly events: readonly string[]
}

/**
 * Plays a scene to a process of its own.
 *
 * @param awaited ends as soon as all of these have come; without it after a while
 * @returns undefined if the driver cannot play it
 */
export async function play(
  implementation: Implementation,
  scene: Scene,
  awaited?: readonly string[],
): Promise<Seen | undefined> {
  const words = { endpoint: 'tcp://127.0.0.1:*', mode: 'bind', socket: 'PULL', mechanism: 'NULL' }
  const driver = new Conversation(startCommand(implementation), words, ANSWER_MS)
  const stage = { driver, closing: [] as { close(): void }[] }
  try {
    const ready = await driver.next(['ready'], START_MS)
    const can = ready?.['can'] as readonly string[] | undefined
    if (can === undefined) throw new Error(`${implementation.name}: ${driver.ended}`)
    if (!['monitor', ...(scene.needs ?? [])].every(word => can.includes(word))) return undefined
    await scene.play(stage)
    const events = new Set<string>()
    let form: Seen['form']
    const end = systemClock.now() + (awaited === undefined ? SETTLE_MS : ANSWER_MS)
    while (systemClock.now() < end && !(awaited?.every(name => events.has(name)) ?? false)) {
      const line = await driver.next(['monitor'], end - systemClock.now())
      if (line === undefined) break
      const parts = line['monitor'] as readonly string[]
      form = parts.length === 1 ? 1 : 2
      events.add(nameOf(parts))
    }
    if (driver.faults.length > 0) throw new Error(driver.faults.join('\n'))
    return { form, events: [...events].toSorted() }
  } finally {
    for (const each of stage.closing) each.close()
    await driver.end()
    await delay(systemClock, 0)
  }
}

/** All scenes. @returns undefined if the driver has no monitor's messages */
export async function measure(
  implementation: Implementation,
  title: string,
): Promise<MonitorRecord | undefined> {
  const scenes: Record<string, readonly string[]> = {}
  const forms = new Set<string>()
  const playWell = async (scene: Scene, tries = TRIES): Promise<Seen | undefined> =>
    play(implementation, scene).catch((error: Error) => {
      if (tries > 1) return playWell(scene, tries - 1)
      throw new Error(`${implementation.name}, ${scene.name}: ${error.message}`)
    })
  for (const scene of SCENES) {
    const seen = await playWell(scene)
    if (seen === undefined) continue
    scenes[scene.name] = seen.events
    if (seen.form !== undefined) forms.add(FORMS[seen.form])
  }
  if (forms.size === 0) return undefined
  return { title, form: [...forms].join('; '), scenes }
}
