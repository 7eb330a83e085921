// What a stranger makes a CURVE server hold: no more with half of a handshake than with an open connection.
import tap from 'tap'
import { held, PROGRESS } from '../../search/handshakes/held.js'

/** Compiled code and pools are in the accounts, too, some hundred octets for each of so few. */
const FIRST = 400
const COUNT = 400

tap.test(
  'half of a handshake holds no more memory than a connection that is only open',
  async t => {
    const silent = await held(PROGRESS.silent, FIRST, COUNT)
    const half = await held(PROGRESS.half, FIRST, COUNT)
    t.comment(`octets each: ${half.memory.toFixed(0)}, only open ${silent.memory.toFixed(0)}`)
    t.ok(half.memory <= silent.memory * 1.1)
  },
)
