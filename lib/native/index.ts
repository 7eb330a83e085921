// rawzmq/native: libzmq itself as an engine. Re-exports only. Needs the packages `zeromq` and `koffi`.
export type * from '../engine.js'
export { nativeEngine, NativeEngine, type NativeEngineOptions } from './engine.js'
export type { RawMonitorCall as RawMonitor } from '../engine.js'
export type { RawPart } from './handle.js'
export { type MissingPiece, type ModuleResolver, NativeUnavailableError } from './library.js'
export { NativeMonitorReader } from './monitor.js'
export { optionForm as optionKind, type OptionForm as OptionKind } from '../options.js'
export { NativeSocket } from './socket.js'
