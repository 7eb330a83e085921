// What zmq_socket_monitor_versioned refuses, and whether the monitor before lives on.
import type { Scenario } from '../scenario.js'

export const scenario: Scenario = {
  name: 'monitor-errors',
  title: 'wrong endpoints, masks and types: errno, and the running monitor goes on',
  transports: ['tcp'],
  async run(world) {
    const pull = world.plainSocket('PULL')
    const reader = world.reader('monitor', 'inproc://goes-on')
    world.monitor(pull, { endpoint: null })
    world.monitor(pull, { endpoint: 'inproc://goes-on' })
    world.monitor(pull, { endpoint: 'nonsense' })
    world.monitor(pull, { endpoint: 'inproc://' })
    world.monitor(pull, { endpoint: 'foo://bar' })
    world.monitor(pull, { endpoint: 'tcp://127.0.0.1:*' })
    world.monitor(pull, { endpoint: 'ipc://path' })
    world.monitor(pull, { endpoint: 'inproc://other', version: 1, events: 0x10000 })
    world.monitor(pull, { endpoint: 'inproc://other', version: 1, events: -1 })
    const endpoint = await pull.bind('tcp://127.0.0.1:*')
    await reader.saw('LISTENING')
    await pull.unbind(endpoint)
    await reader.saw('CLOSED')
    world.monitor(pull, { endpoint: null })
    await reader.saw('MONITOR_STOPPED')
  },
}
