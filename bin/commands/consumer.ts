// `rawzmq consumer`: the receiving side of a run alone. `rawzmq run` starts its consumers by this too.
import { commandWith, consumerOptions, workOption, type ConsumerFlags } from '../run/options.js'
import type { CommandDefinition } from './definition.js'

const EXAMPLES = `
Examples:
  rawzmq consumer --connect tcp://127.0.0.1:5555 --id 1

It may be started before its producer. Exit code: 0 it was told to quit; 1 failed; 2 wrong usage; 3 no
message came in time, or its parent is gone; 130 Ctrl-C.
`

/** Declares `consumer`. What it does is loaded when it is called. */
export const consumerCommand: CommandDefinition = (terminal, exit) => {
  const command = commandWith(
    'consumer',
    'one consumer alone: receives and works until it is told to quit',
    [...consumerOptions(), workOption()],
  )
  return command.addHelpText('after', EXAMPLES).action(async (flags: ConsumerFlags) => {
    const { consume } = await import('../run/consume.js')
    exit(await consume(flags, terminal))
  })
}
