// One mutant for each case that can fail: the fault, and where the case meets it.
import type { Mode } from '../../../lib/conformance/case.js'
import type { SocketTypeName } from '../../../lib/engine.js'
import type { Fault } from './fault.js'

/** A mutant of one case. */
export interface Mutant {
  readonly fault: Fault
  readonly socket: SocketTypeName
  readonly mode: Mode
}

type Place = Partial<Pick<Mutant, 'socket' | 'mode'>>

const at = (fault: Fault, place: Place = {}): Mutant => ({
  socket: 'PULL',
  mode: 'bind',
  ...place,
  fault,
})
const PUSH: Place = { socket: 'PUSH' }
const PAIR: Place = { socket: 'PAIR' }
const DIALS: Place = { mode: 'connect' }

const has = (...names: readonly string[]): Fault => ({ has: names })
const takes = (reason: RegExp): Fault => ({ takes: text => reason.test(text) })
const refuses = (wanted: string, when: (octets: Buffer) => boolean = () => true): Fault => ({
  refuses: (what, octets) => what === wanted && when(octets),
})
/** Our greeting with one octet changed. */
const greets = (index: number, octet: number): Fault => ({
  greeting: plain => {
    const changed = Buffer.from(plain)
    changed[index] = octet
    return changed
  },
})
type Kind = 'ready' | 'error' | 'command' | 'message'
const sends = (kind: Kind, change: (frame: Buffer) => Buffer[]): Fault => ({
  sends: (frame, ofKind) => (ofKind === kind ? change(frame) : [frame]),
})
const delivers = (change: (parts: readonly Buffer[]) => readonly Buffer[] | undefined): Fault => ({
  delivers: parts => {
    const changed = change(parts)
    return changed === undefined ? [] : [changed]
  },
})
/** A READY whose text says something else of the same length. */
const readySays = (text: string, instead: string): Fault =>
  sends('ready', frame => [Buffer.from(frame.toString('latin1').replace(text, instead), 'latin1')])
/** Octet `index` of a frame with bits set. */
const withBits = (index: number, bits: number) => (frame: Buffer) => {
  const changed = Buffer.from(frame)
  changed[index] = (changed[index] ?? 0) | bits
  return [changed]
}
const longForm = (frame: Buffer): Buffer[] => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(frame.length - 2, 4)
  return [Buffer.concat([Buffer.from([(frame[0] ?? 0) | 2]), size, frame.subarray(2)])]
}
const firstOnly = delivers(parts => parts.slice(0, 1))
const noZmtp = has('delivers-what-is-no-zmtp')
const hangs = has('never-greets')
const readyWith = (text: string): Fault => refuses('ready', body => body.includes(text))

/** The mutants by the case that has to catch them. */
export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'greeting/1.1': at(greets(9, 0x7e)),
  'greeting/1.2': at(greets(10, 5)),
  'greeting/1.3': at(greets(12, 0x6e)),
  'greeting/1.4': at(greets(32, 7)),
  'greeting/1.5': at(greets(32, 1)),
  'greeting/1.7': at(greets(40, 1)),
  'greeting/1.8': at(greets(3, 9)),
  'greeting/1.9': at(has('speaks-second')),
  'greeting/1.10': at(has('stalls-at-eleven', 'never-greets')),
  'greeting/1.11': at(has('stalls-at-eleven', 'closes-before-greeting')),
  'greeting/1.12': at(has('speaks-second', 'stalls-at-ten')),
  'greeting/1.13': at(has('stalls-at-eleven')),
  'greeting/2.1': at(refuses('greeting', octets => octets[1] === 0xff)),
  'greeting/2.2': at(refuses('greeting', octets => octets[1] !== 0)),
  'greeting/2.3': at(hangs),
  'greeting/2.4': at(hangs),
  'greeting/2.5': at(hangs),
  'greeting/2.6': at(hangs),
  'greeting/2.7': at(refuses('chunk', octets => octets.length === 1)),
  'greeting/2.8': at(refuses('chunk', octets => octets[0] === 0xff && octets.length < 64)),
  'greeting/2.9': at(refuses('chunk', octets => octets[0] === 0xff && octets.length === 64)),
  'greeting/2.10': at(refuses('chunk', octets => octets[0] === 0xff && octets.length > 64)),
  'greeting/2.11': at(refuses('chunk', octets => octets[0] === 0xff && octets.length > 64)),
  'greeting/2.12': at(noZmtp),
  'greeting/2.13': at(takes(/^mechanism/)),
  'greeting/2.14': at(noZmtp),
  'greeting/2.15': at(noZmtp),
  'greeting/2.16': at(has('dies-on-early-end')),
  'greeting/2.17': at(has('dies-on-early-end')),
  'greeting/2.18': at(has('impatient'), DIALS),
  'version/3.1': at(refuses('greeting', octets => octets[10] === 4)),
  'version/3.2': at(refuses('greeting', octets => octets[10] === 255)),
  'version/3.3': at(refuses('greeting', octets => octets[11] === 0)),
  'version/3.4': at(refuses('greeting', octets => octets[11] === 9)),
  'version/3.5': at(has('hangs-on-downgrade')),
  'version/3.6': at(has('two-is-three')),
  'version/3.7': at(has('hangs-on-downgrade', 'dies-on-early-end')),
  'version/3.8': at(has('wrong-old-type')),
  'version/3.9': at(firstOnly),
  'version/3.10': at(has('ready-in-old'), PUSH),
  'version/3.11': at(takes(/^old type$/)),
  'version/3.12': at(has('handshake-limit-in-traffic')),
  'version/3.13': at(delivers(parts => [...parts, Buffer.from('x')])),
  'version/3.14': at(refuses('older empty')),
  'version/3.15': at(refuses('older long')),
  'version/3.17': at(has('no-guard')),
  'mechanism/4.1': at(takes(/^mechanism/)),
  'mechanism/4.2': at(takes(/^mechanism null/)),
  'mechanism/4.3': at(takes(/^mechanism NULLX/)),
  'mechanism/4.4': at(takes(/^mechanism NULL\.+x/)),
  'mechanism/4.6': at(has('never-dials'), DIALS),
  'null/5.1': at(has('ready-second'), DIALS),
  'null/5.2': at(sends('ready', () => [])),
  'null/5.3': at(sends('ready', longForm)),
  'null/5.4': at(readySays('PULL', 'PUSH')),
  'null/5.5': at(readySays('Socket-Type', 'Socket Type')),
  'null/5.6': at(has('sends-before-handshake'), { socket: 'PUSH', mode: 'connect' }),
  'null/5.7': at(refuses('ready', body => body.length === 6)),
  'null/5.8': at(refuses('long frame')),
  'null/5.9': at(readyWith('X-Foo')),
  'null/5.10': at(readyWith('socket-type')),
  'null/5.11': at(takes(/^socket-type=/)),
  'null/5.12': at(takes(/^empty-name$/)),
  'null/5.13': at(takes(/^illegal-name$/)),
  'null/5.14': at(refuses('ready', body => body.length > 1000)),
  'null/5.15': at(takes(/^value-past-body$/)),
  'null/5.16': at(takes(/^value-of-2147483648$/)),
  'null/5.17': at(takes(/^value-of-4294967295$/)),
  'null/5.18': at(takes(/^name-past-body$/)),
  'null/5.19': at(takes(/^stray-octet$/)),
  'null/5.20': at(hangs),
  'null/5.21': at(takes(/^READY as message$/)),
  'null/5.22': at(takes(/^handshake more on command$/)),
  'null/5.23': at(takes(/^handshake reserved command$/)),
  'null/5.24': at(takes(/^command ready$/)),
  'null/5.25': at(has('delivers READY')),
  'null/5.26': at(takes(/^command (HELLO|INITIATE|FOO)$/)),
  'null/5.27': at(takes(/^message before READY$/)),
  'null/5.28': at(has('pongs-early')),
  'null/5.29': at(takes(/^(command|message before READY)/)),
  'null/5.30': at(refuses('ready', body => body.length === 256)),
  'null/5.31': at(has('dies-on-early-end')),
  'null/5.32': at(has('no-handshake-limit')),
  'null/5.33': at(has('no-zap')),
  'error/6.1': at(takes(/^ERROR/)),
  'error/6.2': at(has('returns-after-error'), DIALS),
  'error/6.3': at(takes(/^ERROR 255$/)),
  'error/6.4': at(takes(/^malformed ERROR$/)),
  'error/6.5': at(takes(/^ERROR/)),
  'error/6.6': at(has('delivers ERROR')),
  'error/6.7': at(
    sends('error', frame => [
      Buffer.concat([Buffer.from('0409', 'hex'), Buffer.from('^RROR'), frame.subarray(8)]),
    ]),
  ),
  'error/6.8': at(has('stays-open-after-error')),
  'metadata/7.1': at(refuses('ready')),
  'metadata/7.2': at(takes(/^Socket-Type=REP$/)),
  'metadata/7.3': at(takes(/^Socket-Type=FOO$/)),
  'metadata/7.4': at(takes(/^Socket-Type=push$/)),
  'metadata/7.5': at(takes(/^Socket-Type=SCATTER$/)),
  'metadata/7.6': at(has('no-error')),
  'metadata/7.7': at(has('delivers-from-refused')),
  'metadata/7.8': at(readyWith('Identity')),
  'metadata/7.9': at(hangs),
  'metadata/7.10': at(readyWith('Resource')),
  'framing/8.1': at(delivers(parts => (parts[0]?.length === 0 ? undefined : parts))),
  'framing/8.2': at(delivers(parts => (parts[0]?.length === 255 ? undefined : parts))),
  'framing/8.3': at(
    delivers(parts => (parts[0]?.length === 65_536 ? [parts[0].subarray(1)] : parts)),
  ),
  'framing/8.4': at(refuses('long frame', body => body.length < 256)),
  'framing/8.5': at(sends('message', longForm), PUSH),
  'framing/8.6': at(sends('command', withBits(0, 0x10))),
  'framing/8.7': at(sends('command', withBits(0, 0x01))),
  'framing/8.8': at(takes(/^reserved message$/)),
  'framing/8.9': at(takes(/^reserved command$/)),
  'framing/8.10': at(takes(/^more on command$/)),
  'framing/8.11': at(firstOnly),
  'framing/8.12': at(has('delivers-parts')),
  'framing/8.13': at(has('delivers-unfinished')),
  'framing/8.14': at(has('mixes-links')),
  'framing/8.15': at(takes(/^size$/)),
  'framing/8.16': at(has('dies-on-breach')),
  'framing/8.17': at(has('limit-off')),
  'framing/8.18': at(has('limit-after-body')),
  'framing/8.19': at(has('delivers-cut-frames')),
  'framing/8.20': at(refuses('chunk', octets => octets.length === 997)),
  'framing/8.21': at(has('loses-rest-of-chunk')),
  'framing/8.22': at(refuses('chunk', octets => octets.length < 10)),
  'framing/8.23': at(delivers(parts => (parts[0]?.[0] === 4 ? undefined : parts))),
  'framing/8.24': at(
    delivers(parts => parts.map(part => part.map(octet => octet & 127)) as Buffer[]),
  ),
  'command/9.1': at(refuses('command FOO')),
  'command/9.2': at(refuses('command FOO')),
  'command/9.3': at(has('command-drops-parts')),
  'command/9.4': at(has('delivers without name')),
  'command/9.5': at(has('delivers SUBSCRIBE')),
  'command/9.6': at(has('delivers LEAVE')),
  'command/9.7': at(has('delivers WELCOME')),
  'command/9.8': at(sends('command', withBits(3, 0x80))),
  'heartbeat/10.1': at(has('never-pongs')),
  'heartbeat/10.2': at(has('pong-without-context')),
  'heartbeat/10.3': at(has('long-pong')),
  'heartbeat/10.4': at(has('pongs-junk')),
  'heartbeat/10.5': at(has('pongs-junk')),
  'heartbeat/10.6': at(has('any-case')),
  'heartbeat/10.7': at(has('pong-without-context')),
  'heartbeat/10.8': at(sends('message', withBits(2, 0x01)), PUSH),
  'heartbeat/10.9': at(has('ttl-early')),
  'heartbeat/10.10': at(has('ttl-ignores-traffic')),
  'heartbeat/10.11': at(has('ttl-wraps')),
  'heartbeat/10.12': at(has('ttl-early')),
  'heartbeat/10.13': at(refuses('command PONG')),
  'heartbeat/10.14': at(has('short-ping')),
  'heartbeat/10.15': at(has('waits-for-ever')),
  'heartbeat/10.16': at(has('ttl-ignores-traffic')),
  'heartbeat/10.17': at(has('many-pings', 'waits-for-ever')),
  'heartbeat/10.18': at(refuses('command PING')),
  'push/15.1': at(has('always-first'), PUSH),
  'push/15.2': at(has('blocked-by-one'), PUSH),
  'push/15.3': at(has('accepts-without-peer'), PUSH),
  'push/15.4': at(has('drops-when-full'), PUSH),
  'push/15.5': at(has('sends-old-queue'), PUSH),
  'push/15.6': at(has('loses-queue'), { socket: 'PUSH', mode: 'connect' }),
  'push/15.7': at(hangs, PUSH),
  'push/15.8': at(has('splits-multipart'), PUSH),
  'push/15.9': at(has('push-delivers'), PUSH),
  'push/15.10': at(has('late-joiner-starves'), PUSH),
  'push/15.11': at(
    sends('message', frame => [
      Buffer.concat([Buffer.from([(frame[0] ?? 0) & 2]), frame.subarray(1)]),
    ]),
    PUSH,
  ),
  'pull/16.1': at(has('greedy')),
  'pull/16.2': at(has('mixes-links')),
  'pull/16.3': at(refuses('message')),
  'pull/16.4': at(has('pull-sends')),
  'pull/16.5': at(has('loses-rest-of-chunk')),
  'pull/16.6': at(has('forgets-on-close')),
  'pull/16.7': at(delivers(parts => [...parts, Buffer.from('x')])),
  'pair/17.1': at(firstOnly, PAIR),
  'pair/17.2': at(has('anybody', 'two-partners'), PAIR),
  'pair/17.3': at(has('second-takes-over'), PAIR),
  'pair/17.4': at(has('first-forever'), PAIR),
  'pair/17.5': at(has('accepts-without-peer'), PAIR),
  'pair/17.6': at(has('drops-when-full'), PAIR),
  'conn/20.1': at(has('gives-up'), DIALS),
  'conn/20.2': at(has('never-returns'), DIALS),
  'conn/20.3': at(has('dials-at-once'), DIALS),
  'conn/20.4': at(refuses('ready')),
  'conn/20.5': at(has('dies-on-breach')),
  'conn/20.6': at(has('one-link-only')),
  'conn/20.7': at(has('dies-after-100')),
  'conn/20.8': at(has('stays-open-after-fin')),
  'conn/20.9': at(has('dies-on-reset')),
  'conn/20.10': at(has('cuts-on-close'), PUSH),
  'conn/20.11': at(has('closes-idle')),
  'conn/20.12': at(has('never-dials'), DIALS),
  'robust/21.1': at(has('delivers-cut-frames')),
  'robust/21.2': at(has('dies-on-breach')),
  'robust/21.3': at(has('dies-on-breach')),
  'robust/21.4': at(has('dies-on-breach')),
  'robust/21.5': at(has('impatient')),
  'robust/21.6': at(hangs, PUSH),
  'robust/21.7': at(has('one-link-only')),
  'robust/21.8': at({ ...refuses('command PING'), ...has('dies-on-breach') }),
  'robust/21.9': at(has('delivers-parts')),
  'robust/21.10': at(has('loses-rest-of-chunk')),
  'robust/21.11': at(has('dies-on-breach')),
  'robust/21.12': at(takes(/./)),
}
