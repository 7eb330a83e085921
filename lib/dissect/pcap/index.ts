// Capture files of packets: read, sorted into connections, written. Re-exports only.
export * from './connections.js'
export * from './packet.js'
export * from './packets.js'
export { encodePcapngHeader, encodePcapngPacket } from './pcapng.js'
export * from './reassembly.js'
export * from './segment.js'
export * from './trace.js'
