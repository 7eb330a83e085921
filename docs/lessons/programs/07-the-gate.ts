// Lesson 7: the gate is a function from a state and an input to a state and effects.
import { Pull, Push } from 'rawzmq'
import { gatedProducer, initialState, replay, step } from 'rawzmq/gate'
import type { GateEventName, GateInput, GateOptions, RecordedRow } from 'rawzmq/gate'

const options: GateOptions = {
  endpoint: 'tcp://127.0.0.1:5555',
  consumers: 2,
  timeoutMs: { waiting: 1000 },
  quits: 'each',
  now: 0,
}
const event = (name: GateEventName, peer: number, now: number): GateInput => {
  const value = name === 'HANDSHAKE_SUCCEEDED' ? 0 : peer
  return { kind: 'event', event: name, value, remote: `tcp://127.0.0.1:5000${peer}`, now }
}

// By hand: no socket, no clock. Peer 3 only knocks.
const inputs: GateInput[] = [
  { kind: 'bound', now: 0 },
  event('ACCEPTED', 1, 10),
  event('ACCEPTED', 3, 20),
  event('HANDSHAKE_SUCCEEDED', 1, 30),
  event('DISCONNECTED', 3, 40),
  event('ACCEPTED', 2, 900),
  event('HANDSHAKE_SUCCEEDED', 2, 910),
  { kind: 'work-done', now: 950 },
]
let state = initialState(options)
for (const input of inputs) {
  const taken = step(state, input)
  state = taken.state
  const name = input.kind === 'event' ? input.event : input.kind
  const effects = taken.effects.map(({ kind }) => kind).join(', ')
  console.log(`${name.padEnd(19)} ${state.phase}, ${state.counted} counted: ${effects}`)
}

// A real run, recorded; then decided again from the record alone.
const rows: RecordedRow[] = []
const consume = async (endpoint: string): Promise<void> => {
  const pull = new Pull()
  pull.connect(endpoint)
  for await (const [message] of pull) if (String(message) === 'Quit') pull.close()
}
const push = new Push()
const onBound = (endpoint: string): void => [1, 2].forEach(() => void consume(endpoint))
const run = { endpoint: 'tcp://127.0.0.1:*', consumers: 2, onBound }
const { outcome } = await gatedProducer(push, { ...run, record: row => rows.push(row) }, () => [
  'a message',
])
push.close()

const start = rows.find(row => row.kind === 'start')!
const decided = rows.filter(row => row.kind === 'gate')
const inputsAgain = decided.map(({ input }) => input)
const again = replay(start.policy, start.options, inputsAgain)
const same = again.every(
  ({ effects }, index) => JSON.stringify(effects) === JSON.stringify(decided[index]!.effects),
)
console.log(`${outcome}; decided again without a network: ${same ? 'the same' : 'something else'}`)
