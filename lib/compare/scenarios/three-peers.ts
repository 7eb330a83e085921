// Many peers of one socket, one after the other.
import { connected } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'three-peers',
  title: 'three peers of a bound PUSH; each gets its message',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const push = world.socket('push', 'PUSH')
    const endpoint = await push.bind(world.place())
    const pulls = [1, 2, 3].map(number => world.socket(`pull${number}`, 'PULL'))
    for (const [index, pull] of pulls.entries()) {
      pull.connect(endpoint)
      await connected(pull)
      await push.saw('HANDSHAKE_SUCCEEDED', index + 1)
    }
    for (const number of [1, 2, 3]) await push.send(`message ${number}`)
    for (const pull of pulls) world.note(String(await pull.receive()))
    for (const [index, pull] of pulls.entries()) {
      await pull.close()
      await push.saw('DISCONNECTED', index + 1)
    }
    await push.close()
  },
}
