// The raw peer of tests is that of `rawzmq compare`.
export { openStream } from '../../lib/raw/link.js'
export * from '../../lib/raw/peer.js'
