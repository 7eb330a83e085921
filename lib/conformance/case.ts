// Types only: what a conformance case is. Cases are data: they survive JSON, so that a runner in any
// language can read them. What each step does stands in step.ts.
import type { SocketTypeName } from '../engine.js'
import type { Capability, Security, SocketOptions } from './endpoint-options.js'
import type { HexText, Outcome, Step } from './step.js'

export type {
  Capability,
  Mechanism,
  OptionName,
  Security,
  SocketOptions,
} from './endpoint-options.js'
export type { CurveChange, CurveCommand, HexText, LinkName, Look, Outcome, Step } from './step.js'

/** The judgement on one case. */
export type Verdict = 'OK' | 'NON-STRICT' | 'INFO' | 'FAIL' | 'UNIMPLEMENTED'

/** How the RFC words the rule; GRAMMAR: only the ABNF says so; ROBUSTNESS: no RFC text; NONE: no rule. */
export type Level = 'MUST' | 'SHOULD' | 'MAY' | 'GRAMMAR' | 'ROBUSTNESS' | 'NONE'

/** What it means for others when an endpoint fails a case; SEVERITY_TEXTS in severity.ts says it in words. */
export type Severity = 'security' | 'interoperability' | 'robustness' | 'pedantry'

/** What the endpoint under test does with its endpoint. */
export type Mode = 'bind' | 'connect'

/** Whose rules count where the RFCs and libzmq differ. */
export type Dialect = 'rfc' | 'libzmq'

/** One way to drive a case: a fresh socket of the endpoint, then the steps. */
export interface Run {
  /** Tells runs of one case apart. */
  readonly name?: string
  readonly sockets?: readonly SocketTypeName[]
  readonly modes?: readonly Mode[]
  /** Does the steps with each number of this range (both ends included) in place of `sweep`. */
  readonly sweep?: readonly [number, number]
  readonly steps: readonly Step[]
  /** False: do not check afterwards that a fresh good link works. */
  readonly fresh?: false
  /** Messages that may be delivered though no step waits for them. */
  readonly allow?: 'any' | readonly (readonly HexText[])[]
  /** True: nobody listens where the endpoint dials until the step `listening`. */
  readonly deaf?: true
  /** Outcomes of this run that differ from the case's. */
  readonly outcomes?: Outcomes
  readonly needs?: readonly Capability[]
  /** Instead of the case's. */
  readonly security?: Security
  /** Options of the endpoint's socket in this run, besides the case's. */
  readonly options?: SocketOptions
}

/** Outcome to verdict. */
export type Outcomes = Readonly<Record<Outcome, Verdict>>

/** One numbered requirement and how to test it. */
export interface Case {
  /** Group, number of the group's chapter and place, such as `greeting/1.9`. Never changes. */
  readonly id: string
  /** The requirement's running number in the catalogue. */
  readonly number: number
  /** The rule in one line. */
  readonly title: string
  /** Where it stands, such as `RFC 23 §Version Negotiation`. */
  readonly reference: string
  readonly level: Level
  /** What a failure means for others; default interoperability. */
  readonly severity?: Severity
  /** Default both. */
  readonly modes?: readonly Mode[]
  /** The endpoint's socket types it applies to; default PUSH, PULL, PAIR. */
  readonly sockets?: readonly SocketTypeName[]
  /** What the endpoint is, and we are the other side of; default NULL, where there are no sides. */
  readonly security?: Security
  readonly needs?: readonly Capability[]
  /** Only with --slow. */
  readonly slow?: true
  /**
   * Hangs on timers of the endpoint: on a machine that is busy elsewhere they run out while what they wait
   * for is there, unread. Such cases come last, and a run that goes wrong is done again, three times at most.
   */
  readonly timed?: true
  /** Options of the endpoint's socket. */
  readonly options?: SocketOptions
  readonly runs: readonly Run[]
  /** `kept` and `works` are OK unless said otherwise. */
  readonly outcomes?: Outcomes
  /** Where a dialect judges otherwise. */
  readonly dialects?: Readonly<Partial<Record<Dialect, Outcomes>>>
  /** Also judged by what was seen in all other cases of the run: see watch.ts. */
  readonly watch?: true
  /** The verdict on other implementations is left out of published tables. */
  readonly unpublished?: true
}
