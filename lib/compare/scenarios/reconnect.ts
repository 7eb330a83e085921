// Trying again: how long the pauses are, and what stops the tries.
import {
  afterHandshake,
  atConnectingPush,
  connected,
  ends,
  quiet,
  saw,
  triesAgain,
  triesInVain,
  triesOnce,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { MonitoredSocket, Scenario, World } from '../scenario.js'

/** A PUSH that has lost its connection. */
async function lost(world: World, interval: number): Promise<MonitoredSocket> {
  const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: interval })
  const pull = world.socket('pull', 'PULL')
  push.connect(await pull.bind(world.place()))
  await connected(push, pull)
  await pull.close()
  await push.saw('DISCONNECTED')
  await quiet(world)
  world.note(`queued: ${push.socket.trySend([Buffer.from('kept')])}`)
  return push
}

export const reconnectScenarios: readonly Scenario[] = [
  // With a maximum it doubles, exactly, up to there.
  {
    name: 'interval-doubles',
    title: 'RECONNECT_IVL_MAX: waits double up to the maximum',
    run: triesInVain(6, { [OPTIONS.RECONNECT_IVL]: 5, [OPTIONS.RECONNECT_IVL_MAX]: 30 }),
  },
  // A maximum below the interval is the interval.
  {
    name: 'interval-maximum-below',
    title: 'RECONNECT_IVL_MAX below RECONNECT_IVL: always the maximum',
    transports: ['tcp'],
    run: triesInVain(4, { [OPTIONS.RECONNECT_IVL]: 50, [OPTIONS.RECONNECT_IVL_MAX]: 15 }),
  },
  // Interval -1: after a connection that was lost, the pipe goes too.
  {
    name: 'interval-never-lost',
    title: 'RECONNECT_IVL -1: a lost connection ends it; nothing can be sent any more',
    async run(world) {
      const push = await lost(world, -1)
      await push.close()
    },
  },
  {
    name: 'interval-never',
    title: 'RECONNECT_IVL -1: one refused attempt, then nothing; messages still queue',
    run: triesOnce({ [OPTIONS.RECONNECT_IVL]: -1 }),
  },
  // Without a maximum every wait is new: between once and twice the interval.
  {
    name: 'interval-random',
    title: 'RECONNECT_IVL alone: waits between once and twice as long',
    transports: ['tcp'],
    run: triesInVain(10, { [OPTIONS.RECONNECT_IVL]: 7 }),
  },
  // A connection that came up starts the waits anew, even if its handshake did not succeed.
  {
    name: 'interval-restarts',
    title: 'a peer that accepts and drops, then is gone: the waits start anew, then double',
    async run(world) {
      const listener = await world.rawListen()
      const options = { [OPTIONS.RECONNECT_IVL]: 5, [OPTIONS.RECONNECT_IVL_MAX]: 100 }
      const push = world.socket('push', 'PUSH', options)
      push.connect(listener.endpoint)
      for (let count = 1; count <= 3; count++) {
        const peer = await listener.accept()
        if (count === 3) listener.close()
        await push.saw('CONNECTED', count)
        peer.end()
        await push.saw('CONNECT_RETRIED', count)
      }
      await push.saw('CONNECT_RETRIED', 6)
      push.cut()
    },
  },
  {
    name: 'interval-zero-lost',
    title: 'RECONNECT_IVL 0: a connection is lost',
    async run(world) {
      const push = await lost(world, 0)
      await push.close()
    },
  },
  // Interval 0 is no interval: it never tries again. The pipe stays.
  {
    name: 'interval-zero',
    title: 'RECONNECT_IVL 0: one attempt, then nothing; messages still queue',
    run: triesOnce({ [OPTIONS.RECONNECT_IVL]: 0 }),
  },
  // ZMQ_RECONNECT_STOP 2 also stops after a peer that ended.
  {
    name: 'reconnect-stop-handshake-end',
    title: 'RECONNECT_STOP_HANDSHAKE_FAILED: a peer that ends before its greeting',
    run: atConnectingPush([saw('CONNECTED'), ends], { [OPTIONS.RECONNECT_STOP]: 2 }),
  },
  // ZMQ_RECONNECT_STOP 2: a handshake that fails ends it all.
  {
    name: 'reconnect-stop-handshake',
    title: 'RECONNECT_STOP_HANDSHAKE_FAILED: one silent peer, then nothing',
    run: atConnectingPush([], { [OPTIONS.RECONNECT_STOP]: 2, [OPTIONS.HANDSHAKE_IVL]: 100 }),
  },
  {
    name: 'reconnect-stop-lost',
    title: 'RECONNECT_STOP_AFTER_DISCONNECT: a peer that ends after the handshake',
    run: triesAgain(
      2,
      { [OPTIONS.RECONNECT_IVL]: 10, [OPTIONS.RECONNECT_STOP]: 4 },
      afterHandshake('PULL', ends),
    ),
  },
  // On ipc a refusal does not stop it.
  {
    name: 'reconnect-stop-refused-ipc',
    title: 'RECONNECT_STOP_CONN_REFUSED over ipc: no path, it goes on',
    transports: ['ipc'],
    run: triesInVain(3, { [OPTIONS.RECONNECT_IVL]: 10, [OPTIONS.RECONNECT_STOP]: 1 }),
  },
  // ZMQ_RECONNECT_STOP 1: a refusal ends it all, and the endpoint is gone.
  {
    name: 'reconnect-stop-refused',
    title: 'RECONNECT_STOP_CONN_REFUSED: one refused attempt, then nothing',
    transports: ['tcp'],
    async run(world) {
      const options = { [OPTIONS.RECONNECT_IVL]: 10, [OPTIONS.RECONNECT_STOP]: 1 }
      const push = world.socket('push', 'PUSH', options)
      const place = await world.emptyPlace()
      push.connect(place)
      await push.saw('CLOSED')
      await quiet(world)
      await push.attempt('disconnect', () => push.disconnect(place))
      await push.close()
    },
  },
]
