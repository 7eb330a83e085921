// `rawzmq conform`: the conformance suite against an endpoint.
import { Command, Option } from 'commander'
import type { ConformFlags } from '../conform/conform.js'
import { engineOption, wholeNumber } from '../options.js'
import type { CommandDefinition } from './definition.js'

const EXAMPLES = `
The endpoint under test is one of
  --exec 'CMD {endpoint} {mode} {socket} {mechanism}'   a driver, which the suite starts (docs/conformance.md)
  --connect tcp://HOST:PORT                             bound there; nobody sees what it delivers
  --listen tcp://HOST:PORT                              it connects there, again and again
  --engine typescript | native                          ours or libzmq, in this process

Words of --with and --without, what the suite would like to ask of an endpoint:
  app (a driver sees what it delivers), zmtp3, zmtp30 (of 3, no 3.1), zmtp2, zmtp1, heartbeat,
  and options a driver can set: maxMessageSize, handshakeInterval, heartbeatInterval, heartbeatTimeout,
  heartbeatTimeToLive, sendHighWaterMark, receiveHighWaterMark, reconnectInterval, linger, zapDomain,
  plainServer, plainUsername, plainPassword, curveServer, curvePublicKey, curveSecretKey, curveServerKey,
  minimumZmtp,
  and the types it can be besides PUSH, PULL and PAIR: REQ, REP, DEALER, ROUTER, PUB, SUB, XPUB, XSUB

Examples:
  rawzmq conform --exec 'node drivers/zeromq.mjs {endpoint} {mode} {socket} {mechanism}'
  rawzmq conform --connect tcp://127.0.0.1:5555 --socket PULL --only greeting,framing/8
  rawzmq conform --explain null/5.11

With --all stdout gets the matrix in Markdown, or with --format json what is stored.

Exit codes: 0 no failure but expected ones; 1 a failure, or a pass that was not expected; 2 wrong usage;
3 the endpoint cannot be reached or started; 130 Ctrl-C. With --all failures are in the matrix, and not in the exit code.
`

const list = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  ...text.split(',').filter(word => word !== ''),
]
const collect = (text: string, before: readonly string[] = []): string[] => [...before, text]

/** Declares `conform`. What it does is loaded when it is called. */
export const conformCommand: CommandDefinition = (terminal, exit) =>
  new Command('conform')
    .description('test any ZMTP endpoint against the numbered requirements, octet by octet')
    .option('--exec <command>', 'start a driver with this command')
    .option(
      '--per-case',
      'start the driver anew for each run, though it could reopen its socket: slower, and no run can spoil the next',
    )
    .option('--connect <endpoint>', 'test an endpoint that is bound there')
    .option('--listen <endpoint>', 'test an endpoint that connects there')
    .addOption(engineOption('--engine <name>', 'test an engine of this process'))
    .option('--socket <types>', "the endpoint's socket types (default: those it has)", list)
    .option('--mode <modes>', 'bind, connect: what the endpoint does (default: both)', list)
    .option('--mechanism <names>', 'NULL, PLAIN, CURVE: cases with these only (default: all)', list)
    .option('--only <names>', 'only these cases: ids, prefixes, globs', list)
    .option('--skip <names>', 'not these cases', list)
    .option('--with <words>', 'what the endpoint can do beyond what is known', list)
    .option('--without <words>', 'what it cannot do: UNIMPLEMENTED instead of FAIL', list)
    .option(
      '--no-preflight',
      'do not meet the endpoint before the first case, to end in one sentence if it is another than was said',
    )
    .option(
      '--combine <what>',
      'so many good conversations by chance, each with another split of our octets, first speaker, version, role and mechanism; or the one in these words',
    )
    .option('--xfail <file>', 'list of expected failures; a pass counts as unexpected')
    .option('--summary <file>', 'write a page of Markdown there, failures first')
    .option('--badge <file>', 'write a badge there, as shields reads it')
    .option('--record <file>', 'write the verdicts there, for --baseline')
    .option(
      '--baseline <file>',
      'verdicts of a run before: the exit code is 1 for each that is another, worse or better, and 0 for the same failures',
    )
    .option(
      '--flaky <file>',
      'with --baseline: a list, as of --xfail, of cases that may be another without it being an error',
    )
    .option(
      '--flaky-limit <number>',
      'so many of those in a run; if there are more, each of them counts',
      wholeNumber(0),
      3,
    )
    .option(
      '--compare <files...>',
      'say what changed between two runs (of --record, --json or --format json), the older first, and end: 1 if anything did',
    )
    .option('--strict', 'NON-STRICT counts as a failure')
    .addOption(
      new Option('--dialect <name>', 'whose rules count where they differ')
        .choices(['rfc', 'libzmq'])
        .default('libzmq'),
    )
    .option(
      '--timeout <percent>',
      'every wait, in percent of its length',
      wholeNumber(10, 10_000),
      100,
    )
    .option('--slow', 'the slow cases, too')
    .option('--seed <number>', 'seed of the random octets', wholeNumber(0), 1)
    .option('--jobs <number>', 'cases at a time', wholeNumber(1, 64), 4)
    .addOption(
      new Option('--format <name>', 'what stdout gets')
        .choices(['text', 'tap', 'json', 'junit', 'markdown'])
        .default('text'),
    )
    .option(
      '--json',
      'a line of JSON for each result as it comes, the last one for the run; with --list or --explain, for each case',
    )
    .option('--verbose', 'name the cases that are OK, too, and keep their octets')
    .option('--html <dir>', 'write a matrix and a page for each case there')
    .option(
      '--add <file>',
      'a JSON result of another endpoint for the matrix (repeatable)',
      collect,
    )
    .option(
      '--all',
      'test every implementation whose driver is built (npm run drivers), one by one',
    )
    .option(
      '--implementation <names>',
      'of those only these, by their names in drivers/registry.json',
      list,
    )
    .option('--results <dir>', 'with --all: store there what may be published of each, as JSON')
    .option('--list', 'show the chosen cases and end')
    .option('--explain <id>', 'show everything about a case and end')
    .addHelpText('after', EXAMPLES)
    .addCommand(
      new Command('init')
        .description('write a driver to start from')
        .requiredOption('--language <name>', 'python, go, rust, java, c or js')
        .option('--out <dir>', 'the folder', '.')
        .action(async ({ language, out }: { readonly language: string; readonly out: string }) => {
          const { init } = await import('../conform/init.js')
          exit(await init(language, out, terminal))
        }),
    )
    .addCommand(
      new Command('smoke')
        .description('try a driver against its contract, before the suite is run over it')
        .argument(
          '<command>',
          'starts it, as --exec does; the four words go to its end if none is in it',
        )
        .option('--seed <number>', 'chooses the case that is run over it', wholeNumber(0), 1)
        .action(async (command: string, { seed }: { readonly seed: number }) => {
          const { smoke } = await import('../conform/smoke.js')
          exit(await smoke(command, seed, terminal))
        }),
    )
    .action(async (flags: ConformFlags) => {
      const { conform } = await import('../conform/conform.js')
      exit(await conform(flags, terminal))
    })
