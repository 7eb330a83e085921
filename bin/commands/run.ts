// `rawzmq run`: the article's run, one gated producer and its consumers, each in a process of its own.
import { Command } from 'commander'
import {
  captureOption,
  jsonOption,
  producerOptions,
  runOptions,
  workOption,
  type RunFlags,
} from '../run/options.js'
import type { CommandDefinition } from './index.js'

/** Declares `run`. What it does is loaded when it is called. */
export const runCommand: CommandDefinition = (terminal, exit) => {
  const command = new Command('run').description(
    "the article's run: one gated producer and N consumers, each in its own process",
  )
  for (const option of [
    ...runOptions(),
    ...producerOptions(),
    workOption(),
    captureOption(),
    jsonOption(),
  ]) {
    command.addOption(option)
  }
  return command.action(async (flags: RunFlags) => {
    const { run } = await import('../run/run.js')
    exit(await run(flags, terminal))
  })
}
