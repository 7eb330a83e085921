// What stands in for node:net while faults are searched for (fault-hooks.ts puts it there): sockets and
// listening handles over the network of fault-network.ts. Everything above node:net is the real code.
import net from 'node:net'
import { FaultSocket, faultNetwork } from './fault-network.js'

export * from 'node:net'

interface Handle {
  onconnection?: (status: number, accepted: object) => void
}

/** As net._createServerHandle: a handle that is bound. */
function createServerHandle(address: string, port: number): object {
  const handle: Handle & Record<string, unknown> = {
    fd: faultNetwork.current.newDescriptor(),
    listen() {
      faultNetwork.current.listeners.set(port, accepted => handle.onconnection?.(0, accepted))
      return 0
    },
    close() {
      faultNetwork.current.listeners.delete(port)
    },
    unref() {},
    getsockname(out: object) {
      Object.assign(out, { address, port })
      return 0
    },
  }
  return handle
}

export default { ...net, Socket: FaultSocket, _createServerHandle: createServerHandle }
