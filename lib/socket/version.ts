// What programs written for libzmq ask: which version, and what is there.

import { hasCurve } from './security/curve-library.js'

/** The libzmq whose behaviour this engine follows. */
export const LIBZMQ_VERSION: string = '4.3.5'

/** What zeromq.js lists as capabilities; this engine has ipc, the drafts, and curve if its package is installed. */
export const CAPABILITY: Partial<
  Record<'ipc' | 'pgm' | 'tipc' | 'norm' | 'curve' | 'gssapi' | 'draft', boolean>
> = {
  ipc: true,
  pgm: false,
  tipc: false,
  norm: false,
  curve: hasCurve,
  gssapi: false,
  draft: true,
}
