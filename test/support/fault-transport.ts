// What stands in for lib/transport/tcp.ts while faults are searched for (fault-hooks.ts puts it there).
import type { Clock } from '../../lib/clock.js'
import type { TcpTarget } from '../../lib/transport/endpoint.js'
import type {
  DialHandlers,
  Dialing,
  DialOptions,
  Listener,
  ListenHandlers,
  ListenOptions,
} from '../../lib/transport/transport.js'
import { faultNetwork } from './fault-network.js'

export * from '../../lib/transport/tcp.js'

const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1))

export function listenTcp(address: string, _: ListenOptions, handlers: ListenHandlers): Listener {
  const { descriptor, close } = faultNetwork.current.listen(portOf(address), handlers)
  return {
    endpoint: `tcp://${address}`,
    descriptor,
    close() {
      close()
      return undefined
    },
  }
}

export function dialTcp(
  target: TcpTarget,
  _: DialOptions,
  __: Clock,
  handlers: DialHandlers,
): Dialing {
  return faultNetwork.current.dial(target.host.port, handlers)
}
