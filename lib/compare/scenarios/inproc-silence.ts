// inproc has no events at all, whichever side comes first; only the monitor's own last one.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'inproc-silence',
  title: 'bind, connect, a message and a close over inproc: no event but MONITOR_STOPPED',
  transports: ['inproc'],
  async run(world) {
    const early = world.socket('early', 'PUSH')
    const pull = world.socket('pull', 'PULL')
    const late = world.socket('late', 'PUSH')
    const place = world.place()
    early.connect(place)
    await pull.bind(place)
    late.connect(place)
    await early.send('early')
    world.note(String(await pull.receive()))
    await late.send('late')
    world.note(String(await pull.receive()))
    await pull.unbind(place)
    for (const socket of [early, late, pull]) await socket.close()
  },
}
