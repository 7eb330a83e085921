// `rawzmq proxy`: stands between two ZMTP peers and shows what they say.
import { Command } from 'commander'
import { captureLimitOption, keyLogOption, milliseconds, wholeNumber } from '../options.js'
import type { ProxyFlags } from '../proxy/proxy.js'
import type { CommandDefinition } from './definition.js'

const EXAMPLES = `
Examples:
  rawzmq proxy --listen tcp://127.0.0.1:5556 --to tcp://127.0.0.1:5555
  rawzmq proxy --listen 'tcp://127.0.0.1:*' --to ipc:///tmp/feed --pcap feed.pcapng
  rawzmq proxy --listen tcp://127.0.0.1:5556 --to tcp://127.0.0.1:5555 --split 1 --delay 5
  rawzmq proxy --listen tcp://127.0.0.1:5556 --to tcp://127.0.0.1:5555 --keylog keys.log

→ is what the connecting side says, ← what the binding side answers, = where the connection stands.
It ends with Ctrl-C (exit code 130).
`

/** Declares `proxy`. What it does is loaded when it is called. */
export const proxyCommand: CommandDefinition = (terminal, exit) =>
  new Command('proxy')
    .description(
      'pass bytes on between two ZMTP peers, untouched, and show each greeting, command and frame ' +
        'with the state of its connection',
    )
    .requiredOption('--listen <endpoint>', 'where peers connect: tcp://HOST:PORT or ipc://PATH')
    .requiredOption('--to <endpoint>', 'where their bytes go: tcp://HOST:PORT or ipc://PATH')
    .option('--capture <file>', 'keep all of it as a capture (rawzmq decode, replay, report)')
    .addOption(captureLimitOption())
    .option('--pcap <file>', 'keep all of it as packets, in a pcapng file for Wireshark')
    .addOption(keyLogOption())
    .option('--delay <ms>', 'pass every byte on so much later (default: at once)', milliseconds)
    .option(
      '--split <bytes>',
      'write at most so many bytes at a time (default: as they come)',
      wholeNumber(1),
    )
    .option(
      '--cut-after <bytes>',
      'cut a connection after so many bytes of one side (default: never)',
      wholeNumber(0),
    )
    .option('--full', 'show every field of everything, as decode does')
    .option(
      '--bytes <count>',
      'with --full: bytes of a field shown in hex',
      wholeNumber(0, 65_536),
      32,
    )
    .option('--json', 'one JSON object an item')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ProxyFlags) => {
      const { proxy } = await import('../proxy/proxy.js')
      exit(await proxy(flags, terminal))
    })
