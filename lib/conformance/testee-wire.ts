// An endpoint that is just there: we know its address, or it knows ours, and nobody tells what is delivered.
import type { Capability } from './case.js'
import type { Testee, TesteeSocket } from './testee.js'

/**
 * An endpoint without a driver.
 *
 * @param endpoint where it is bound; where we listen, if it connects
 */
export function wireTestee(endpoint: string, capabilities: Iterable<Capability>): Testee {
  const socket: TesteeSocket = {
    endpoint,
    send: async () => 'no driver',
    async setReading() {},
    async close() {},
  }
  return {
    name: endpoint,
    capabilities: new Set(capabilities),
    isFresh: false,
    restarts: 0,
    open: async () => socket,
    async close() {},
  }
}
