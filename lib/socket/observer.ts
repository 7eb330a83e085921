// draft
import { readMonitor } from './monitor-reader.js'
import { socketCoreOf } from './registry.js'
export class Observer {
  #r
  constructor(socket: object) {
    this.#r = readMonitor(socketCoreOf(socket), { version: 1 })
  }
  receive(): Promise<Buffer[]> { return this.#r.receive() }
}
