#!/usr/bin/env node
// The program: hands the process to main and sets the exit code.
import { main } from './main.js'

process.exitCode = await main(process.argv.slice(2), process)
