// Many peers: how long PULLs take to connect to one PUSH and finish the handshake, and what an idle
// peer costs the PUSH in resident memory. Both sides are the contender's own. node:net passes as many bytes in as
// many steps: the limit.
import { withWorkers, workerCommand } from '../children.js'
import { CONTENDERS, type Group, type Setting, type Trial } from '../trial.js'

const WORKERS = [
  [CONTENDERS.ours, 'rawzmq'],
  [CONTENDERS.zeromqJs, 'zeromq-js'],
  [CONTENDERS.net, 'node-net'],
] as const

interface Crowd {
  readonly seconds: number
  readonly bytesPerPeer: number
}

/** One PUSH and a number of PULLs, from the first connect to the last handshake, then weighed. */
function gather(worker: string, count: number): Promise<Crowd> {
  const command = workerCommand(worker, ['--expose-gc'])
  return withWorkers(async start => {
    const crowd = start(command, ['crowd', 'tcp://127.0.0.1:*', count])
    const joined = start(command, ['join', await crowd.word('bound'), count])
    const began = await joined.number('started')
    const ready = await crowd.number('ready')
    const grown = await crowd.number('grown')
    joined.stop()
    return { seconds: (ready - began) / 1000, bytesPerPeer: grown / count }
  })
}

function trialsOf(
  counts: readonly number[],
  figure: (worker: string, count: number) => Promise<number>,
): Trial[] {
  return counts.flatMap(count =>
    WORKERS.map(([contender, worker]) => ({
      subject: `${count} peers`,
      contender,
      run: () => figure(worker, count),
    })),
  )
}

/** From the first connect to the last handshake. */
export function peers({ isQuick }: Setting): Group {
  return {
    name: 'peers',
    title: 'PULLs that connect to one PUSH, until all are ready',
    unit: 's',
    isMoreBetter: false,
    trials: trialsOf(
      isQuick ? [100] : [100, 1000, 5000],
      async (worker, count) => (await gather(worker, count)).seconds,
    ),
  }
}

/** What each takes while it does nothing. */
export function peerMemory({ isQuick }: Setting): Group {
  return {
    name: 'peer memory',
    title: 'Resident memory of a PUSH for each idle peer',
    unit: 'KiB',
    isMoreBetter: false,
    trials: trialsOf(
      isQuick ? [] : [1000, 5000],
      async (worker, count) => (await gather(worker, count)).bytesPerPeer / 1024,
    ),
  }
}
