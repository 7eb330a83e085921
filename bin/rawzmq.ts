#!/usr/bin/env node
// The program: hands the process to main and sets the exit code. The version alone is told without loading the commands,
// which takes four times as long.
import { packageVersion } from './version.js'

const args = process.argv.slice(2)
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${packageVersion()}\n`)
} else {
  const { main } = await import('./main.js')
  const exitCode = await main(args, process)
  // Output that was lost has set it already.
  process.exitCode = exitCode || process.exitCode
}
