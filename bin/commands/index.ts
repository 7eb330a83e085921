// The commands there are, in the order of the help.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.js'
import { compareCommand } from './compare.js'
import { consumerCommand } from './consumer.js'
import { producerCommand } from './producer.js'
import { runCommand } from './run.js'

/**
 * Declares one command: its options, their defaults and its action. The action calls `exit` with the
 * code the program is to end with; not calling it means 0.
 */
export type CommandDefinition = (terminal: Terminal, exit: (code: number) => void) => Command

/** Every command. */
export const COMMANDS: readonly CommandDefinition[] = [
  runCommand,
  producerCommand,
  consumerCommand,
  compareCommand,
  // one a line
]
