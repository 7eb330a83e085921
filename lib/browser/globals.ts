// The globals of Node's that the sockets use, for build/browser.ts.
export { Buffer } from './buffer.js'
export { clearImmediate, process, setImmediate } from './platform.js'
