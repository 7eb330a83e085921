// rawzmq/streams: a socket as streams of Node, and of the web. Re-exports only.
export { toReadable, toWritable } from '../socket/streams/node-streams.js'
export { toReadableStream, toWritableStream } from '../socket/streams/web-streams.js'
export type { ChunkOf, StreamOptions } from '../socket/streams/ends.js'
