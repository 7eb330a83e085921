// The command lines that users are shown: in the documents, in the README's table, in `--help`.
import { readdirSync, readFileSync } from 'node:fs'
import { COMMANDS } from '../../bin/commands/index.js'
import { main } from '../../bin/main.js'
import { docBlocks } from './doc-blocks.js'
import { FakeProcess } from './fake-process.js'

/** One command line as it is to be typed. */
export interface DocCommand {
  readonly line: string
  readonly place: string
  /** What is said to come out of it. */
  readonly output: string | undefined
}

const LANGUAGES: ReadonlySet<string> = new Set(['', 'sh', 'console'])
const COMMENT = / {2,}#.*$/
/** In `--help` a remark stands far behind its example. */
const REMARK = / {4,}\S.*$/
/** Words that stand for something in a command line that is no example. */
const PLACEHOLDER = /\b(?:EP|FILE|PAGE|CMD|HOST)\b/

const isOurs = (line: string): boolean => /^(?:rawzmq|tcpdump) /.test(line)
const plain = (line: string): string => line.replace(COMMENT, '').replace(/^npx /, '').trimEnd()

function* inBlocks(path: string): Generator<DocCommand> {
  for (const block of docBlocks(path)) {
    if (!LANGUAGES.has(block.language)) continue
    const rows = block.text.split('\n')
    for (const [index, row] of rows.entries()) {
      const isTranscript = row.startsWith('$ ')
      const line = plain(row.replace(/^\$ /, ''))
      if (!isOurs(line)) continue
      const end = rows.findIndex((next, at) => at > index && next.startsWith('$ '))
      const output = rows.slice(index + 1, end === -1 ? undefined : end).join('\n')
      const place = `${path}:${block.line + 1 + index}`
      yield { line, place, output: isTranscript ? output : undefined }
    }
  }
}

function* inTable(path: string): Generator<DocCommand> {
  for (const [index, row] of readFileSync(path, 'utf8').split('\n').entries()) {
    const cell = /^\| `([a-z-]+ [^`]+)` +\|/.exec(row)?.[1]
    if (cell === undefined || PLACEHOLDER.test(cell)) continue
    yield { line: `rawzmq ${cell}`, place: `${path}:${index + 1}`, output: undefined }
  }
}

async function inHelp(command: string): Promise<DocCommand[]> {
  const host = new FakeProcess()
  await main([command, '--help'], host)
  const examples = host.out.split('\nExamples:\n')[1]?.split('\n\n')[0] ?? ''
  return examples
    .split('\n')
    .map(row => row.trim().replace(REMARK, ''))
    .filter(isOurs)
    .map(line => ({ line, place: `${command} --help`, output: undefined }))
}

/** All of them. */
export async function docCommands(): Promise<DocCommand[]> {
  const pages = readdirSync('docs').filter(name => name.endsWith('.md'))
  const help = await Promise.all(Object.keys(COMMANDS).map(inHelp))
  return [
    ...['README.md', ...pages.map(name => `docs/${name}`)].flatMap(path => [...inBlocks(path)]),
    ...inTable('README.md'),
    ...help.flat(),
  ]
}
