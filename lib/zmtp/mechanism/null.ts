// NULL (RFC 23 §The NULL Security Mechanism): both sides send READY with their metadata, at once. Where ZAP
// is to judge the peer, our READY waits for its answer.
import {
  decodeError,
  encodeError,
  encodeReady,
  isCommand,
  READY_METADATA_OFFSET,
} from '../command.js'
import type { Mechanism, MechanismPeer, MechanismStep } from './mechanism.js'
import { readPeer, unexpectedCommand } from './peer.js'

const RFC = 'RFC 23 §The NULL Security Mechanism'

/**
 * The NULL mechanism.
 *
 * @param metadata what we say of ourselves, encoded
 * @param asksZap whether ZAP judges the peer (RFC 27 §Request)
 */
export function nullMechanism(metadata: Uint8Array, asksZap = false): Mechanism {
  let isAnswered = !asksZap
  let peer: MechanismPeer | undefined
  return {
    name: 'NULL',
    asServer: false,
    start(): MechanismStep {
      if (!asksZap) return { kind: 'next', replies: [encodeReady(metadata)] }
      return { kind: 'ask', question: { mechanism: 'NULL', credentials: [] } }
    },
    receive(body): MechanismStep {
      if (peer !== undefined) throw unexpectedCommand(body, 'nothing before our READY', RFC)
      if (isCommand(body, 'ERROR')) return { kind: 'refused', reason: decodeError(body) }
      if (!isCommand(body, 'READY')) throw unexpectedCommand(body, 'READY or ERROR', RFC)
      peer = readPeer(body, READY_METADATA_OFFSET)
      return isAnswered ? { kind: 'ready', peer } : { kind: 'next' }
    },
    answered({ status }): MechanismStep {
      if (status !== 200) {
        return {
          kind: 'denied',
          status,
          replies: status === 300 ? [] : [encodeError(String(status))],
        }
      }
      isAnswered = true
      const replies = [encodeReady(metadata)]
      return peer === undefined ? { kind: 'next', replies } : { kind: 'ready', peer, replies }
    },
    refusal: encodeError,
  }
}
