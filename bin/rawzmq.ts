#!/usr/bin/env node
// The program: hands the process to main and sets the exit code.
import { main } from './main.js'

const exitCode = await main(process.argv.slice(2), process)
// Output that was lost has set it already.
process.exitCode = exitCode || process.exitCode
