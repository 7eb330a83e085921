// What a replay finds: steps on the way, and where it comes to something else than was recorded.

/** One thing that was decided again. */
export type ReplayStep =
  | {
      readonly type: 'event'
      readonly at: number
      readonly socket: string
      readonly event: string
      readonly value: number
      readonly address: string
    }
  | { readonly type: 'phase'; readonly at: number; readonly socket: string; readonly phase: string }
  | {
      readonly type: 'state'
      readonly at: number
      readonly connection: string
      readonly side: string
      readonly state: string
    }
  | {
      readonly type: 'difference'
      readonly at: number
      /** The socket or the connection and side. */
      readonly where: string
      readonly what: string
      readonly recorded: unknown
      readonly replayed: unknown
    }

/** Takes each step as it is made. */
export type StepListener = (step: ReplayStep) => void
