// `rawzmq monitor`: a socket's monitor events, as they come.
import { Command } from 'commander'
import type { MonitorFlags } from '../monitor/plan.js'
import { captureLimitOption } from '../options.js'
import type { CommandDefinition } from './definition.js'

const EXAMPLES = `
Examples:
  rawzmq monitor PULL --bind 'tcp://127.0.0.1:*'
  rawzmq monitor PUSH --connect tcp://127.0.0.1:5555 --event-version 2 --raw
  rawzmq monitor PUSH --connect tcp://127.0.0.1:5555 --engine native     is it my peer or my library?

For every event, its value and when it comes, see docs/events.md. Messages that come are read and thrown
away. It ends after --for (exit code 0; 1 if a bind failed) or with
Ctrl-C (130).
`

const collect = (text: string, before: readonly string[] = []): string[] => [...before, text]

/** Declares `monitor`. What it does is loaded when it is called. */
export const monitorCommand: CommandDefinition = (terminal, exit) =>
  new Command('monitor')
    .description(
      'open a socket and show its monitor events as they come: time, number, name, value with its ' +
        'meaning, addresses',
    )
    .argument(
      '<type>',
      'type of the socket: PULL, PUSH or PAIR; with --engine native any of libzmq',
    )
    .option('--bind <endpoint>', 'bind to tcp://HOST:PORT or ipc://PATH (repeatable)', collect)
    .option(
      '--connect <endpoint>',
      'connect to tcp://HOST:PORT or ipc://PATH (repeatable)',
      collect,
    )
    .option('--engine <name>', 'typescript, ours, or native, libzmq itself', 'typescript')
    .option('--event-version <number>', 'form of the events, 1 or 2', '1')
    .option('--raw', 'show the raw parts in hex, too')
    .option('--json', 'one JSON object an event, raw parts included')
    .option('--capture <file>', 'keep the events as a capture (rawzmq decode, replay, report)')
    .addOption(captureLimitOption())
    .option('--for <seconds>', 'end after this time (default: with Ctrl-C)')
    .addHelpText('after', EXAMPLES)
    .action(async (type: string, flags: MonitorFlags) => {
      const { monitor } = await import('../monitor/monitor.js')
      exit(await monitor(type, flags, terminal))
    })
