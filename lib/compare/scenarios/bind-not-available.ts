// An address of another machine.
import type { Scenario } from '../scenario.js'
import { NO_DESCRIPTOR } from '../deliberate.js'

export const scenario: Scenario = {
  name: 'bind-not-available',
  title: 'bind to an address this machine does not have',
  transports: ['tcp'],
  deliberate: {
    tcp: {
      reason: NO_DESCRIPTOR,
      ours: {
        pull: {
          side: 'bind',
          rows: [
            ['CLOSED', 'fd?', '', ''],
            ['BIND_FAILED', 99, '192.0.2.1:port1', ''],
            ['MONITOR_STOPPED', 0, '', ''],
          ],
        },
      },
    },
  },
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.attemptRoughly('bind', () => pull.bind('tcp://192.0.2.1:5555'))
    await pull.saw('BIND_FAILED')
    await pull.close()
  },
}
