// Commands of a CURVE handshake that came before their keys: a live key log has a connection's line only after
// WELCOME, or INITIATE. They are kept, for as soon as the keys are there they can be explained once more.
import { dissectCommand } from './command.js'
import type { CurveView } from './curve.js'
import type { CommandItem } from './field.js'
import { withFault } from './frame.js'

/** A command as it came. */
export interface ClosedCommand extends Pick<CommandItem, 'offset' | 'size' | 'fields'> {
  readonly body: Buffer
  readonly bodyOffset: number
}

/** HELLO and INITIATE of one side, or WELCOME of the other; metadata may be as long as it usually is. */
const COMMANDS_MAX = 2
const BODY_MAX = 1024

/** Those of one direction. */
export class ClosedCommands {
  #kept: ClosedCommand[] = []

  /** Keeps one, copied. @param command its fields are those of the frame's header */
  keep(command: ClosedCommand): void {
    if (this.#kept.length >= COMMANDS_MAX || command.body.length > BODY_MAX) return
    this.#kept.push({ ...command, body: Buffer.from(command.body) })
  }

  /** Explains them, once, if the keys are there now. */
  reopen({ sight, sender }: CurveView): CommandItem[] {
    if (this.#kept.length === 0 || !sight.hasKeys) return []
    const kept = this.#kept
    this.#kept = []
    return kept.flatMap(({ body, bodyOffset, offset, size, fields: header }) => {
      const view = { sight, sender, isAgain: true }
      const {
        opened: _,
        isClosed,
        ...command
      } = dissectCommand(body, bodyOffset, body.length, 'CURVE', { view })
      if (isClosed === true) return []
      const fields = [...header, ...command.fields]
      const summary = `${command.summary}, opened now`
      return [
        withFault(
          { kind: 'command' as const, offset, size, ...command, summary, fields },
          command.fault,
        ),
      ]
    })
  }
}
