// What the benchmark must show, as data: one ratio each, of what was measured in the same rounds.
import { median, ratios } from './statistics.js'
import { CONTENDERS, type Figure } from './trial.js'

/** One line of what must be shown. Without `against`, the bound is on the figure itself. */
export interface Goal {
  readonly group: string
  readonly subject: string
  readonly contender: string
  readonly against?: string
  readonly atLeast?: number
  readonly atMost?: number
}

/** How a goal was met. */
export interface Verdict extends Goal {
  /** The median of the rounds' ratios; NaN where one of the two was not measured. */
  readonly found: number
  /** The best round's. */
  readonly best: number
  readonly isMet: boolean
}

/** The subjects of the round trips. */
const ROUND_TRIPS = ['REQ to REP', 'DEALER to ROUTER', '100 DEALERs to ROUTER']

const { ours, batch, zeromqJs, libzmq, net } = CONTENDERS
const throughput = (
  subject: string,
  contender: string,
  against: string,
  atLeast: number,
): Goal => ({ group: 'throughput', subject, contender, against, atLeast })

/** Every goal, in the order of the table. */
export const GOALS: readonly Goal[] = [
  throughput('tcp, 16 B', ours, libzmq, 1),
  throughput('tcp, 16 B', batch, libzmq, 1.5),
  throughput('tcp, 256 B', ours, libzmq, 2),
  throughput('tcp, 4 KiB', ours, libzmq, 2),
  throughput('tcp, 64 KiB', ours, libzmq, 2),
  throughput('tcp, 16 B', ours, zeromqJs, 15),
  throughput('tcp, 256 B', ours, zeromqJs, 10),
  throughput('tcp, 64 KiB', ours, net, 0.85),
  throughput('tcp, 1 MiB', ours, net, 0.85),
  { group: 'latency', subject: 'tcp, 16 B', contender: ours, against: net, atMost: 1.15 },
  { group: 'latency', subject: 'tcp, 16 B', contender: ours, against: libzmq, atMost: 0.6 },
  { group: 'latency', subject: 'tcp, 16 B', contender: ours, against: zeromqJs, atMost: 0.4 },
  ...ROUND_TRIPS.map(subject => ({
    group: 'round trips',
    subject,
    contender: ours,
    against: zeromqJs,
    atMost: 0.5,
  })),
  { group: 'publish', subject: '10 SUBs', contender: ours, against: zeromqJs, atLeast: 10 },
  { group: 'curve', subject: 'tcp, 16 B', contender: ours, against: zeromqJs, atLeast: 1 },
  { group: 'curve', subject: 'tcp, 256 B', contender: ours, against: zeromqJs, atLeast: 1 },
  { group: 'curve', subject: 'tcp, 256 B', contender: ours, against: libzmq, atLeast: 0.5 },
  {
    group: 'curve connections',
    subject: '16 at a time',
    contender: ours,
    against: zeromqJs,
    atLeast: 0.5,
  },
  { group: 'peer memory', subject: '5000 peers', contender: ours, atMost: 16 },
  { group: 'peer memory', subject: '5000 peers', contender: ours, against: zeromqJs, atMost: 1 },
  { group: 'peers', subject: '1000 peers', contender: ours, against: zeromqJs, atMost: 1 },
  { group: 'monitor', subject: 'version 1', contender: ours, against: 'DataView', atLeast: 0.5 },
  { group: 'monitor', subject: 'version 1', contender: ours, atLeast: 5e6 },
  ...[
    'messages of 16 B: 300000 and 3000000',
    'bytes of a message: 100 kB and 1 MB',
    'peers at the gate: 1000 and 10000',
  ].map(subject => ({ group: 'growth', subject, contender: ours, atMost: 1.3 })),
  {
    group: 'growth',
    subject: 'subscriptions that a message is held against: 10 and 1000000',
    contender: ours,
    atMost: 1.5,
  },
]

/** Holds the figures against the goals. */
export function judge(figures: readonly Figure[]): Verdict[] {
  return GOALS.filter(goal => figures.some(figure => isOf(figure, goal, goal.contender))).map(
    goal => {
      const values = valuesOf(figures, goal, goal.contender)
      const compared =
        goal.against === undefined ? values : ratios(values, valuesOf(figures, goal, goal.against))
      const found = median(compared)
      const { atLeast, atMost } = goal
      const best = atLeast === undefined ? Math.min(...compared) : Math.max(...compared)
      const isMet =
        (atLeast === undefined || found >= atLeast) && (atMost === undefined || found <= atMost)
      return { ...goal, found, best, isMet: isMet && compared.length > 0 }
    },
  )
}

function isOf(figure: Figure, { group, subject }: Goal, contender: string): boolean {
  return figure.group === group && figure.subject === subject && figure.contender === contender
}

function valuesOf(figures: readonly Figure[], goal: Goal, contender: string): readonly number[] {
  return figures.find(figure => isOf(figure, goal, contender))?.values ?? []
}
