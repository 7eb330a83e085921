// `rawzmq run`: the article's run, one gated producer and its consumers, each in a process of its own.
import {
  commandWith,
  producerOptions,
  runOptions,
  workOption,
  type RunFlags,
} from '../run/options.js'
import type { CommandDefinition } from './definition.js'

const EXAMPLES = `
Examples:
  rawzmq run
  rawzmq run --consumers 2 --times 100 --interval 0 --work 0
  rawzmq run --engine native --consumer-engine typescript     libzmq sends, ours receives
  rawzmq run --capture run.msgpack && rawzmq report run.msgpack -o run.html

Exit code: 0 all went as planned; 1 messages were lost, or a bind failed; 2 wrong usage; 3 a consumer is
missing or died; 130 Ctrl-C. Every end: docs/run.md.
`

/** Declares `run`. What it does is loaded when it is called. */
export const runCommand: CommandDefinition = (terminal, exit) => {
  const command = commandWith(
    'run',
    "the article's run: one gated producer and N consumers, each in its own process",
    [...runOptions(), ...producerOptions(), workOption()],
  )
  return command.addHelpText('after', EXAMPLES).action(async (flags: RunFlags) => {
    const { run } = await import('../run/run.js')
    exit(await run(flags, terminal))
  })
}
