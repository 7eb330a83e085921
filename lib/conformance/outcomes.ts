// The outcomes that runs come to, each with its sentence, and what they mean unless a case says otherwise.
import type { Case, Dialect, Outcome, Outcomes, Run, Verdict } from './case.js'

/** What each common outcome says of the endpoint. Cases may use further names; those explain themselves. */
export const OUTCOME_TEXTS: Readonly<Record<string, string>> = {
  kept: 'it kept the rule',
  works: 'the link lives on and carries messages',
  closed: 'it closed the link',
  silent: 'it neither closed the link nor answered',
  garbled: 'something else was delivered or sent than was due',
  lost: 'the message did not arrive',
  delivered: 'the application received it',
  broken: 'what was due did not come',
  died: 'afterwards a fresh good link did not work',
  ended: 'the process ended',
  ignored: 'it takes nothing from the link and sends nothing over it, but leaves it open',
  unseen: 'accepted; without a driver nobody sees what is delivered',
  'not-joined': 'a good handshake did not succeed',
  'not-dialled': 'the endpoint did not connect',
}

/** The sentence of an outcome. */
export function outcomeText(outcome: Outcome): string {
  return OUTCOME_TEXTS[outcome] ?? outcome.replaceAll('-', ' ')
}

/** To close on a peer that is refused is a MAY (RFC 23 §Error Handling): who ignores it refuses it, too. */
const commonOf = ({ level }: Case): Outcomes => ({
  kept: 'OK',
  works: 'OK',
  unseen: 'INFO',
  ignored: level === 'NONE' ? 'INFO' : 'OK',
})

/** The table that judges one run: the common one, the case's, its dialect's, the run's. */
export function tableOf(subject: Case, run: Run | undefined, dialect: Dialect): Outcomes {
  return {
    ...commonOf(subject),
    ...subject.outcomes,
    ...subject.dialects?.[dialect],
    ...run?.outcomes,
  }
}

/** The verdict on an outcome: what the table says, FAIL if it does not know it. */
export function verdictOn(outcome: Outcome, table: Outcomes): Verdict {
  return table[outcome] ?? 'FAIL'
}

const SEVERITY: readonly Verdict[] = ['UNIMPLEMENTED', 'OK', 'INFO', 'NON-STRICT', 'FAIL']

/** The gravest of several verdicts; UNIMPLEMENTED only if all are. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>(
    (gravest, next) => (SEVERITY.indexOf(next) > SEVERITY.indexOf(gravest) ? next : gravest),
    'UNIMPLEMENTED',
  )
}
