// `rawzmq interop`: implementations of ZMTP with each other.
import { Command } from 'commander'
import type { InteropFlags } from '../interop/interop.js'
import { milliseconds, wholeNumber } from '../options.js'
import type { CommandDefinition } from './definition.js'

const EXAMPLES = `
Each implementation whose driver is built (npm run drivers) is bound, and each connects to it through a proxy.

Exit code: 0 all worked that both have; 1 something did not; 2 wrong usage; 130 Ctrl-C.
`

const list = (text: string): string[] => text.split(',').filter(word => word !== '')

/** Declares `interop`. What it does is loaded when it is called. */
export const interopCommand: CommandDefinition = (terminal, exit) =>
  new Command('interop')
    .description(
      'every implementation of drivers/registry.json as each side with every other: messages of all types, ' +
        'mechanisms, a peer that is killed and comes back',
    )
    .option(
      '--pairs <names>',
      'only these: A:B is A bound and B connecting, A every pair with A',
      list,
    )
    .option(
      '--html <dir>',
      'write a matrix there, and of each pair what passed: a page and a pcapng file',
    )
    .option('--only <words>', 'only what has one of these words in its name, such as CURVE', list)
    .option('--json', 'a line of JSON for each pair')
    .option('--delay <ms>', 'the proxy passes every byte on so much later', milliseconds)
    .option('--split <bytes>', 'the proxy writes at most so many bytes at a time', wholeNumber(1))
    .option(
      '--cut-after <bytes>',
      'the proxy cuts a connection after so many bytes of one side',
      wholeNumber(0),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (flags: InteropFlags) => {
      const { interop } = await import('../interop/interop.js')
      exit(await interop(flags, terminal))
    })
