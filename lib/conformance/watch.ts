// What is watched on every frame of every case: rules that no frame an endpoint sends may break. Each
// breach is noted under the id of the case that judges it.
import type { SocketTypeName } from '../engine.js'
import type { Dialect, Security, Verdict } from './case.js'
import { commandName, hasMore, isCommand, type SeenFrame } from './stream.js'

/** One rule broken by one frame. */
export interface Breach {
  /** The case that judges it. */
  readonly id: string
  readonly verdict: Verdict
  readonly dialects?: Readonly<Partial<Record<Dialect, Verdict>>>
  readonly text: string
}

interface Rule extends Breach {
  isBroken(frame: SeenFrame, type: SocketTypeName, security: Security | undefined): boolean
}

const RULES: readonly Rule[] = [
  {
    id: 'framing/8.5',
    verdict: 'NON-STRICT',
    text: 'the long form for a body of less than 256 octets',
    isBroken: frame => (frame.flags & 2) !== 0 && frame.body.length < 256,
  },
  {
    id: 'framing/8.6',
    verdict: 'FAIL',
    text: 'a reserved bit is set',
    isBroken: frame => (frame.flags & 0xf8) !== 0,
  },
  {
    id: 'framing/8.7',
    verdict: 'FAIL',
    text: 'MORE on a command',
    isBroken: frame => isCommand(frame) && hasMore(frame),
  },
  {
    id: 'command/9.8',
    verdict: 'FAIL',
    text: 'a command without a name of letters inside its body',
    isBroken: frame =>
      isCommand(frame) &&
      !isLibzmqError(frame) &&
      !/^[A-Za-z]+$/.test(commandName(frame.body) ?? ''),
  },
  {
    id: 'error/6.7',
    verdict: 'FAIL',
    text: 'an ERROR that is not flags 04, "ERROR", length, reason',
    isBroken: frame => isErrorLike(frame) && !isGoodError(frame) && !isLibzmqError(frame),
  },
  {
    id: 'error/6.7',
    verdict: 'NON-STRICT',
    dialects: { rfc: 'FAIL' },
    text: 'an ERROR that begins with ^RROR, as those of libzmq 4.3 with PLAIN do',
    isBroken: isLibzmqError,
  },
  {
    id: 'curve/14.14',
    verdict: 'FAIL',
    text: 'a client of CURVE sent an ERROR',
    isBroken: (frame, _, security) => security === 'CURVE client' && isErrorLike(frame),
  },
  {
    id: 'pull/16.4',
    verdict: 'FAIL',
    text: 'a PULL sent a message',
    isBroken: (frame, type) => type === 'PULL' && !isCommand(frame),
  },
]

function isErrorLike(frame: SeenFrame): boolean {
  return frame.body.subarray(1, 6).includes('RROR') || frame.body.subarray(0, 5).includes('RROR')
}

function isGoodError(frame: SeenFrame): boolean {
  const reasonLength = frame.body[6]
  return (
    frame.flags === 4 &&
    frame.name === 'ERROR' &&
    reasonLength !== undefined &&
    frame.body.length === 7 + reasonLength
  )
}

/** The refusal of a PLAIN server since libzmq 4.3: its clients take no other for one. */
function isLibzmqError({ flags, body }: SeenFrame): boolean {
  return (
    flags === 4 && body.toString('latin1', 0, 5) === '^RROR' && body.length === 6 + (body[5] ?? -1)
  )
}

/** The ids of the cases that are judged by what is watched. */
export const WATCHED_IDS: readonly string[] = [...new Set(RULES.map(rule => rule.id))]

/** What one frame from an endpoint of this type breaks. */
export function breachesOf(
  frame: SeenFrame,
  type: SocketTypeName,
  security?: Security,
): readonly Breach[] {
  const broken = RULES.filter(rule => rule.isBroken(frame, type, security))
  const shown = frame.octets.subarray(0, 32).toString('hex')
  return broken.map(rule => ({ ...rule, text: `${rule.text}: ${shown}` }))
}
