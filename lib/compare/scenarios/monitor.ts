// The monitor itself: its masks, versions, errors and readers.
import { EVENTS } from '../../monitor/events.js'
import { WITHOUT_READER } from '../deliberate.js'
import { connected, quiet } from '../moves.js'
import type { MonitorCall, Scenario } from '../scenario.js'
import { shakeHands } from '../wire.js'

/** A monitor takes the place of another. */
const replaced =
  (before: Partial<MonitorCall>, after: Partial<MonitorCall>): Scenario['run'] =>
  async world => {
    const pull = world.plainSocket('PULL')
    const first = world.reader('first', 'inproc://first')
    const second = world.reader('second', 'inproc://second')
    world.monitor(pull, { endpoint: 'inproc://first', ...before })
    const endpoint = await pull.bind(world.place())
    await first.saw('LISTENING')
    world.monitor(pull, { endpoint: 'inproc://second', ...after })
    await first.saw('MONITOR_STOPPED')
    await pull.unbind(endpoint)
    await second.saw('CLOSED')
    world.monitor(pull, { endpoint: null })
    await second.saw('MONITOR_STOPPED')
  }

/** A call that fails, and stops the running monitor all the same. */
const stopped =
  (call: MonitorCall): Scenario['run'] =>
  async world => {
    const pull = world.plainSocket('PULL')
    const other = world.plainSocket('PAIR')
    await other.bind('inproc://taken')
    const reader = world.reader('monitor', 'inproc://stopped')
    world.monitor(pull, { endpoint: 'inproc://stopped' })
    world.monitor(pull, call)
    await reader.saw('MONITOR_STOPPED')
    await pull.bind('tcp://127.0.0.1:*')
    await quiet(world)
  }

export const monitorScenarios: readonly Scenario[] = [
  {
    name: 'mask-handshake',
    title: 'monitors for HANDSHAKE_SUCCEEDED and DISCONNECTED only',
    async run(world) {
      const events = EVENTS.HANDSHAKE_SUCCEEDED | EVENTS.DISCONNECTED
      const pull = world.socket('pull', 'PULL', {}, { events })
      const push = world.socket('push', 'PUSH', {}, { events })
      push.connect(await pull.bind(world.place()))
      await connected(push, pull)
      push.closeOnly()
      await pull.saw('DISCONNECTED')
    },
  },
  {
    name: 'mask-listening',
    title: 'a monitor for LISTENING and CLOSED only',
    async run(world) {
      const pull = world.socket('pull', 'PULL', {}, { events: EVENTS.LISTENING | EVENTS.CLOSED })
      const push = world.socket('push', 'PUSH')
      push.connect(await pull.bind(world.place()))
      await connected(push)
      await push.close()
      pull.closeOnly()
      await pull.saw('CLOSED')
      await quiet(world)
    },
  },
  {
    name: 'mask-stopped',
    title: 'a monitor for MONITOR_STOPPED only',
    async run(world) {
      const pull = world.socket('pull', 'PULL', {}, { events: EVENTS.MONITOR_STOPPED })
      const push = world.socket('push', 'PUSH', {}, { events: EVENTS.MONITOR_STOPPED })
      push.connect(await pull.bind(world.place()))
      await push.send('hello')
      world.note(String(await pull.receive()))
      await push.close()
      await pull.close()
    },
  },
  {
    name: 'monitor-both-versions',
    title: 'a monitor of version 2 takes the place of one of version 1',
    versions: [1],
    run: replaced({ version: 1 }, { version: 2, events: 0x1ffff }),
  },
  // A name that is taken: the monitor before is gone, too.
  {
    name: 'monitor-error-in-use',
    title: 'a monitor on a name that is taken: EADDRINUSE, and the running monitor is stopped',
    transports: ['tcp'],
    run: stopped({ endpoint: 'inproc://taken' }),
  },
  // A wrong type is seen only when the monitor before is gone.
  {
    name: 'monitor-error-type',
    title: 'a monitor of type PULL: EINVAL, and the running monitor is stopped',
    transports: ['tcp'],
    run: stopped({ endpoint: 'inproc://other', type: 7 }),
  },
  // What zmq_socket_monitor_versioned refuses, and whether the monitor before lives on.
  {
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
  },
  // A monitor tells of what happens from now on.
  {
    name: 'monitor-late',
    title: 'a monitor that is started after the bind, and stopped before the close',
    async run(world) {
      const pull = world.plainSocket('PULL')
      const push = world.socket('push', 'PUSH')
      const endpoint = await pull.bind(world.place())
      const reader = world.reader('monitor', 'inproc://late')
      world.monitor(pull, { endpoint: 'inproc://late' })
      push.connect(endpoint)
      await connected(push, reader)
      await push.close()
      await reader.saw('DISCONNECTED')
      world.monitor(pull, { endpoint: null })
      await reader.saw('MONITOR_STOPPED')
      await pull.unbind(endpoint)
      await quiet(world)
    },
  },
  // The monitor's own socket may be a PUSH, which a PULL reads.
  {
    name: 'monitor-push',
    title: 'a monitor of type PUSH',
    async run(world) {
      const pull = world.plainSocket('PULL')
      const reader = world.reader('monitor', 'inproc://pushed', 'PULL')
      world.monitor(pull, { endpoint: 'inproc://pushed', type: 8 })
      const endpoint = await pull.bind(world.place())
      await reader.saw('LISTENING')
      await pull.unbind(endpoint)
      await reader.saw('CLOSED')
      pull.close()
      await reader.saw('MONITOR_STOPPED')
    },
  },
  // A second monitor ends the first, at once.
  {
    name: 'monitor-replaced',
    title: 'a second monitor takes the place of the first',
    run: replaced({}, {}),
  },
  // libzmq frees the name of a monitor some time after it was stopped.
  {
    name: 'monitor-same-name',
    title: 'a monitor is stopped and started again with the same name, a moment later',
    transports: ['tcp'],
    async run(world) {
      const pull = world.plainSocket('PULL')
      const first = world.reader('first', 'inproc://again')
      world.monitor(pull, { endpoint: 'inproc://again' })
      world.monitor(pull, { endpoint: null })
      await first.saw('MONITOR_STOPPED')
      first.closeOnly()
      await world.wait(200)
      const second = world.reader('second', 'inproc://again')
      world.monitor(pull, { endpoint: 'inproc://again' })
      world.monitor(pull, { endpoint: null })
      await second.saw('MONITOR_STOPPED')
    },
  },
  // Versions nobody knows are accepted, and nothing is ever sent.
  {
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
  },
  // libzmq's monitor socket blocks: without a reader the first event stops the I/O thread.
  {
    name: 'monitor-without-reader',
    title: 'nobody reads the monitor while a peer connects; a reader comes later',
    deliberate: { tcp: WITHOUT_READER, ipc: WITHOUT_READER },
    async run(world) {
      const pull = world.plainSocket('PULL')
      const endpoint = await pull.bind(world.place())
      const events = EVENTS.ACCEPTED | EVENTS.HANDSHAKE_SUCCEEDED | EVENTS.DISCONNECTED
      world.monitor(pull, { endpoint: 'inproc://unread', events })
      const peer = await world.rawConnect(endpoint)
      const handshake = shakeHands(peer, 'PUSH')
      world.note(`handshake without a reader: ${await world.happens(handshake, 1500)}`)
      const reader = world.reader('monitor', 'inproc://unread')
      await handshake
      peer.end()
      await reader.saw('DISCONNECTED')
    },
  },
]
