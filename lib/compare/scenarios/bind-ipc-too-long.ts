// Paths of Unix sockets have 107 bytes at most.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'bind-ipc-too-long',
  title: 'bind to a path that is too long',
  transports: ['ipc'],
  async run(world) {
    const pull = world.socket('pull', 'PULL')
    await pull.attemptRoughly('bind', () => pull.bind(`ipc://${world.path('x'.repeat(110))}`))
    await pull.saw('BIND_FAILED')
    await pull.close()
  },
}
