// A consumer's tie to the process that started it: its stdin. The line `stop` asks it to leave; the end
// of the stream means that the parent has died, however that happened.
import type { Readable } from 'node:stream'

/** The line that asks a consumer to leave. */
export const STOP_LINE = 'stop'

/** What a consumer may be told by its stdin. */
export interface LeashHandlers {
  readonly onStop: () => void
  readonly onGone: () => void
}

/** Watches a stdin; the function it returns lets go of it, so that the process can end. */
export function holdLeash(stdin: Readable, { onStop, onGone }: LeashHandlers): () => void {
  let text = ''
  let hasStopped = false
  const onData = (chunk: string): void => {
    // Only the beginning can be the word; what else comes is not kept.
    text = (text + chunk).slice(0, STOP_LINE.length + 1)
    if (hasStopped || text !== `${STOP_LINE}\n`) return
    hasStopped = true
    onStop()
  }
  const onEnd = (): void => {
    if (!hasStopped) onGone()
  }
  stdin.setEncoding('utf8')
  stdin.on('data', onData)
  stdin.once('end', onEnd)
  stdin.once('error', onEnd)
  return () => {
    stdin.off('data', onData)
    stdin.off('end', onEnd)
    stdin.destroy()
  }
}
