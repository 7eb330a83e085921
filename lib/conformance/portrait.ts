// "What this endpoint does": about ten sentences out of the results, for those who read no table. Pure.
import type { CaseResult, SuiteResult } from './result.js'

type Sentence = (find: (id: string) => CaseResult | undefined) => string | undefined

/** What each outcome of one case says of the endpoint. */
const byOutcome =
  (id: string, says: Readonly<Record<string, string>>): Sentence =>
  find =>
    says[find(id)?.runs[0]?.outcome ?? '']

const TAKEN: ReadonlySet<string> = new Set(['works', 'unseen'])

const REFUSED: ReadonlySet<string> = new Set(['closed', 'ignored'])

const has = (result: CaseResult | undefined, outcomes: ReadonlySet<string>): boolean =>
  result?.runs.some(({ outcome }) => outcomes.has(outcome)) === true

/** How many of several cases the endpoint lets pass; without a driver nobody sees the message, but the link. */
const taken =
  (ids: readonly string[], what: string): Sentence =>
  find => {
    const done = ids.map(find).filter(result => result !== undefined && result.runs.length > 0)
    if (done.length === 0) return undefined
    const takes = done.filter(result => has(result, TAKEN)).length
    const refuses = done.filter(result => !has(result, TAKEN) && has(result, REFUSED)).length
    const rest = done.length - takes - refuses
    const more = rest > 0 ? `; to ${rest} it does neither` : ''
    return `Of ${done.length} ${what} it refuses ${refuses} and takes ${takes}${more}.`
  }

const SENTENCES: readonly Sentence[] = [
  byOutcome('greeting/1.11', {
    kept: 'It sends its whole greeting even to a peer whose mechanism it then refuses.',
    'closed-before-its-greeting':
      'To a peer with another mechanism it closes before its own greeting is out, so the peer cannot see what would have fitted.',
  }),
  byOutcome('greeting/2.11', {
    kept: 'It takes a greeting, a READY and a message that come in one segment.',
    closed: 'It closes if greeting, READY and a message come in one segment.',
  }),
  byOutcome('version/3.5', {
    downgrades: 'It speaks ZMTP 2.0 with a peer that announces it.',
    closed: 'It refuses a peer that announces ZMTP 2.0.',
  }),
  byOutcome('null/5.2', {
    'before-ours': 'When it is the server it sends READY without waiting for the client.',
    'after-ours': 'When it is the server it waits for the READY of the client.',
  }),
  taken(
    ['null/5.11', 'null/5.12', 'null/5.13', 'null/5.15', 'null/5.16', 'null/5.17', 'null/5.18'],
    'kinds of faulty metadata',
  ),
  taken(['null/5.21', 'null/5.22', 'null/5.23'], 'kinds of READY with wrong flags'),
  byOutcome('metadata/7.6', {
    kept: 'A peer of the wrong socket type gets an ERROR before the link is closed.',
    'closed-without-error': 'A peer of the wrong socket type is cut off without a word.',
    closed: 'A peer of the wrong socket type is cut off without a word.',
  }),
  byOutcome('framing/8.8', {
    closed: 'It closes a link on which a reserved bit is set.',
    works: 'It ignores reserved bits.',
    unseen: 'It keeps a link on which a reserved bit is set.',
  }),
  byOutcome('command/9.5', {
    works: 'Commands that are not meant for its type do not reach the application.',
    delivered:
      'A SUBSCRIBE or CANCEL that is not meant for its type reaches the application as a message.',
    garbled:
      'A SUBSCRIBE or CANCEL that is not meant for its type reaches the application as a message.',
    closed: 'It closes on commands that are not meant for its type.',
  }),
  byOutcome('heartbeat/10.9', {
    kept: 'It drops a peer that falls silent after a PING with a time to live.',
    never: 'It takes no notice of the time to live in a PING.',
  }),
  byOutcome('conn/20.12', {
    'dials-again': 'After a fault of its peer it dials again.',
    'does-not-dial-again': 'After a fault of its peer it does not dial again.',
  }),
]

/** The sentences that the results allow, the counts first. */
export function portrait(suite: SuiteResult): readonly string[] {
  const { results } = suite
  const find = (id: string): CaseResult | undefined =>
    results.find(result => result.id === id && result.runs.length > 0)
  const count = (verdict: string): number =>
    results.filter(result => result.verdict === verdict).length
  const judged = results.length - count('UNIMPLEMENTED')
  const isBlind = !suite.capabilities.includes('app')
  const sockets = [...new Set(results.map(({ socket }) => socket))].join(', ')
  return [
    `As ${sockets} it was judged ${judged} times: ${count('OK')} OK, ${count('NON-STRICT')} not strict, ${count('FAIL')} failed.`,
    ...(isBlind && results.length > 0
      ? ['Without a driver nobody saw what its application was given.']
      : []),
    ...SENTENCES.flatMap(sentence => sentence(find) ?? []),
  ]
}
