// What a command has of the process it runs in: its streams, Ctrl-C as a signal, and no more, so that
// tests can bring their own.
import type { Readable, Writable } from 'node:stream'

/** The part of `process` that the command line uses. */
export interface ProcessLike {
  readonly stdin: Readable
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** A command's surroundings. Data goes to `out`, everything else to `err`. */
export interface Terminal {
  readonly stdin: Readable
  readonly stdout: ProcessLike['stdout']
  readonly stderr: ProcessLike['stderr']
  /** Writes text to stdout as it is. */
  out(text: string): void
  /** Writes text to stderr as it is. */
  err(text: string): void
  /** True if stdout is a terminal that wants colours (NO_COLOR and FORCE_COLOR are heeded). */
  readonly hasColour: boolean
  /** Aborted by the first Ctrl-C or SIGTERM; a second one ends the process at once. */
  readonly signal: AbortSignal
}

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, usage: 2, unreachable: 3, interrupted: 130 } as const

/** Makes the surroundings of one command; `release` takes the signal handlers back. */
export function openTerminal(host: ProcessLike): Terminal & { release(): void } {
  const interrupt = new AbortController()
  const onSignal = (): void => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted)
    interrupt.abort(new Error('interrupted'))
  }
  // A reader that has gone (`| head`) is no fault of ours: the rest is written to nobody.
  const onStreamError = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE') interrupt.abort(new Error('nobody reads the output'))
    else throw error
  }
  host.on('SIGINT', onSignal)
  host.on('SIGTERM', onSignal)
  host.stdout.on('error', onStreamError)
  host.stderr.on('error', onStreamError)
  const { NO_COLOR: noColour, FORCE_COLOR: forceColour } = host.env
  return {
    stdin: host.stdin,
    stdout: host.stdout,
    stderr: host.stderr,
    out: text => void host.stdout.write(text),
    err: text => void host.stderr.write(text),
    hasColour: !noColour && (Boolean(forceColour) || host.stdout.isTTY === true),
    signal: interrupt.signal,
    release() {
      host.off('SIGINT', onSignal)
      host.off('SIGTERM', onSignal)
      host.stdout.off('error', onStreamError)
      host.stderr.off('error', onStreamError)
    },
  }
}
