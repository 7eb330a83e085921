// Over inproc even failures are silent.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-inproc-in-use',
  title: 'bind to an inproc name that is taken: an error, but no event',
  transports: ['inproc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    const other = world.socket('other', 'PULL')
    const place = world.place()
    await other.bind(place)
    await pull.attempt('bind', () => pull.bind(place))
    await pull.close()
    await other.close()
  },
}
