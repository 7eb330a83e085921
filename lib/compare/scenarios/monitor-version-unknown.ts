// Versions nobody knows are accepted, and nothing is ever sent.
import { quiet } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'monitor-version-unknown',
  title: 'a monitor of version 3, and one with no events: accepted, silent',
  transports: ['tcp'],
  versions: [1],
  async run(world) {
    const pull = world.plainSocket('PULL')
    world.reader('three', 'inproc://three')
    world.reader('none', 'inproc://none')
    world.monitor(pull, { endpoint: 'inproc://three', version: 3 })
    const endpoint = await pull.bind('tcp://127.0.0.1:*')
    await pull.unbind(endpoint)
    world.monitor(pull, { endpoint: 'inproc://none', events: 0 })
    await pull.bind('tcp://127.0.0.1:*')
    world.monitor(pull, { endpoint: null })
    await quiet(world)
  },
}
