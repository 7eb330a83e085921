// Lesson 8: what the article's own log says, if one counts.
import { articlePolicy, replay, type GateInput } from 'rawzmq/gate'

// Who received which message, and in what order they quit, from the published log.
const LOG = `
1561228921.574 Consumer 3 recv: Data-000-000
1561228921.775 Consumer 2 recv: Data-000-002
1561228921.877 Consumer 1 recv: Data-000-003
1561228921.978 Consumer 4 recv: Data-000-004
1561228922.081 Consumer 3 recv: Data-000-005
1561228922.285 Consumer 2 recv: Data-000-007
1561228922.387 Consumer 1 recv: Data-000-008
1561228922.488 Consumer 4 recv: Data-000-009`
const QUITS = [3, 2, 1, 4]

const receiver = new Map<number, number>()
for (const [, consumer, message] of LOG.matchAll(/Consumer (\d) recv: Data-000-(\d+)/g)) {
  receiver.set(Number(message), Number(consumer))
}
const lost = [...Array(10).keys()].filter(message => !receiver.has(message))
console.log(`sent 10, received ${receiver.size}; nobody got ${lost.join(' and ')}`)

// A PUSH deals its messages out in turn: with n pipes, message i goes the way of message i + n.
function whyNot(pipes: number): string | undefined {
  for (const [message, consumer] of receiver) {
    const next = receiver.get(message + pipes)
    if (next === consumer || !receiver.has(message + pipes)) continue
    return `message ${message} went to consumer ${consumer}, ${message + pipes} to ${next}`
  }
  const turns = [...Array(pipes).keys()].map(turn => receiver.get(turn))
  const seen = turns.filter(consumer => consumer !== undefined)
  return new Set(seen).size < seen.length ? `${turns.join(' ')} is no turn` : undefined
}
let pipes = 4
for (let why = whyNot(pipes); why !== undefined; why = whyNot(++pipes)) {
  console.log(`${pipes} pipes? no: ${why}`)
}
const turn = [...Array(pipes).keys()].map(message => receiver.get(message) ?? 'X')
console.log(`${pipes} pipes: ${turn.join(' ')}, and again ${turn.join(' ')}`)

// X was accepted among the first four, so one ACCEPTED was left over. Replay the loop of 2019.
let fd = 20
const event = (name: 'ACCEPTED' | 'DISCONNECTED'): GateInput => {
  return { kind: 'event', event: name, value: fd++, now: 0 }
}
const inputs: GateInput[] = [{ kind: 'bound', now: 0 }]
for (let accepts = 0; accepts < 4; accepts++) inputs.push(event('ACCEPTED'))
inputs.push({ kind: 'work-done', now: 0 }, { kind: 'quit-sent', now: 0 }, event('ACCEPTED'))
for (const _ of QUITS) inputs.push({ kind: 'quit-sent', now: 0 }, event('DISCONNECTED'))
const options = { endpoint: 'tcp://127.0.0.1:555', consumers: 4, timeoutMs: {}, now: 0 }
const { state } = replay(articlePolicy.name, options, inputs).at(-1)!
console.log(`replayed: ${state.phase} after ${state.quits} Quits for ${QUITS.length} consumers`)
