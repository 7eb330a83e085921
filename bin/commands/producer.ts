// `rawzmq producer`: the sending side of a run alone, for consumers on other machines or of other kinds.
import { Command } from 'commander'
import {
  captureOption,
  jsonOption,
  loneProducerOptions,
  producerOptions,
  type LoneProducerFlags,
} from '../run/options.js'
import type { CommandDefinition } from './index.js'

/** Declares `producer`. What it does is loaded when it is called. */
export const producerCommand: CommandDefinition = (terminal, exit) => {
  const command = new Command('producer').description(
    'one gated producer alone: waits for consumers, sends, tells them to quit',
  )
  for (const option of [
    ...loneProducerOptions(),
    ...producerOptions(),
    captureOption(),
    jsonOption(),
  ]) {
    command.addOption(option)
  }
  return command.action(async (flags: LoneProducerFlags) => {
    const { produce } = await import('../run/produce.js')
    exit(await produce(flags, terminal))
  })
}
