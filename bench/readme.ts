// Puts the tables of a `--json` file into the README, between its two markers:
//   npm run bench -- --json results.json && node dist/bench/readme.js results.json [README.md]
import { readFileSync, writeFileSync } from 'node:fs'
import { markdownReport, type Results } from './report.js'

const START = '<!-- bench:start -->'
const END = '<!-- bench:end -->'

/**
 * The text with what is between the markers replaced.
 *
 * @throws Error if there is not exactly one of each, in this order
 */
export function withTables(text: string, tables: string): string {
  const start = text.indexOf(START)
  const end = text.indexOf(END)
  const isOnce = text.lastIndexOf(START) === start && text.lastIndexOf(END) === end
  if (start < 0 || end < start || !isOnce) {
    throw new Error(`${START} and, after it, ${END} must be there, once each`)
  }
  return `${text.slice(0, start + START.length)}\n\n${tables}\n\n${text.slice(end)}`
}

function main([results, readme = 'README.md']: string[]): number {
  if (results === undefined || results.startsWith('-')) {
    process.stderr.write('Usage: node dist/bench/readme.js RESULTS.json [README.md]\n')
    return 2
  }
  try {
    const tables = markdownReport(JSON.parse(readFileSync(results, 'utf8')) as Results)
    writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), tables))
    return 0
  } catch (error) {
    process.stderr.write(`${readme}: ${(error as Error).message}\n`)
    return 1
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  process.exitCode = main(process.argv.slice(2))
}
