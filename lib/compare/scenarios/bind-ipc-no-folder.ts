// On ipc the socket that could not be bound has the whole endpoint as its name.
import type { Scenario } from '../scenario.js'
import { NO_DESCRIPTOR } from '../deliberate.js'

export const scenario: Scenario = {
  name: 'bind-ipc-no-folder',
  title: 'bind to a path in a folder that does not exist',
  transports: ['ipc'],
  deliberate: {
    ipc: {
      reason: NO_DESCRIPTOR,
      ours: {
        pull: {
          side: 'bind',
          rows: [
            ['CLOSED', 'fd?', 'ipc://DIR/nowhere/socket', ''],
            ['BIND_FAILED', 2, 'DIR/nowhere/socket', ''],
            ['MONITOR_STOPPED', 0, '', ''],
          ],
        },
      },
    },
  },
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.attemptRoughly('bind', () => pull.bind(`ipc://${world.path('nowhere/socket')}`))
    await pull.saw('BIND_FAILED')
    await pull.close()
  },
}
