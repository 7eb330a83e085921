// What is measured: trials, each one contender at one subject, grouped. A trial gives one number each
// time it is run; the rounds, their order and what becomes of the numbers are rounds.ts's and report.ts's.

/** What the numbers are. */
export type Unit =
  'messages/s' | 'connections/s' | 'events/s' | 'steps/s' | 'µs' | 'ms' | 's' | 'KiB' | 'MiB' | '×'

/** One contender at one subject. */
export interface Trial {
  readonly subject: string
  readonly contender: string
  /** Finds out, once and before the rounds, how much makes a run of the wanted length. */
  prepare?(): Promise<void>
  /** Measures once. */
  run(): Promise<number>
}

/** Trials that belong in one table. */
export interface Group {
  readonly name: string
  readonly title: string
  readonly unit: Unit
  readonly isMoreBetter: boolean
  readonly trials: readonly Trial[]
}

/** The numbers of one trial, one a round. */
export interface Figure {
  readonly group: string
  readonly subject: string
  readonly contender: string
  readonly unit: Unit
  readonly values: readonly number[]
  /** Why there are fewer values than rounds. */
  readonly failure?: string
}

/** How long and where. */
export interface Setting {
  readonly isQuick: boolean
  /** Seconds one run is to last, without its warm-up. */
  readonly seconds: number
  /** The compiled libzmq.c; undefined where it could not be made. */
  readonly libzmq: string | undefined
  /** Other versions of Node that run our engine, too. */
  readonly nodes?: readonly Node[]
}

/** A version of Node. */
export interface Node {
  /** As tables show it. */
  readonly name: string
  readonly file: string
}

/** The Node that runs this, and the others. */
export function nodesOf({ nodes = [] }: Setting): readonly Node[] {
  return [{ name: `Node ${process.versions.node}`, file: process.execPath }, ...nodes]
}

/** The names of the contenders, as tables show them. */
export const CONTENDERS = {
  ours: 'rawzmq',
  batch: 'rawzmq, batch',
  zeromqJs: 'zeromq.js',
  libzmq: 'libzmq in C',
  net: 'node:net',
} as const
