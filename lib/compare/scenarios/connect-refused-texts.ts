// What zmq_connect refuses at once leaves no event.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'connect-refused-texts',
  title: 'connect to texts that are refused at once: errors, but no events',
  transports: ['tcp'],
  async run(world) {
    const push = world.socket('push', 'PUSH')
    const texts = [
      'tcp://127.0.0.1:*',
      'tcp://127.0.0.1',
      'tcp://*:5555',
      'foo://bar',
      'tcp://',
      '',
    ]
    for (const text of texts) {
      await push.attempt(`connect ${text}`, () => push.connect(text))
    }
    await push.close()
  },
}
