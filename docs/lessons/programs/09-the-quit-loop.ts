// Lesson 9: one event read for each Quit sent, and what becomes of it.
import { POLICIES, type GateEventName, type GateInput, type PolicyName } from 'rawzmq/gate'
import { EVENT_ALL, EVENT_ALL_BEFORE_4_3, EVENTS } from 'rawzmq/monitor'

/** A world of four consumers in memory: who has a Quit leaves, at once or when it is waited for. */
function play(gate: PolicyName, mask: number, leave: 'at once' | 'slowly'): string {
  const { initialState, step } = POLICIES[gate]
  const events: GateInput[] = []
  const tell = (event: Exclude<GateEventName, 'UNKNOWN'>, peer: number): void => {
    if ((EVENTS[event] & mask) === 0) return
    const value = event === 'HANDSHAKE_SUCCEEDED' ? 0 : peer
    events.push({ kind: 'event', event, value, remote: `tcp://127.0.0.1:${peer}`, now: 0 })
  }
  const live = [1, 2, 3, 4]
  const leaving: number[] = []
  for (const peer of live) {
    tell('ACCEPTED', peer)
    tell('HANDSHAKE_SUCCEEDED', peer)
  }
  const goes = (peer: number): void => {
    live.splice(live.indexOf(peer), 1)
    tell('DISCONNECTED', peer)
  }
  const quits = gate === 'ready' ? 'each' : 'shared'
  let state = initialState({ endpoint: 'tcp', consumers: 4, timeoutMs: {}, quits, now: 0 })
  const inputs: GateInput[] = [{ kind: 'bound', now: 0 }]
  let isReading = false
  for (;;) {
    if (inputs.length === 0 && isReading) {
      if (events.length === 0 && leaving.length > 0) goes(leaving.shift()!)
      inputs.push(...events.splice(0, 1))
      isReading = inputs.length === 0
    }
    const input = inputs.shift()
    if (input === undefined) return `${state.phase} after ${state.quits} Quits`
    const { state: next, effects } = step(state, input)
    state = next
    for (const effect of effects) {
      if (effect.kind === 'open') inputs.push({ kind: 'work-done', now: 0 })
      if (effect.kind === 'read') isReading = true
      if (effect.kind !== 'send-quit') continue
      const peer = effect.peer ?? live.find(one => !leaving.includes(one)) ?? live[0]
      if (peer === undefined) return `blocked: Quit ${state.quits + 1} has nobody to go to`
      inputs.push({ kind: 'quit-sent', now: 0, ...(effect.peer && { peer }) })
      if (leaving.includes(peer)) continue
      if (leave === 'slowly') leaving.push(peer)
      else goes(peer)
    }
  }
}

console.log('article')
for (const leave of ['slowly', 'at once'] as const) {
  console.log(`  libzmq 4.2, they leave ${leave}: ${play('article', EVENT_ALL_BEFORE_4_3, leave)}`)
  console.log(`  libzmq 4.3, they leave ${leave}: ${play('article', EVENT_ALL, leave)}`)
}
console.log('ready')
for (const leave of ['slowly', 'at once'] as const) {
  console.log(`  libzmq 4.3, they leave ${leave}: ${play('ready', EVENT_ALL, leave)}`)
}
