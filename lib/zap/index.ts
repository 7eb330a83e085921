// rawzmq/zap: a ZAP handler that goes by lists. Re-exports only.
export { zapHandler, type ZapHandler } from '../socket/security/zap-handler.js'
export { ANY_KEY, type ZapRules } from '../socket/security/zap-rules.js'
