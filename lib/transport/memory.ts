// What a stream of messages does to the C library's heap, and the remedy. Each read takes memory that is
// free again after the next garbage collection. glibc then gives the top of the heap back to the system
// as soon as 128 KiB of it are free, and every page of it costs a fault to get again: measured with
// 256 B and 64 KiB messages, a fifth to a quarter of the receiver's time on a virtual machine.
import { MessageChannel } from 'node:worker_threads'

/** Bytes that must have been received in this process before its heap is worth a thought. */
const TRAFFIC_BYTES = 8 * 1024 * 1024

/**
 * The size of the block below. glibc's mallopt(3), M_MMAP_THRESHOLD: freeing a block that large tells it
 * that blocks of that size come and go. From then on it keeps twice as much free instead of 128 KiB.
 */
const BLOCK_BYTES = 16 * 1024 * 1024

let received = 0

/** Counts what was received, and once it is much, has the C library keep the memory that is freed. */
export function countReceived(bytes: number): void {
  if (received >= TRAFFIC_BYTES) return
  received += bytes
  if (received >= TRAFFIC_BYTES) keepFreedMemory()
}

/**
 * Takes a block and frees it at once; it is never written, so it costs no memory. Other C libraries,
 * and glibc with its MALLOC_ variables set, take no notice.
 */
export function keepFreedMemory(): void {
  // A message that nobody will receive is freed with its port; a garbage collection would take its time.
  const { port1, port2 } = new MessageChannel()
  const block = new ArrayBuffer(BLOCK_BYTES)
  port1.postMessage(block, [block])
  port1.close()
  port2.close()
}
