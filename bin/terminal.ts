// What a command has of the process it runs in: its streams, Ctrl-C as a signal, and no more, so that
// tests can bring their own.
import type { Readable, Writable } from 'node:stream'
import { printable } from '../lib/dissect/text.js'

/** The part of `process` that the command line uses. */
export interface ProcessLike {
  readonly stdin: Readable
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Set when output is lost, which may show only when the command has ended. */
  exitCode?: number | string | null | undefined
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** A command's surroundings. Data goes to `out`, everything else to `err`. */
export interface Terminal {
  readonly stdin: Readable
  readonly stdout: ProcessLike['stdout']
  readonly stderr: ProcessLike['stderr']
  /** Writes text to stdout; strangers' control characters in it are escaped. */
  out(text: string): void
  /** The same to stderr. */
  err(text: string): void
  /** A line to stderr that begins with the program's name. */
  complain(text: string): void
  /** Says that something the command was to keep is lost: the exit code is 1 if it would have been 0. */
  lost(text: string): void
  /** True if stdout is a terminal that wants colours (NO_COLOR and FORCE_COLOR are heeded). */
  readonly hasColour: boolean
  /**
   * Aborted by the first Ctrl-C or SIGTERM, a second one ends the process at once; and by the end of
   * whoever reads stdout, or a full disk under it. The reason is an Interruption.
   */
  readonly signal: AbortSignal
}

/**
 * Exit codes of every command. `failed`: it was done, and the outcome is bad, or output was lost; `usage`: it
 * could not begin, since an option, an endpoint or a file is wrong; `unreachable`: a peer is missing or died.
 */
export const EXIT = { done: 0, failed: 1, usage: 2, unreachable: 3, interrupted: 130 } as const

const REASONS = {
  signal: 'interrupted',
  'no-reader': 'nobody reads the output',
  unwritable: 'the output cannot be written',
} as const

/** Why a command is to end before its time, and the exit code that says so. */
export class Interruption extends Error {
  override readonly name = 'Interruption'
  readonly kind: keyof typeof REASONS

  constructor(kind: Interruption['kind']) {
    super(REASONS[kind])
    this.kind = kind
  }

  /** 130 after a signal; 1 if the output is lost: what was to be done was not done. */
  get exitCode(): number {
    return this.kind === 'signal' ? EXIT.interrupted : EXIT.failed
  }
}

/** The exit code of a command that was interrupted; undefined if it was not. */
export function interruption({ signal }: Pick<Terminal, 'signal'>): number | undefined {
  return signal.reason instanceof Interruption ? signal.reason.exitCode : undefined
}

/** Makes the surroundings of one command; `release` takes the signal handlers back. */
export function openTerminal(host: ProcessLike): Terminal & { release(): void } {
  const interrupt = new AbortController()
  let wasSignalled = false
  let isLost = false
  const onSignal = (): void => {
    if (wasSignalled) process.exit(EXIT.interrupted)
    wasSignalled = true
    interrupt.abort(new Interruption('signal'))
  }
  // A reader that has gone (`| head`) is no fault of ours: the rest is written to nobody. The listeners
  // stay when the command is over: what it wrote last may fail later.
  const onOutputError = ({ code, message }: NodeJS.ErrnoException): void => {
    if (code === 'EPIPE') {
      interrupt.abort(new Interruption('no-reader'))
      return
    }
    if (!isLost) host.stderr.write(`rawzmq: stdout: ${message}\n`)
    isLost = true
    host.exitCode = EXIT.failed
    interrupt.abort(new Interruption('unwritable'))
  }
  host.on('SIGINT', onSignal)
  host.on('SIGTERM', onSignal)
  host.stdout.on('error', onOutputError)
  host.stderr.on('error', ignoreBrokenPipe)
  const complain = (text: string): void => void host.stderr.write(`rawzmq: ${printable(text)}\n`)
  const { NO_COLOR: noColour, FORCE_COLOR: forceColour } = host.env
  return {
    stdin: host.stdin,
    stdout: host.stdout,
    stderr: host.stderr,
    out: text => void host.stdout.write(printable(text)),
    err: text => void host.stderr.write(printable(text)),
    complain,
    lost(text) {
      complain(text)
      host.exitCode = EXIT.failed
    },
    hasColour: !noColour && (Boolean(forceColour) || host.stdout.isTTY === true),
    signal: interrupt.signal,
    release() {
      host.off('SIGINT', onSignal)
      host.off('SIGTERM', onSignal)
    },
  }
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
