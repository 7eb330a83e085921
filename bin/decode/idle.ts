// Options of `decode` that could only be ignored: each is refused by its name, for each kind of input.
import type { ByteKind, FileKind, SourceOptions } from '../../lib/dissect/index.js'
import { UsageError } from '../../lib/errors.js'

/** How to explain an input. */
export interface ExplainOptions extends SourceOptions {
  /** Ports that are ZMTP in a packet capture, greeting or not. */
  readonly ports?: ReadonlySet<number>
}

type Name = keyof ExplainOptions

const FLAGS: Readonly<Record<Name, string>> = {
  kind: '--as',
  order: '--order',
  framing: '--framing',
  mechanism: '--mechanism',
  ports: '--port',
  keys: '--keylog',
}
const PACKETS = { words: 'a packet capture', idle: ['kind', 'order'] } as const
const NO_PACKETS = { words: 'what is no packet capture', idle: ['ports'] } as const

const FILES: Readonly<Record<FileKind, { words: string; idle: readonly Name[] }>> = {
  pcap: PACKETS,
  pcapng: PACKETS,
  capture: { words: 'a capture of rawzmq', idle: ['kind', 'ports'] },
  hex: NO_PACKETS,
  text: NO_PACKETS,
  binary: NO_PACKETS,
}

/** By what --as says. */
const BYTES: Readonly<Record<ByteKind, readonly Name[]>> = {
  monitor: ['framing', 'mechanism', 'keys'],
  'monitor-jeromq': ['framing', 'mechanism', 'order', 'keys'],
  wire: ['order'],
  frames: ['order'],
  command: ['framing', 'order'],
  metadata: ['framing', 'mechanism', 'order', 'keys'],
}

/** @throws UsageError that names an option without a meaning for this kind of input */
export function refuseIdle(file: FileKind, options: ExplainOptions): void {
  const { kind, ports, framing, mechanism } = options
  const { words, idle } = FILES[file]
  refuse(idle, options, words)
  if (kind !== undefined) refuse(BYTES[kind], options, `--as ${kind}`)
  if (words === PACKETS.words && ports === undefined && (framing ?? mechanism) !== undefined) {
    const flag = FLAGS[framing === undefined ? 'mechanism' : 'framing']
    throw new UsageError(`${flag} is for connections begun before the capture: name their --port`)
  }
}

function refuse(idle: readonly Name[], options: ExplainOptions, words: string): void {
  const name = idle.find(each => options[each] !== undefined)
  if (name !== undefined) throw new UsageError(`${FLAGS[name]} means nothing for ${words}`)
}
