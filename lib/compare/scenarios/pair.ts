// PAIR has the events of every other type.
import { connected, part } from '../moves.js'
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'pair',
  title: 'two PAIRs and a message each way',
  transports: ['tcp', 'ipc'],
  async run(world) {
    const bound = world.socket('bound', 'PAIR')
    const other = world.socket('other', 'PAIR')
    other.connect(await bound.bind(world.place()))
    await connected(other, bound)
    await other.send('there')
    world.note(String(await bound.receive()))
    await bound.send('back')
    world.note(String(await other.receive()))
    await part(other, bound)
  },
}
