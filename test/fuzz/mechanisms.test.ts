// Seeded, damaged commands to every side of every mechanism, in every state: nothing but ProtocolErrors, no secret in
// any of them, and of CURVE nothing that was changed is ever taken. RAWZMQ_FUZZ sets how many inputs each gets.
import t from 'tap'
import { decodeZapReply } from '../../lib/zmtp/zap.js'
import { sealed } from '../support/curve.js'
import { fuzz } from '../support/fuzz.js'
import { fuzzCount } from '../support/random.js'
import { check, ciphers, isSameHello, PAIRS, play } from './stages.js'

const USUAL = 2000
const COUNT = fuzzCount(USUAL)
if (COUNT > USUAL) t.setTimeout(0)

for (const [name, [client, server]] of Object.entries(PAIRS)) {
  fuzz(t, `${name}: ${COUNT} inputs`, COUNT, random => {
    const { next, to } = play(client(), server(), random.below(4))
    for (let times = 1 + random.below(3); times > 0; times--) {
      const input = random.below(8) === 0 ? random.bytes(random.below(300)) : random.mutate(next)
      const isSame = input.equals(next) || isSameHello(input, next)
      try {
        const { kind } = to.receive(Buffer.from(input))
        const isTaken = kind === 'ask' || kind === 'ready' || kind === 'next'
        if (name === 'CURVE' && isTaken && !isSame)
          throw new Error(`taken: ${input.toString('hex')}`)
        if (isSame) return
      } catch (error) {
        check(error)
        return
      }
    }
  })
}

fuzz(t, `CURVE messages: ${COUNT} inputs`, COUNT, random => {
  const [sender, receiver] = ciphers()
  const size = random.below(random.pick([8, 70, 600]))
  const body = sealed(sender, random.bytes(size), random.pick([0, 1, 4]))
  const input = random.mutate(body)
  if (input.equals(body)) return
  try {
    receiver.open(Buffer.from(input))
  } catch (error) {
    check(error)
    // What was not sealed has moved nothing: the message itself still opens.
    receiver.open(body)
    return
  }
  throw new Error(`taken: ${input.toString('hex')}`)
})

fuzz(t, `ZAP replies: ${COUNT} inputs`, COUNT, random => {
  const parts: Buffer[] = ['', '1.0', '1', '200', 'OK', 'anna', ''].map(part => Buffer.from(part))
  const at = random.below(parts.length)
  parts[at] = random.mutate(parts[at] as Buffer)
  if (random.below(4) === 0) parts.splice(at, random.below(2), random.bytes(random.below(20)))
  try {
    decodeZapReply(parts, '1')
  } catch (error) {
    check(error)
  }
})
