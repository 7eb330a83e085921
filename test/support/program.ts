// The program `rawzmq` as a real process in tests: its output as it comes, its end, and no orphans.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { illegalOrders } from './legal-capture.js'

const PROGRAM = fileURLToPath(new URL('../../bin/rawzmq.js', import.meta.url))

/** Longer than anything takes on a slow machine; then the process is killed, and the test fails. */
const LIMIT_MS = 120_000

/** How a process ended. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A row of `--json` output. */
export type Row = Readonly<Record<string, unknown>>

/** A process being tested. */
export class Program {
  readonly child: ChildProcess
  readonly ended: Promise<Ending>
  readonly #waiting = new Set<() => void>()
  #stdout = ''
  #stderr = ''
  #isOver = false

  constructor(
    command: readonly [file: string, ...args: string[]],
    options: { readonly uid?: number; readonly detached?: boolean } = {},
    limitMs = LIMIT_MS,
  ) {
    const [file, ...args] = command
    this.child = spawn(file, args, { stdio: 'pipe', ...options })
    const limit = setTimeout(() => this.child.kill('SIGKILL'), limitMs)
    this.child.stdin?.on('error', () => {})
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      this.#stdout += chunk
      this.#wake()
    })
    this.child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      this.#stderr += chunk
      this.#wake()
    })
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject)
      this.child.on('close', (code, signal) => {
        clearTimeout(limit)
        this.#isOver = true
        this.#wake()
        const ending = { code, signal, stdout: this.#stdout, stderr: this.#stderr }
        resolve(signal === null ? withLegalCapture(ending, args) : ending)
      })
    })
  }

  get stdout(): string {
    return this.#stdout
  }

  get stderr(): string {
    return this.#stderr
  }

  /** The first match in stdout or stderr, once there is one; rejects if the process ends without. */
  async found(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = this.#stdout.match(pattern) ?? this.#stderr.match(pattern)
      if (match !== null) return match
      if (this.#isOver) {
        throw new Error(`ended without ${pattern}:\n${this.#stdout}\n${this.#stderr}`)
      }
      await new Promise<void>(resolve => {
        this.#waiting.add(resolve)
      })
    }
  }

  /** The first JSON row with these members, once there is one. */
  async row(wanted: Row): Promise<Row> {
    const members = Object.entries(wanted)
    const fits = (row: Row): boolean => members.every(([name, value]) => row[name] === value)
    for (;;) {
      const row = rowsOf(this.#stdout).find(fits)
      if (row !== undefined) return row
      if (this.#isOver) throw new Error(`ended without ${JSON.stringify(wanted)}: ${this.#stderr}`)
      await new Promise<void>(resolve => {
        this.#waiting.add(resolve)
      })
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve()
    this.#waiting.clear()
  }
}

/** @throws Error if the program wrote a capture with events in an illegal order */
async function withLegalCapture(ending: Ending, args: readonly string[]): Promise<Ending> {
  const at = args.indexOf('--capture')
  const illegal = at === -1 ? [] : await illegalOrders(args[at + 1] ?? '')
  if (illegal.length > 0) throw new Error(illegal.join('\n'))
  return ending
}

/** Starts `rawzmq` with these words; killed when the test ends, if it is still there. */
export function start(
  t: { teardown(clean: () => void): void },
  args: readonly string[],
  options?: { readonly uid?: number; readonly detached?: boolean },
): Program {
  return startOther(t, [process.execPath, PROGRAM, ...args], options)
}

/** Runs `rawzmq` with these words outside of a test, to its end; killed if that takes too long. */
export function runToEnd(args: readonly string[], limitMs: number): Promise<Ending> {
  return new Program([process.execPath, PROGRAM, ...args], {}, limitMs).ended
}

/** Starts any other program in the same manner. */
export function startOther(
  t: { teardown(clean: () => void): void },
  command: readonly [file: string, ...args: string[]],
  options?: { readonly uid?: number; readonly detached?: boolean },
): Program {
  const program = new Program(command, options)
  t.teardown(() => program.child.kill('SIGKILL'))
  return program
}

/** The complete JSON rows of an output. */
export function rowsOf(stdout: string): Row[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Row)
}

/** The last row: the result. */
export function resultOf({ stdout }: { readonly stdout: string }): Row {
  const row = rowsOf(stdout).at(-1)
  if (row?.['type'] !== 'result') throw new Error(`no result in: ${stdout}`)
  return row
}

/** The consumers' process ids so far. */
export function consumerPids(stdout: string): number[] {
  return rowsOf(stdout)
    .filter(({ type }) => type === 'started')
    .map(({ pid }) => Number(pid))
}

/** That the program ended with this code, and none of its consumers is left. */
export async function expectEnd(t: Test, program: Program, code: number): Promise<Ending> {
  const ending = await program.ended
  t.strictSame([ending.code, ending.signal], [code, null], ending.stderr)
  for (const pid of consumerPids(ending.stdout)) t.ok(await isGone(pid), 'no orphan')
  return ending
}

/** Waits until no process has this id any more; false if it is still there after the limit. */
export async function isGone(pid: number): Promise<boolean> {
  const until = performance.now() + LIMIT_MS
  while (performance.now() < until) {
    if (!isRunning(pid)) return true
    await new Promise(resolve => {
      setTimeout(resolve, 20)
    })
  }
  return false
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    // ESRCH: there is no such process.
    return false
  }
  // One that nobody has reaped yet (a container may have no init that would) has ended all the same.
  const stat = `/proc/${pid}/stat`
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'latin1'))
}
