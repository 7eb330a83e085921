// Binding over ipc and inproc: files, folders, names, and the silence of inproc.
import { bindDifference } from '../deliberate.js'
import { bindFails, connected, meetAndPart, over, part } from '../moves.js'
import type { Scenario, World } from '../scenario.js'

/** A PULL that is bound and whose file is removed before it closes. */
const fileGoes =
  (place: (world: World) => string): Scenario['run'] =>
  async world => {
    const pull = world.socket('pull', 'PULL')
    const endpoint = await pull.bind(place(world))
    await world.remove(endpoint.slice('ipc://'.length))
    await pull.close()
  }

export const bindIpcScenarios: readonly Scenario[] = [
  ...over('ipc', [
    // Abstract names: no file, an @ in front.
    {
      name: 'bind-ipc-abstract',
      title: 'bind to an abstract name, ipc://@name, and connect to it',
      run: meetAndPart(world => `ipc://@${world.path('abstract')}`),
    },
    // A listener on a path that was named does not mind.
    {
      name: 'bind-ipc-file-gone',
      title: 'the file of an ipc listener is gone when it closes',
      run: fileGoes(world => world.place()),
    },
    // On ipc the socket that could not be bound has the whole endpoint as its name.
    {
      name: 'bind-ipc-no-folder',
      title: 'bind to a path in a folder that does not exist',
      deliberate: { ipc: bindDifference('ipc://DIR/nowhere/socket', 2, 'DIR/nowhere/socket') },
      run: bindFails(world => `ipc://${world.path('nowhere/socket')}`),
    },
    // A path that is there is unlinked first, also if somebody listens on it.
    {
      name: 'bind-ipc-takes-over',
      title: 'bind to a path where somebody else listens already: it is taken over in silence',
      async run(world) {
        const first = world.socket('first', 'PULL')
        const second = world.socket('second', 'PULL')
        const push = world.socket('push', 'PUSH')
        const place = world.place()
        await first.bind(place)
        await second.bind(place)
        push.connect(place)
        await connected(push, second)
        await part(push, second)
        await first.close()
      },
    },
    // Paths of Unix sockets have 107 bytes at most.
    {
      name: 'bind-ipc-too-long',
      title: 'bind to a path that is too long',
      run: bindFails(world => `ipc://${world.path('x'.repeat(110))}`),
    },
    // A listener on a temporary path that cannot remove its file says CLOSE_FAILED instead of CLOSED.
    {
      name: 'bind-ipc-wildcard-gone',
      title: 'the file of an ipc://* listener is gone when it closes',
      run: fileGoes(() => 'ipc://*'),
    },
    // ipc://* makes a folder of its own with the socket in it, and removes both.
    {
      name: 'bind-ipc-wildcard',
      title: 'bind to ipc://*, connect to what it became',
      run: meetAndPart('ipc://*'),
    },
  ]),
  // Over inproc even failures are silent.
  {
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
  },
  // inproc has no events at all, whichever side comes first; only the monitor's own last one.
  {
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
  },
]
