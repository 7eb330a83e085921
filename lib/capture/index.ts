// rawzmq/capture: what happened, as a file (docs/captures.md). Re-exports only.
export { CaptureDecoder } from './decoder.js'
export { type CaptureFormatCode, CaptureFormatError } from './format-error.js'
export * from './format.js'
export * from './player.js'
export * from './recorder.js'
