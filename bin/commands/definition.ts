// Types only: what a command's file gives.
import type { Command } from 'commander'
import type { Terminal } from '../terminal.js'

/**
 * Declares one command: its options, their defaults and its action. The action calls `exit` with the
 * code the program is to end with; not calling it means 0.
 */
export type CommandDefinition = (terminal: Terminal, exit: (code: number) => void) => Command
