// draft
import { EVENTS } from './events.js'
export class MonitorPublisher {
  dropped = 0
  #o: { version: 1 | 2; events: number; deliver: (parts: Buffer[]) => boolean }
  #stopped = false
  constructor(o: { version: 1 | 2; events: number; deliver: (parts: Buffer[]) => boolean }) {
    this.#o = o
  }
  emit(event: number, value: number | readonly number[], local: string, remote: string, side: 'bind' | 'connect'): void {
    const { version, events, deliver } = this.#o
    if (this.#stopped || (events & event) === 0) return
    const values = typeof value === 'number' ? [value] : value
    let parts: Buffer[]
    if (version === 1) {
      const head = Buffer.alloc(6)
      head.writeUInt16LE(event, 0)
      head.writeUInt32LE((values[0] as number) >>> 0, 2)
      parts = [head, Buffer.from(side === 'bind' ? local : remote)]
    } else if (version === 2) {
      const u64 = (n: number): Buffer => { const b = Buffer.alloc(8); b.writeBigUInt64LE(BigInt.asUintN(64, BigInt(n))); return b }
      parts = [u64(event), u64(values.length), ...values.map(u64), Buffer.from(local), Buffer.from(remote)]
    } else return
    if (!deliver(parts)) this.dropped++
  }
  stop(): void {
    this.emit(EVENTS.MONITOR_STOPPED, 0, '', '', 'bind')
    this.#stopped = true
  }
}
