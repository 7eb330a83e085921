// A module hook: who imports lib/transport/tcp.js is given test/support/fault-transport.js instead.
import type { ResolveHook } from 'node:module'

export const resolve: ResolveHook = async (specifier, context, next) => {
  const resolved = await next(specifier, context)
  const isReal = context.parentURL?.endsWith('/fault-transport.js') === true
  if (isReal || !resolved.url.endsWith('/lib/transport/tcp.js')) return resolved
  return { ...resolved, url: new URL('fault-transport.js', import.meta.url).href }
}
