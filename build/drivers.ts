// Builds the drivers of drivers/registry.json whose languages are on this machine, each in a folder of its own below
// drivers/build: `npm run drivers`, `npm run drivers -- --only zmq.rs,zmq4 --json`. What is left out is said, and why.
// Exit codes: 0 all that can be built here are; 1 one cannot, though its tools are here; 2 wrong usage.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'
import {
  buildFolder,
  chosen,
  type Implementation,
  type LeftOut,
  placed,
  readRegistry,
  stampFile,
  startCommand,
  type Tool,
} from '../lib/conformance/drivers/registry.js'
import { DriverTestee } from '../lib/conformance/testee-driver.js'
import { UsageError } from '../lib/errors.js'

/** What became of one. */
interface Outcome {
  readonly name: string
  readonly state: 'built' | 'left out' | 'failed'
  readonly why?: string
  readonly seconds: number
}

/** True if a version is that or newer, number by number. */
function isAtLeast(version: string, wanted: string): boolean {
  const has = version.split('.').map(Number)
  for (const [at, number] of wanted.split('.').map(Number).entries()) {
    if ((has[at] ?? 0) !== number) return (has[at] ?? 0) > number
  }
  return true
}

/** What is missing of a tool; undefined if it is there. */
function lackOf(tool: Tool): string | undefined {
  if ('file' in tool) return existsSync(tool.file) ? undefined : `${tool.file} is not there`
  const { command, arguments: words = ['--version'], atLeast } = tool
  const { error, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' })
  if (error !== undefined) return `${command} is not on this machine`
  const version = /\d+(?:\.\d+)*/.exec(`${stdout}${stderr}`)?.[0] ?? '0'
  if (atLeast === undefined || isAtLeast(version, atLeast)) return undefined
  return `${command} is ${version}, and ${atLeast} is needed`
}

/** Runs a command; with its last lines if it fails. */
async function run([file = '', ...words]: readonly string[]): Promise<string | undefined> {
  const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const hear = (chunk: Buffer): void => void (said = (said + String(chunk)).slice(-10_000))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const how = await new Promise<string>(resolve => {
    child.on('error', error => resolve(error.message))
    child.on('close', (code, signal) => resolve(code === 0 ? '' : `ended with ${signal ?? code}`))
  })
  if (how === '') return undefined
  return [`${file} ${how}`, ...said.trimEnd().split('\n').slice(-15)].join('\n')
}

/** Starts a driver once. @returns what is wrong with it */
async function startOnce(implementation: Implementation): Promise<string | undefined> {
  const said: string[] = []
  const chatter = (text: string): void => void said.push(text)
  const driver = new DriverTestee({ command: startCommand(implementation), chatter })
  try {
    await driver.start('PULL', 'NULL')
  } catch (error) {
    return [(error as Error).message, ...said.slice(-5)].join('\n')
  }
  await driver.close()
  const { says } = implementation
  const isOther = says !== undefined && driver.name !== says
  return isOther ? `it calls itself ${driver.name}, and ${says} is needed` : undefined
}

async function build(one: Implementation | LeftOut): Promise<Omit<Outcome, 'seconds' | 'name'>> {
  if ('leftOut' in one) return { state: 'left out', why: one.leftOut }
  const lacks = one.tools.map(lackOf).filter(lack => lack !== undefined)
  if (lacks.length > 0) return { state: 'left out', why: lacks.join('; ') }
  rmSync(stampFile(one), { force: true })
  mkdirSync(buildFolder(one), { recursive: true })
  for (const command of one.build) {
    const failure = await run(placed(one, command))
    if (failure !== undefined) return { state: 'failed', why: failure }
  }
  const failure = await startOnce(one)
  if (failure === undefined) {
    writeFileSync(stampFile(one), JSON.stringify(one))
    return { state: 'built' }
  }
  const needs = one.packages.map(each => `${each.registry}: ${each.name} ${each.version}`)
  // What is not built but installed may be absent, or of another version.
  const isAbsent = one.build.length === 0 && needs.length > 0
  return isAbsent
    ? { state: 'left out', why: `${failure} (${needs.join(', ')})` }
    : { state: 'failed', why: failure }
}

async function main(): Promise<number> {
  const { only, json } = new Command('npm run drivers --')
    .description('build the drivers whose languages are on this machine')
    .option('--only <names>', 'these of drivers/registry.json', text => text.split(','))
    .option('--json', 'a line of JSON for each')
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse()
    .opts<{ only?: string[]; json?: true }>()
  const wanted = chosen('--only', readRegistry(), only)
  let failed = 0
  for (const [at, one] of wanted.entries()) {
    const which = `[${at + 1}/${wanted.length}] ${one.title}`
    if (json !== true) process.stdout.write(`${which} …\n`)
    const start = performance.now()
    const result = await build(one)
    const seconds = Math.round((performance.now() - start) / 100) / 10
    if (result.state === 'failed') failed++
    const outcome: Outcome = { name: one.name, ...result, seconds }
    if (json === true) process.stdout.write(`${JSON.stringify(outcome)}\n`)
    else {
      const why = result.why === undefined ? '' : `: ${result.why}`
      process.stdout.write(`${which} ${result.state} (${seconds} s)${why}\n`)
    }
  }
  return failed === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
