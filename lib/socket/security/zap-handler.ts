// A ready-made ZAP handler (RFC 27): a ROUTER at inproc://zeromq.zap.01 that answers by rules.
import { sayAloud } from '../../say-aloud.js'
import { decodeZapRequest, encodeZapReply, ZAP_ENDPOINT } from '../../zmtp/zap.js'
import type { Context } from '../context.js'
import { Router } from '../types/router.js'
import { ANY_KEY, readRules, type ZapRules } from './zap-rules.js'

/** A handler that is bound. */
export interface ZapHandler {
  /** Unbinds it: PLAIN then lets nobody in, NULL and CURVE everybody, unless domains are enforced. */
  close(): void
}

/**
 * Binds a ZAP handler that judges by these rules. Until it is closed it keeps the process from ending.
 *
 * @param context whose sockets it judges; the default one if absent
 * @throws UsageError for rules that cannot be read; SystemError EADDRINUSE if the context has a handler
 */
export function zapHandler(rules: ZapRules, context?: Context): ZapHandler {
  const judge = readRules(rules)
  const router = new Router(context === undefined ? {} : { context })
  try {
    router.bindSync(ZAP_ENDPOINT)
  } catch (error) {
    router.close()
    throw error
  }
  if (rules.keys === ANY_KEY) {
    sayAloud(`the ZAP handler lets in every key of CURVE (${ANY_KEY}): nobody knows who has them`)
  }
  const serve = async (): Promise<void> => {
    for await (const [name, ...parts] of router) {
      const request = decodeZapRequest(parts)
      // Nobody asks so but a program of one's own; it is told nothing.
      if (request === undefined) continue
      await router.send([name as Buffer, ...encodeZapReply(request.requestId, judge(request))])
    }
  }
  serve().catch((error: unknown) => {
    // Closed between a request and its answer.
    if ((error as NodeJS.ErrnoException).code !== 'EBADF') throw error
  })
  return { close: () => router.close() }
}
