// What programs written for libzmq ask: which version, and what is there.

/** The libzmq whose behaviour this engine follows. */
export const LIBZMQ_VERSION: string = '4.3.5'

/** What zeromq.js lists as capabilities; of these this engine has ipc. */
export const CAPABILITY: Partial<
  Record<'ipc' | 'pgm' | 'tipc' | 'norm' | 'curve' | 'gssapi' | 'draft', boolean>
> = {
  ipc: true,
  pgm: false,
  tipc: false,
  norm: false,
  curve: false,
  gssapi: false,
  draft: false,
}
