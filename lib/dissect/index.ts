// rawzmq/dissect: bytes explained (docs/decode.md). Pure. Re-exports only; what other parts of this package need
// besides, they import from its file.
export { Conversation, type Note, type Side } from './conversation.js'
export { loadCurveBox } from '../socket/security/curve-library.js'
export { type CurveBox, type CurveSecret, type Subkey } from '../zmtp/mechanism/curve-box.js'
export { type CurveKeys } from '../zmtp/mechanism/curve-key-log.js'
export { CurveKeyLog, type CurveKeySource, type KeyLogFault } from './curve-key-log.js'
export { detectFile, type ByteKind, type FileKind } from './detect.js'
export {
  type CommandFacts,
  type CommandItem,
  type Field,
  type FrameItem,
  type FrameRole,
  type GreetingItem,
  type Item,
  type ItemBase,
  type MonitorItem,
  type OpenedBox,
  type RestItem,
} from './field.js'
export { type Framing } from './header.js'
export { HexError, parseHex, readHex, type HexLine } from './hex.js'
export { dissectMonitor, type MonitorOptions } from './monitor.js'
export {
  CaptureConnections,
  type CaptureCounts,
  type CaptureNote,
  type ConnectionsOptions,
} from './pcap/connections.js'
export { type Packet } from './pcap/packet.js'
export { PacketReader } from './pcap/packets.js'
export { encodePcapngHeader } from './pcap/pcapng.js'
export { LINK_TYPES, type NoSegment } from './pcap/segment.js'
export { TcpTrace, type TraceEnd } from './pcap/trace.js'
export { itemToJson, renderFields, renderItem, type Paint, type RenderOptions } from './render.js'
export { dissectLines, dissectParts, type SourceOptions } from './sources.js'
export { dissectZapReply, dissectZapRequest, type ZapItem } from './zap.js'
export { StreamDissector, type StreamOptions } from './stream.js'
