// The command line as a function: arguments in, exit code out. Each command is a file in commands/;
// here they are only put together. Options, defaults and help are commander's declarations there.
import { Command, CommanderError } from 'commander'
import { UsageError } from '../lib/errors.js'
import { loadCommands } from './commands/index.js'
import { placedText } from './file-errors.js'
import { EXIT, openTerminal, type ProcessLike } from './terminal.js'
import { packageVersion } from './version.js'

const DESCRIPTION =
  'ZeroMQ with glass walls: a ZMTP engine on node:net, its monitor events byte for byte'

/**
 * Runs one command line.
 *
 * @param args the words after the program's name
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 the other side is missing, 130 Ctrl-C or SIGTERM
 */
export async function main(args: readonly string[], host: ProcessLike): Promise<number> {
  const terminal = openTerminal(host)
  let exitCode: number = EXIT.done
  const program = new Command('rawzmq')
    .description(DESCRIPTION)
    .version(packageVersion())
    .showHelpAfterError('(try --help)')
    .helpCommand(true)
  for (const define of await loadCommands(args[0])) {
    program.addCommand(
      define(terminal, code => {
        exitCode = code
      }),
    )
  }
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
      .showHelpAfterError('(try --help)')
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    if (error instanceof UsageError) {
      terminal.err(`rawzmq: ${error.message}\n`)
      return EXIT.usage
    }
    if (!isExpected(error)) throw error
    terminal.complain(placedText(error))
    return (error as NodeJS.ErrnoException).syscall === 'open' ? EXIT.usage : EXIT.failed
  } finally {
    terminal.release()
  }
}

/** What the system or an installation refuses, with a code: no fault of ours that needs a stack. */
function isExpected(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const { code, errno } = error as { readonly code?: unknown; readonly errno?: unknown }
  return typeof code === 'string' && (errno !== undefined || code === 'ERR_NATIVE_UNAVAILABLE')
}
