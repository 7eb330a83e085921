// npm run bench: measures side by side and prints the tables. Tables go to stdout, progress to stderr.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { judge } from './goals.js'
import { GROUPS } from './groups/index.js'
import { compileLibzmq } from './libzmq.js'
import { circumstances, textReport, type Results } from './report.js'
import { runGroup } from './rounds.js'
import type { Figure, Node, Setting } from './trial.js'

const USAGE = `Usage: npm run bench -- [options]

Measures rawzmq beside zeromq.js, libzmq in C and node:net, and prints the tables.

  --quick         less of everything, in under a minute
  --only NAME     one group: ${Object.keys(GROUPS).join(', ')} (may be given again)
  --subject TEXT  only subjects that contain it, such as "tcp, 16 B" (may be given again)
  --rounds N      interleaved rounds (default 5, with --quick 3)
  --seconds S     length of one run (default 2, with --quick 0.3)
  --node PATH     another Node that runs rawzmq, with a column of its own (may be given again)
  --json FILE     also writes everything that was measured to FILE
  --help          this text
`

interface Wanted {
  readonly names: readonly string[]
  readonly subjects: readonly string[]
  readonly rounds: number
  readonly seconds: number
  readonly isQuick: boolean
  readonly nodes: readonly Node[]
  readonly json: string | undefined
}

function readOptions(args: string[]): Wanted | undefined {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: Object.keys(GROUPS) },
      subject: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      node: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 5))
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds: 1 or more')
  const seconds = Number(values.seconds ?? (values.quick ? 0.3 : 2))
  if (!(seconds > 0)) throw new Error('--seconds: more than 0')
  const unknown = values.only.find(name => !(name in GROUPS))
  if (unknown !== undefined) {
    throw new Error(`--only ${unknown}: it is one of ${Object.keys(GROUPS).join(', ')}`)
  }
  const { only: names, subject: subjects, quick: isQuick, json } = values
  const nodes = values.node.map(nodeAt)
  return { names, subjects, rounds, seconds, isQuick, nodes, json }
}

/** @throws Error if it is no Node */
function nodeAt(file: string): Node {
  const { stdout, status } = spawnSync(file, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`--node ${file}: it does not run`)
  return { name: `Node ${stdout.trim()}`, file }
}

async function measure(wanted: Wanted, folder: string): Promise<Results> {
  const { rounds, seconds, isQuick, subjects, nodes } = wanted
  const libzmq = compileLibzmq(folder)
  if (libzmq.file === undefined) process.stderr.write(`without libzmq in C: ${libzmq.text}\n`)
  const setting: Setting = { isQuick, seconds, libzmq: libzmq.file, nodes }
  const groups = wanted.names
    .flatMap(name => GROUPS[name]?.(setting) ?? [])
    .map(group => ({
      ...group,
      trials: group.trials.filter(
        ({ subject }) => subjects.length === 0 || subjects.some(text => subject.includes(text)),
      ),
    }))
    .filter(group => group.trials.length > 0)
  const figures: Figure[] = []
  for (const group of groups) {
    figures.push(...(await runGroup(group, rounds, showProgress)))
  }
  return {
    circumstances: circumstances(rounds, libzmq.text, libzmq.file !== undefined),
    groups: groups.map(({ name, title, unit, isMoreBetter }) => ({
      name,
      title,
      unit,
      isMoreBetter,
    })),
    figures,
    verdicts: judge(figures),
  }
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`)
}

async function main(args: string[]): Promise<number> {
  let wanted: Wanted | undefined
  try {
    wanted = readOptions(args)
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n`)
    return 2
  }
  if (wanted === undefined) {
    process.stdout.write(USAGE)
    return 0
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const results = await measure(wanted, folder)
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
    process.stdout.write(`${textReport(results)}\n`)
    if (wanted.json !== undefined) {
      writeFileSync(wanted.json, `${JSON.stringify(results, undefined, 2)}\n`)
    }
    const failed = results.figures.filter(({ failure }) => failure !== undefined)
    for (const { group, subject, contender, failure } of failed) {
      process.stderr.write(`${group}: ${subject}, ${contender}: ${failure}\n`)
    }
    return failed.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.on('SIGINT', () => process.exit(130))
process.exitCode = await main(process.argv.slice(2))
