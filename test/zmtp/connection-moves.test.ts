// The moves a Connection makes, watched byte by byte: none but those of CONNECTION_MOVES, and each of them.
import t from 'tap'
import { CONNECTION_MOVES, type ConnectionSettings } from '../../lib/zmtp/connection-contract.js'
import { feedByteByByte, hex, NULL_GREETING } from '../support/bytes.js'
import { RecordedPeer } from '../support/drive.js'

type Ending = 'end' | 'time' | 'none'

interface Life {
  readonly name: string
  /** What the peer says. */
  readonly peer: string
  readonly ending?: Ending
  readonly settings?: Partial<ConnectionSettings>
  /** Its states, in order. */
  readonly states: readonly string[]
}

const GREETING = NULL_GREETING.toString('hex')
const READY = '041a0552454144590b536f636b65742d547970650000000450555348'
const HEARTBEAT = { heartbeat: { intervalMs: 10, timeoutMs: 10, timeToLiveMs: 0 } }

const LIVES: readonly Life[] = [
  { name: 'nothing but time', peer: '', ending: 'time', states: ['greeting', 'closed'] },
  { name: 'gone in the greeting', peer: 'ff00', ending: 'end', states: ['greeting', 'closed'] },
  {
    name: 'another mechanism',
    peer: 'ff00000000000000017f 03 01 "PLAIN" 00*15 00 00*31',
    states: ['greeting', 'closed'],
  },
  {
    name: 'an old peer that is not wanted',
    peer: 'ff00000000000000017f 01 08 0000',
    settings: { minimumZmtp: 3 },
    states: ['greeting', 'closed'],
  },
  {
    name: 'an old peer',
    peer: 'ff00000000000000017f 01 08 0000 0002 6869',
    ending: 'end',
    states: ['greeting', 'traffic', 'closed'],
  },
  {
    name: 'an old peer of the wrong type',
    peer: 'ff00000000000000017f 01 07',
    states: ['greeting', 'closed'],
  },
  {
    name: 'silent in the handshake',
    peer: GREETING,
    ending: 'time',
    states: ['greeting', 'handshake', 'closed'],
  },
  {
    name: 'a message instead of READY',
    peer: `${GREETING} 0000`,
    states: ['greeting', 'handshake', 'closed'],
  },
  {
    name: 'ERROR',
    peer: `${GREETING} 040a 05 "ERROR" 03 "400"`,
    states: ['greeting', 'handshake', 'closed'],
  },
  {
    name: 'the wrong type',
    peer: `${GREETING} 0419 05 "READY" 0b "Socket-Type" 00000003 "PUB"`,
    states: ['greeting', 'handshake', 'closed'],
  },
  {
    name: 'a good peer',
    peer: `${GREETING} ${READY} 00026869`,
    ending: 'end',
    states: ['greeting', 'handshake', 'traffic', 'closed'],
  },
  {
    name: 'reserved flags',
    peer: `${GREETING} ${READY} 0800`,
    states: ['greeting', 'handshake', 'traffic', 'closed'],
  },
  {
    name: 'no heartbeat',
    peer: `${GREETING} ${READY}`,
    ending: 'time',
    settings: HEARTBEAT,
    states: ['greeting', 'handshake', 'traffic', 'closed'],
  },
]

/** Every state a connection is in, without repetition, and what its failure says of the last one. */
function live({ peer, ending = 'none', settings }: Life): string[] {
  const recorded = new RecordedPeer({ socketType: 'PULL', ...settings })
  const { connection } = recorded
  connection.start(0)
  const states: string[] = [connection.state]
  const look = (): void => {
    if (states.at(-1) !== connection.state) states.push(connection.state)
  }
  feedByteByByte(hex(peer), chunk => {
    connection.receive(chunk, 0)
    look()
  })
  if (ending === 'end') connection.end(new Error('end of the stream'))
  for (let tick = 0; ending === 'time' && tick < 4; tick++) connection.tick(connection.deadline)
  look()
  // What comes after the end changes nothing.
  connection.receive(NULL_GREETING, 0)
  connection.tick(Infinity)
  connection.end(new Error('again'))
  look()
  if (connection.failure !== undefined) states.push(`from ${connection.failure.state}`)
  return states
}

const seen = new Set<string>()

for (const life of LIVES) {
  t.test(life.name, async t => {
    const states = live(life)
    t.same(states, [...life.states, `from ${life.states.at(-2)}`])
    for (const [index, state] of life.states.entries()) {
      const next = life.states[index + 1]
      if (next !== undefined) seen.add(`${state} -> ${next}`)
    }
  })
}

t.test('these are all the moves there are', async t => {
  const legal = Object.entries(CONNECTION_MOVES).flatMap(([from, moves]) =>
    Object.keys(moves).map(to => `${from} -> ${to}`),
  )
  t.same([...seen].toSorted(), legal.toSorted())
})
