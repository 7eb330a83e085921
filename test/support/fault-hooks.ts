// A module hook: where lib/transport/ imports node:net, it is given test/support/fault-net.ts instead.
import type { ResolveHook } from 'node:module'

export const resolve: ResolveHook = async (specifier, context, next) => {
  if (specifier !== 'node:net' || context.parentURL?.includes('/lib/transport/') !== true) {
    return next(specifier, context)
  }
  return { url: new URL('fault-net.js', import.meta.url).href, shortCircuit: true }
}
