// What the article's loop missed in a run, in plain words, each with the events that prove it. Works from
// what a run recorded, so a capture can be explained as well. Pure.
import { describeValue, EVENTS, type EventName } from '../../monitor/events.js'
import type { RecordedRow } from '../run/producer-contract.js'
import { checkDelivery } from './sequence.js'
import type { EventInput } from '../machine/signals.js'
import type { GateInput } from '../machine/state.js'

/** One thing that the loop did not see, or took for something else. */
export interface Finding {
  readonly kind:
    | 'listening-unseen'
    | 'opened-on-accepts'
    | 'strangers'
    | 'extra-quits'
    | 'deadlock'
    | 'unread'
    | 'uneven'
    | 'nobody-got'
  readonly text: string
  /** The events, or messages, that prove it. */
  readonly evidence: readonly string[]
}

/** What a consumer received, if that is known. */
export interface Received {
  readonly id: number
  readonly received: readonly string[]
}

interface Read {
  readonly number: number
  readonly input: EventInput
  readonly phase: string
  /** The Quit it came after, from 1; 0 for none. */
  readonly afterQuit: number
}

interface Story {
  readonly wanted: number
  readonly startedAt: number
  readonly events: readonly Read[]
  /** Events read when the gate opened; undefined if it never did. */
  readonly opening: readonly Read[] | undefined
  readonly sent: number
  readonly quits: number
  readonly outcome: string | undefined
}

/**
 * Explains a run of the article's gate.
 *
 * @param rows what `record` was given
 * @param consumers what they received, where that is known
 * @returns nothing, if nothing was missed, or if this was no run of that gate
 */
export function explainArticle(
  rows: Iterable<RecordedRow>,
  consumers: readonly Received[] = [],
): readonly Finding[] {
  const story = tell(rows)
  if (story === undefined) return []
  return [
    listeningUnseen(story),
    openedOnAccepts(story),
    strangers(story),
    extraQuits(story),
    deadlock(story),
    unread(story),
    ...delivery(story, consumers),
  ].filter(finding => finding !== undefined)
}

function tell(rows: Iterable<RecordedRow>): Story | undefined {
  let story: Story | undefined
  const events: Read[] = []
  let phase = 'waiting'
  for (const row of rows) {
    if (row.kind === 'start') {
      if (row.policy !== 'article') return undefined
      const { consumers, now } = row.options
      story = {
        wanted: consumers,
        startedAt: now,
        events,
        opening: undefined,
        sent: 0,
        quits: 0,
        outcome: undefined,
      }
    } else if (row.kind === 'gate' && story !== undefined) {
      story = advance(story, row.input, phase)
      if (phase === 'waiting' && row.phase === 'open') story = { ...story, opening: [...events] }
      const stop = row.effects.find(effect => effect.kind === 'stop')
      if (stop?.kind === 'stop') story = { ...story, outcome: stop.outcome.kind }
      phase = row.phase
    }
  }
  return story

  function advance(from: Story, input: GateInput, during: string): Story {
    if (input.kind === 'event') {
      events.push({ number: events.length + 1, input, phase: during, afterQuit: from.quits })
    }
    if (input.kind === 'sent') return { ...from, sent: from.sent + 1 }
    if (input.kind === 'quit-sent') return { ...from, quits: from.quits + 1 }
    return from
  }
}

function listeningUnseen({ events }: Story): Finding | undefined {
  const [first] = events
  if (first === undefined || events.some(({ input }) => input.event === 'LISTENING')) {
    return undefined
  }
  return {
    kind: 'listening-unseen',
    text: 'It binds first and monitors then, so LISTENING was never seen; an accept in between would be lost too.',
    evidence: [`the first event is ${lineOf(first)}`],
  }
}

function openedOnAccepts({ opening, events, wanted }: Story): Finding | undefined {
  if (opening === undefined) return undefined
  const knows = events.some(({ input }) => input.event.startsWith('HANDSHAKE'))
  const ready = opening.filter(({ input }) => input.event === 'HANDSHAKE_SUCCEEDED').length
  if (ready >= wanted) return undefined
  return {
    kind: 'opened-on-accepts',
    text:
      `It opened on ${wanted} ACCEPTED, but ACCEPTED is told before the handshake: ` +
      (knows
        ? `${ready} of ${wanted} handshakes had been read by then.`
        : 'and with this mask, as before libzmq 4.3, there is no event that says who is ready.'),
    evidence: opening.map(lineOf),
  }
}

function strangers({ events, wanted }: Story): Finding | undefined {
  const accepted = events.filter(({ input }) => input.event === 'ACCEPTED')
  if (accepted.length <= wanted) return undefined
  const more = accepted.length - wanted
  return {
    kind: 'strangers',
    text:
      `${accepted.length} connections came, ${more} more than it waited for. It counts accepts, not ` +
      `peers, so a stranger opened the gate in the place of a consumer, and gets messages and Quits as the others do.`,
    evidence: accepted.slice(wanted).map(lineOf),
  }
}

function extraQuits({ events, quits, wanted }: Story): Finding | undefined {
  const answers = events.filter(({ phase }) => phase === 'draining')
  const wrong = answers.filter(({ input }) => input.event !== 'DISCONNECTED')
  if (wrong.length === 0) return undefined
  return {
    kind: 'extra-quits',
    text:
      `It sent ${quits} Quits for ${wanted} consumers: it reads one event a Quit, and ` +
      `${wrong.length === 1 ? 'one event was' : `${wrong.length} events were`} no DISCONNECTED but left over from before.`,
    evidence: wrong.map(read => `Quit ${read.afterQuit} was answered by ${lineOf(read)}`),
  }
}

function deadlock({ outcome, quits, sent }: Story): Finding | undefined {
  if (outcome !== 'deadlocked') return undefined
  return {
    kind: 'deadlock',
    text: 'It would have waited for ever: what it waits for can no longer come. Only the watchdog, which the article does not have, ended it.',
    evidence: [`${sent} messages and ${quits} Quits were sent`],
  }
}

function unread({ events }: Story): Finding | undefined {
  const late = events.filter(
    ({ phase, input }) =>
      (phase === 'stopped' || phase === 'failed') &&
      !['CLOSED', 'MONITOR_STOPPED'].includes(input.event),
  )
  if (late.length === 0) return undefined
  return {
    kind: 'unread',
    text: 'Events that had come, or came at the end, and that it never read:',
    evidence: late.map(lineOf),
  }
}

function delivery({ sent }: Story, consumers: readonly Received[]): (Finding | undefined)[] {
  if (consumers.length === 0 || sent === 0) return []
  const { missing, shares } = checkDelivery(sent, consumers)
  const counts = Object.values(shares)
  const isEven = Math.max(...counts) - Math.min(...counts) <= 1
  return [
    isEven
      ? undefined
      : {
          kind: 'uneven',
          text: 'The work was shared unevenly: who is ready first gets more.',
          evidence: consumers.map(({ id }) => `consumer ${id}: ${shares[id]} of ${sent} messages`),
        },
    missing.length === 0
      ? undefined
      : {
          kind: 'nobody-got',
          text: `${missing.length} of ${sent} messages reached none of its consumers: a stranger, or a pipe that was dying, took them.`,
          evidence: missing,
        },
  ]
}

/** An event as evidence: `event 7, ACCEPTED (fd 31)`. */
function lineOf({ number, input }: Read): string {
  const { event, value } = input
  const code = event === 'UNKNOWN' ? undefined : EVENTS[event satisfies EventName]
  const said = code === undefined || value === 0 ? '' : ` (${describeValue(code, value)})`
  return `event ${number}, ${event}${said}`
}

/** Findings as lines for people. */
export function formatFindings(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ text, evidence }) => [
    `- ${text}`,
    ...evidence.map(line => `    ${line}`),
  ])
}
