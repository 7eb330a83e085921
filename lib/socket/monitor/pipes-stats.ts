// PIPES_STATS, which comes only when it is asked for (zmq_socket_monitor_pipes_stats(3)): how many messages lie in
// each pipe of a socket.
import { systemError } from '../../errors.js'
import { EVENTS } from '../../monitor/events.js'
import type { Pipe } from '../links/pipe.js'
import type { Monitoring } from './monitoring.js'

/** What of a socket is told. */
export interface PipesOfSocket {
  readonly pipes: Iterable<Pipe> & { readonly size: number }
  readonly monitoring: Pick<Monitoring, 'wants' | 'emit'>
}

/**
 * Tells a socket's monitors of its pipes, one event for each whose peer has not gone.
 *
 * @throws SystemError EINVAL if no monitor wants PIPES_STATS; EAGAIN if there is no pipe
 */
export function tellPipesStats({ pipes, monitoring }: PipesOfSocket): void {
  if (!monitoring.wants(EVENTS.PIPES_STATS)) throw systemError('EINVAL')
  if (pipes.size === 0) throw systemError('EAGAIN')
  for (const { isGoing, ends, outbound, inbound } of pipes) {
    if (isGoing) continue
    const counts = [outbound.count(), inbound.count()]
    monitoring.emit(EVENTS.PIPES_STATS, counts, ends.local, ends.remote, 'bind')
  }
}
