// AbortSignal, for calls that may wait: its listener lives as long as the wait, so that one signal may serve any
// number of calls.

/** What calls that may wait take last. */
export interface AbortOptions {
  /** Gives the call up: it is then rejected with the signal's reason, and nothing has happened. */
  readonly signal?: AbortSignal | undefined
}

/** Calls `act` once the signal is aborted, unless the function that it returns is called before. */
export function whenAborted(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal === undefined) return NOTHING
  signal.addEventListener('abort', act, { once: true })
  return () => signal.removeEventListener('abort', act)
}

const NOTHING = (): void => {}
