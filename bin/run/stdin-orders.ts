// A consumer's tie to the process that started it: its stdin. The line `go` lets it connect, the line `stop`
// asks it to leave; the end of the stream means that the parent has died, however that happened.
import type { Readable } from 'node:stream'

/** The line that lets a consumer connect. */
export const GO_LINE = 'go'

/** The line that asks a consumer to leave. */
export const STOP_LINE = 'stop'

/** What a consumer may be told by its stdin. */
export interface StdinHandlers {
  readonly onStop: () => void
  readonly onGo?: () => void
  readonly onGone: () => void
}

/** Watches a stdin; the function it returns lets go of it, so that the process can end. */
export function followStdin(stdin: Readable, { onStop, onGo, onGone }: StdinHandlers): () => void {
  let text = ''
  let hasStopped = false
  const onData = (chunk: string): void => {
    const lines = (text + chunk).split('\n')
    // A word is short; what is longer is none, and is not kept.
    text = (lines.pop() ?? '').slice(0, STOP_LINE.length + 1)
    for (const line of lines) {
      if (line === GO_LINE) onGo?.()
      if (line !== STOP_LINE || hasStopped) continue
      hasStopped = true
      onStop()
    }
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
