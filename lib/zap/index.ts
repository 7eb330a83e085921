// rawzmq/zap: a ZAP handler that goes by lists. Re-exports only.
export { zapHandler, type ZapHandler } from '../socket/zap-handler.js'
export { ANY_KEY, type ZapRules } from '../socket/zap-rules.js'
