// What is no endpoint fails before there is anything to report.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-refused-texts',
  title: 'bind to texts that are no endpoint: errors, but no events',
  transports: ['tcp'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    for (const text of ['foo://bar', 'tcp://', '127.0.0.1:5555', '', 'ipc://', 'inproc://']) {
      await pull.attempt(`bind ${text}`, () => pull.bind(text))
    }
    await pull.close()
  },
}
