// `rawzmq zap-check`: asks a ZAP handler one question.
import { Command, InvalidArgumentError, Option } from 'commander'
import { decodeZ85 } from '../../lib/zmtp/z85.js'
import { endpoint, milliseconds } from '../options.js'
import type { ZapCheckFlags } from '../zap-check/zap-check.js'
import type { CommandDefinition } from './definition.js'

const EXAMPLES = `
Examples:
  rawzmq zap-check --module handler.mjs --username anna --password secret
  rawzmq zap-check --key-folder keys --key 'rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7'
  rawzmq zap-check --to tcp://127.0.0.1:5555 --domain global --address 10.0.0.7

A module exports, as its default, a function that is given a context of rawzmq and binds a handler in it, or the rules
of rawzmq/zap; or it binds one when it is loaded. A handler of another library binds to tcp or ipc, too, for --to.

Exit code: 0 the client would be let in; 1 it would be turned away, or the answer is none that libzmq takes; 2 wrong
usage, or a module that cannot be loaded; 3 nobody answered.
`

const KEY_LENGTH = 32

/** A public key in Z85, as octets. */
function publicKey(text: string): Buffer {
  const key = decodeZ85(text)
  if (key?.length === KEY_LENGTH) return key
  throw new InvalidArgumentError('It must be a public key: 40 characters of Z85.')
}

/** Declares `zap-check`. What it does is loaded when it is called. */
export const zapCheckCommand: CommandDefinition = (terminal, exit) =>
  new Command('zap-check')
    .description(
      'ask a ZAP handler one question, as a server asks it, and show the frames of question and answer, explained',
    )
    .option('--to <endpoint>', 'where a handler is bound: tcp://HOST:PORT or ipc://PATH', endpoint)
    .option('--module <file>', 'a JavaScript module that has a handler')
    .option('--key-folder <folder>', 'ask the handler of rawzmq/zap that goes by these keys')
    .addOption(
      new Option(
        '--mechanism <name>',
        'that the client uses (default: by its credentials)',
      ).choices(['NULL', 'PLAIN', 'CURVE']),
    )
    .option('--username <text>', 'PLAIN: the name that the client says')
    .option('--password <text>', 'PLAIN: its password (other users may see this command line)')
    .option('--key <z85>', "CURVE: the client's public key", publicKey)
    .option('--domain <text>', 'ZMQ_ZAP_DOMAIN of the server that asks', '')
    .option('--address <text>', 'of the client, without a port', '127.0.0.1')
    .option('--routing-id <text>', 'of the server that asks', '')
    .option('--timeout <ms>', 'how long an answer may take', milliseconds, 5000)
    .option('--json', 'one JSON object for the question, one for the answer')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ZapCheckFlags) => {
      const { zapCheck } = await import('../zap-check/zap-check.js')
      exit(await zapCheck(flags, terminal))
    })
