// The options that `run`, `producer` and `consumer` share, each declared once. Defaults are the article's
// program: four consumers, ten messages, 100 ms between them, 300 ms of work on each.
import { Command, Option } from 'commander'
import type { EngineName } from '../../lib/engine.js'
import { LATE_POLICIES, LOSS_POLICIES } from '../../lib/gate/run/checks.js'
import type { LatePolicy, LossPolicy, PolicyName } from '../../lib/gate/machine/state.js'
import {
  captureLimitOption,
  bitMask,
  endpoint,
  engineOption,
  milliseconds,
  timeLimit,
  wholeNumber,
} from '../options.js'

/** Processes one run may start: a typing error should not fill a machine. */
const MOST_PROCESSES = 1000

const GATES = ['ready', 'article'] as const satisfies readonly PolicyName[]

/** What producers and consumers are told, as commander gives it. */
interface SharedFlags {
  readonly timeout: number
  readonly engine: EngineName
  readonly quit?: string
  readonly capture?: string
  readonly captureLimit?: number
  readonly json?: true
}

/** What a producer is told. */
export interface ProducerFlags extends SharedFlags {
  readonly times: number
  readonly gate: PolicyName
  readonly interval: number
  readonly waitTimeout?: number
  readonly sendTimeout?: number
  readonly drainTimeout?: number
  readonly minConsumers?: number
  readonly late?: LatePolicy
  readonly onLost?: LossPolicy
  readonly mask?: number
}

/** `rawzmq producer` as commander gives it. */
export interface LoneProducerFlags extends ProducerFlags {
  readonly bind: string
  readonly consumers: number
  readonly id: number
}

/** `rawzmq consumer` as commander gives it. */
export interface ConsumerFlags extends SharedFlags {
  readonly connect: string
  readonly id: number
  readonly work: number
  readonly leaveWithStdin?: true
  readonly connectOnGo?: true
}

/** `rawzmq run` as commander gives it. */
export interface RunFlags extends ProducerFlags {
  readonly consumers: number
  readonly endpoint: string
  readonly work: number
  readonly consumerEngine?: EngineName
  readonly stray?: true
}

/** What every producer can be told. */
export function producerOptions(): Option[] {
  return [
    new Option('--times <n>', 'messages to send').argParser(wholeNumber(0)).default(10),
    new Option('--gate <policy>', 'what opens the gate: handshakes, or accepts as in the article')
      .choices(GATES)
      .default('ready'),
    new Option('--interval <ms>', 'pause after each message').argParser(milliseconds).default(100),
    new Option('--timeout <ms>', 'give up after so long without progress; 0 is never')
      .argParser(timeLimit)
      .default(30_000),
    new Option('--wait-timeout <ms>', 'the same for the wait alone (default: --timeout)').argParser(
      timeLimit,
    ),
    new Option(
      '--send-timeout <ms>',
      'give up when nobody takes a message for so long (default: never; --gate article: --timeout)',
    ).argParser(timeLimit),
    new Option(
      '--drain-timeout <ms>',
      'the same for the end alone, after the work (default: --timeout)',
    ).argParser(timeLimit),
    new Option(
      '--min-consumers <n>',
      'so many will do when the wait is over (default: all)',
    ).argParser(wholeNumber(1)),
    new Option(
      '--late <policy>',
      'consumers that come late, or are too many; refuse needs our engine (default: report)',
    ).choices(LATE_POLICIES),
    new Option(
      '--on-lost <policy>',
      'when a consumer is lost; requeue needs our engine (default: continue)',
    ).choices(LOSS_POLICIES),
    new Option(
      '--mask <bits>',
      'monitored events; 0x07ff is all there were up to libzmq 4.2 (default: all)',
    ).argParser(bitMask),
    quitOption(),
    engineOption('--engine <name>', 'which engine sends').default('typescript'),
  ]
}

/** A command with options of its own, and what every part of a run can be told. */
export function commandWith(name: string, description: string, own: readonly Option[]): Command {
  const command = new Command(name).description(description)
  for (const option of own) command.addOption(option)
  return command
    .option('--capture <file>', 'record what happens (see docs/captures.md)')
    .addOption(captureLimitOption())
    .option('--json', 'one JSON object a line on stdout; the last is the result')
}

/** What a Quit says. */
function quitOption(): Option {
  return new Option('--quit <text>', 'what tells a consumer to leave (default: Quit)')
}

/** Milliseconds of work on a message. */
export function workOption(): Option {
  return new Option('--work <ms>', 'work on each message, Quit included')
    .argParser(milliseconds)
    .default(300)
}

/** `run` alone. */
export function runOptions(): Option[] {
  return [
    new Option('--consumers <n>', 'consumers, each in its own process')
      .argParser(wholeNumber(1, MOST_PROCESSES))
      .default(4),
    new Option('--endpoint <endpoint>', 'where they meet; * is any free port')
      .argParser(endpoint)
      .default('tcp://127.0.0.1:*'),
    new Option(
      '--stray',
      'an unlogged consumer more, which connects second and never leaves: as in the published log',
    ),
    engineOption('--consumer-engine <name>', 'which engine receives (default: that of --engine)'),
  ]
}

/** `producer` alone. */
export function loneProducerOptions(): Option[] {
  return [
    new Option('--bind <endpoint>', 'where to bind; * is any free port')
      .argParser(endpoint)
      .makeOptionMandatory(),
    new Option('--consumers <n>', 'consumers to wait for').argParser(wholeNumber(1)).default(4),
    new Option('--id <n>', "the producer's number").argParser(wholeNumber(0)).default(0),
  ]
}

/** `consumer` alone. */
export function consumerOptions(): Option[] {
  return [
    new Option('--connect <endpoint>', "the producer's endpoint")
      .argParser(endpoint)
      .makeOptionMandatory(),
    new Option('--id <n>', "the consumer's number").argParser(wholeNumber(0)).default(1),
    new Option('--timeout <ms>', 'give up after so long without a message; 0 is never')
      .argParser(timeLimit)
      .default(30_000),
    quitOption(),
    engineOption('--engine <name>', 'which engine receives').default('typescript'),
    new Option(
      '--leave-with-stdin',
      'end when stdin does, as it does when the parent process dies',
    ),
    new Option('--connect-on-go', 'connect when stdin says `go`: to connect in a certain order'),
  ]
}
