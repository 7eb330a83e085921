// Seeded, damaged commands for every side of every mechanism, a million in all: npm run search -- security [inputs].
// Nothing but ProtocolErrors, no secret in any of them; of CURVE nothing that was changed is taken. What is refused moves
// nothing: after so many the command that was due is still taken, and so is the message that was due.
import { encodeError } from '../../lib/zmtp/command.js'
import { check, ciphers, isSameHello, PAIRS, play } from '../fuzz/stages.js'
import { sealed } from '../support/curve.js'
import { Random } from '../support/random.js'

const TOTAL = Number(process.argv[2] ?? 1_000_000)
/** A machine is asked so often before it is asked for what was due. */
const ROUNDS = 64

/** Says what is damaged, and does so to as many inputs as it is asked for. */
interface Target {
  readonly name: string
  /** @returns how many inputs were given */
  run(seed: number): number
}

/** What takes the place of a command. */
function instead(random: Random, next: Buffer, others: readonly Buffer[]): Buffer {
  const kind = random.below(8)
  if (kind === 0) return random.bytes(random.below(300))
  if (kind === 1) return random.mutate(encodeError(random.pick(['400', '', 'no'])))
  return random.mutate(kind === 2 ? random.pick(others) : next)
}

/** The handshake of a mechanism at its nth command. */
function handshake(name: string, steps: number): Target {
  const [client, server] = PAIRS[name] ?? []
  if (client === undefined || server === undefined) throw new Error(name)
  const others = [0, 1, 2, 3]
    .map(at => play(client(), server(), at).next)
    .filter(({ length }) => length > 0)
  return {
    name: `${name}, command ${steps + 1}`,
    run(seed) {
      const random = new Random(seed)
      const { next, to } = play(client(), server(), steps)
      for (let round = 0; round < ROUNDS; round++) {
        const input = instead(random, next, others)
        if ([next, ...others].some(good => input.equals(good) || isSameHello(input, good))) continue
        try {
          const { kind } = to.receive(Buffer.from(input))
          if (name === 'CURVE' && kind !== 'refused')
            throw new Error(`taken: ${input.toString('hex')}`)
          return round + 1 // PLAIN and NULL take what is well formed
        } catch (error) {
          check(error)
        }
      }
      to.receive(next)
      return ROUNDS
    },
  }
}

/** MESSAGEs in one direction. */
function messages(from: 0 | 1): Target {
  return {
    name: `CURVE, messages from the ${from === 0 ? 'client' : 'server'}`,
    run(seed) {
      const random = new Random(seed)
      const pair = ciphers()
      const body = sealed(
        pair[from],
        random.bytes(random.below(random.pick([8, 70, 600]))),
        random.pick([0, 1, 4]),
      )
      for (let round = 0; round < ROUNDS; round++) {
        const input = random.mutate(body)
        if (input.equals(body)) continue
        try {
          pair[1 - from]?.open(Buffer.from(input))
        } catch (error) {
          check(error)
          continue
        }
        throw new Error(`taken: ${input.toString('hex')}`)
      }
      pair[1 - from]?.open(body)
      return ROUNDS
    },
  }
}

const targets: readonly Target[] = [
  ...[0, 1, 2, 3].flatMap(at => [handshake('PLAIN', at), handshake('CURVE', at)]),
  handshake('NULL', 0),
  messages(0),
  messages(1),
]
const wanted = Math.ceil(TOTAL / targets.length)
for (const { name, run } of targets) {
  const start = performance.now()
  let inputs = 0
  for (let seed = 1; inputs < wanted; seed++) {
    try {
      inputs += run(seed)
    } catch (error) {
      console.log(`${name}, seed ${seed}: ${String((error as Error).stack)}`)
      process.exitCode = 1
      break
    }
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${name}: ${inputs} inputs in ${seconds} s`)
}
