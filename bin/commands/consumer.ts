// `rawzmq consumer`: the receiving side of a run alone. `rawzmq run` starts its consumers by this too.
import { Command } from 'commander'
import {
  captureOption,
  consumerOptions,
  jsonOption,
  workOption,
  type ConsumerFlags,
} from '../run/options.js'
import type { CommandDefinition } from './index.js'

/** Declares `consumer`. What it does is loaded when it is called. */
export const consumerCommand: CommandDefinition = (terminal, exit) => {
  const command = new Command('consumer').description(
    'one consumer alone: receives and works until it is told to quit',
  )
  for (const option of [...consumerOptions(), workOption(), captureOption(), jsonOption()]) {
    command.addOption(option)
  }
  return command.action(async (flags: ConsumerFlags) => {
    const { consume } = await import('../run/consume.js')
    exit(await consume(flags, terminal))
  })
}
