// Types only: what a gated run needs of a PUSH.
import type { EngineSocket } from '../../engine.js'

/** A PUSH as a run sees it: an engine's socket, or a public Push made to look like one. */
export type GateSocket = Pick<
  EngineSocket,
  | 'bind'
  | 'send'
  | 'trySend'
  | 'monitor'
  | 'setOption'
  | 'close'
  | 'tracksLinks'
  | 'trackLinks'
  | 'leaveAlone'
>
