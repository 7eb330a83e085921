// What strangers cost a CURVE server: npm run search -- handshakes [connections]. Half of a handshake (HELLO, and its
// WELCOME) holds no more memory than a connection that is only open, or one that is done; and each HELLO costs what it
// costs, however many come.
import { held, PROGRESS, type Held } from './held.js'

/** So many come before they are counted. */
const FIRST = 1000
/** A half-finished handshake may hold so much of what an idle connection holds. */
const RATIO_MAX = 1
/** A HELLO of a flood may cost so much more than one of the first thousand. */
const COST_MAX = 1.5

const shown = ({ memory, resident, used }: Held): string =>
  `${memory.toFixed(0)} octets in heap and buffers, ${resident.toFixed(0)} resident, ${used.toFixed(0)} µs`

/** Whether half-finished handshakes hold more than idle connections, and what a HELLO costs. */
export async function handshakes(count: number): Promise<boolean> {
  const net = await held(PROGRESS.net, FIRST, count)
  const silent = await held(PROGRESS.silent, FIRST, count)
  const half = await held(PROGRESS.half, FIRST, count)
  const ready = await held(PROGRESS.ready, FIRST, count)
  const few = await held(PROGRESS.half, FIRST, 1000)
  console.log(`of ${count} connections each:`)
  console.log(`accepted by a net.Server: ${shown(net)}`)
  console.log(`accepted by a CURVE server: ${shown(silent)}`)
  console.log(`a half-finished handshake: ${shown(half)}`)
  console.log(`a finished one: ${shown(ready)}`)
  const ratio = half.memory / silent.memory
  const cost = half.used / few.used
  console.log(
    `memory: half a handshake is ${ratio.toFixed(2)} of an accepted connection, ` +
      `${(half.memory / ready.memory).toFixed(2)} of a finished one, ${(half.memory / net.memory).toFixed(2)} of a net.Server's`,
  )
  console.log(
    `a HELLO of ${count} costs ${cost.toFixed(2)} times one of 1000: ${few.used.toFixed(0)} µs`,
  )
  return ratio <= RATIO_MAX && cost <= COST_MAX
}
