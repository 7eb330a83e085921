// What `rawzmq conform-monitor` would say of a capture: every one that a test lets the program write is judged.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { CaptureFormatError } from '../../lib/capture/format-error.js'
import { CapturePlayer } from '../../lib/capture/player.js'
import { judgeMonitors } from '../../lib/conformance/monitor-capture.js'

/** A line for each monitor of a capture whose events come in an illegal order; none if it is no capture. */
export async function illegalOrders(file: string): Promise<readonly string[]> {
  if (!existsSync(file)) return []
  try {
    const judgements = await judgeMonitors(new CapturePlayer(file), { isLate: false })
    return judgements.flatMap(({ socket, illegal }) =>
      illegal === undefined
        ? []
        : [`${file}: ${socket}, row ${illegal.row}: ${illegal.event}: ${illegal.rule}`],
    )
  } catch (error) {
    if (error instanceof CaptureFormatError) return []
    throw error
  }
}

/** The same for every capture of a folder, but those named. */
export async function illegalOrdersIn(
  folder: string,
  ...illegal: readonly string[]
): Promise<readonly string[]> {
  const names = readdirSync(folder).filter(name => name.endsWith('.msgpack'))
  const judged = names.filter(name => !illegal.includes(name))
  return (await Promise.all(judged.map(name => illegalOrders(join(folder, name))))).flat()
}
