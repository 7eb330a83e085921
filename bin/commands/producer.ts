// `rawzmq producer`: the sending side of a run alone, for consumers on other machines or of other kinds.
import {
  commandWith,
  loneProducerOptions,
  producerOptions,
  type LoneProducerFlags,
} from '../run/options.js'
import type { CommandDefinition } from './definition.js'

const EXAMPLES = `
Examples:
  rawzmq producer --bind tcp://127.0.0.1:5555 --consumers 2
  rawzmq consumer --connect tcp://127.0.0.1:5555 --id 1      and the same with --id 2

Exit code: 0 all went as planned; 1 a bind failed, or messages were lost; 2 wrong usage; 3 consumers are
missing or died; 130 Ctrl-C.
`

/** Declares `producer`. What it does is loaded when it is called. */
export const producerCommand: CommandDefinition = (terminal, exit) => {
  const command = commandWith(
    'producer',
    'one gated producer alone: waits for consumers, sends, tells them to quit',
    [...loneProducerOptions(), ...producerOptions()],
  )
  return command.addHelpText('after', EXAMPLES).action(async (flags: LoneProducerFlags) => {
    const { produce } = await import('../run/produce.js')
    exit(await produce(flags, terminal))
  })
}
