// Acts programs out on one package, many at a time, in a process of their own. The process may end in the middle, for
// libzmq aborts where it finds itself wrong: what was under way is then acted out again in halves, each in a new process,
// until the program is known that ends a process in which there was nothing else.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type ActedPackage, actOut, placesOf } from './act.js'
import type { Program } from './program.js'

export type PackageName = 'zeromq' | 'rawzmq'

/** A program that is to be acted out. */
export interface Part {
  readonly program: Program
  readonly pauseMs: number
  /** Tells its endpoints from those of all others. */
  readonly ground: number
  /** Where its ipc sockets are. */
  readonly directory: string
}

/** The process of a program ended, or did not go on, though there was nothing else in it. */
export class ActorEnded extends Error {
  override readonly name = 'ActorEnded'
}

interface Pending {
  readonly part: Part
  readonly resolve: (results: string[]) => void
  readonly reject: (error: Error) => void
}

type Question = Part & { readonly id: number }
type Answer =
  | { readonly id: number; readonly results: string[] }
  | { readonly id: number; readonly mistake: string }

/** A program takes a tenth of this. */
const HANGS_AFTER_MS = 90_000
/** Of what a process says on its standard error so much is kept. */
const LAST_WORDS_MAX = 2000

/** One process. */
class Stage {
  readonly #child: ChildProcess
  readonly #pending = new Map<number, Pending>()
  readonly #watch: NodeJS.Timeout
  readonly #emptied: () => void
  #lastWords = ''
  #lastAnswer = performance.now()
  /** How many programs there have been. */
  count = 0

  constructor(
    packageName: PackageName,
    ended: (left: Pending[], how: string) => void,
    emptied: () => void = () => {},
  ) {
    this.#emptied = emptied
    this.#child = fork(fileURLToPath(import.meta.url), [packageName], {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    this.#child.stderr?.on('data', (words: Buffer) => {
      this.#lastWords = (this.#lastWords + words.toString()).slice(-LAST_WORDS_MAX)
    })
    this.#child.on('message', message => this.#answered(message as Answer))
    // Not 'exit', after which its last words may still come.
    this.#child.once('close', (code, signal) => {
      clearInterval(this.#watch)
      const left = [...this.#pending.values()]
      this.#pending.clear()
      ended(left, `${signal ?? `exit code ${code}`}: ${this.#lastWords.trim()}`)
    })
    this.#watch = setInterval(() => {
      const isIdle = this.#pending.size === 0
      if (isIdle || performance.now() - this.#lastAnswer < HANGS_AFTER_MS) return
      this.#lastWords += 'does not go on'
      this.close()
    }, 1000)
  }

  act(pending: Pending): void {
    if (this.#pending.size === 0) this.#lastAnswer = performance.now()
    const id = this.count++
    this.#pending.set(id, pending)
    // One that has ended says so later, and then what is pending is acted out elsewhere.
    if (this.#child.connected)
      this.#child.send({ ...pending.part, id } satisfies Question, () => {})
  }

  /** At once: libzmq would wait for those sockets that linger. */
  close(): void {
    this.#child.kill('SIGKILL')
  }

  #answered(answer: Answer): void {
    this.#lastAnswer = performance.now()
    const pending = this.#pending.get(answer.id)
    this.#pending.delete(answer.id)
    if ('results' in answer) pending?.resolve(answer.results)
    else pending?.reject(new Error(answer.mistake))
    if (this.#pending.size === 0) this.#emptied()
  }
}

export class Actor {
  readonly #packageName: PackageName
  readonly #stages = new Set<Stage>()
  #main: Stage | undefined
  #isClosed = false

  constructor(packageName: PackageName) {
    this.#packageName = packageName
  }

  /** @returns the program's results; rejects with an ActorEnded if the program ends its process */
  act(part: Part): Promise<string[]> {
    return new Promise((resolve, reject) => {
      this.#main ??= this.#open()
      this.#main.act({ part, resolve, reject })
    })
  }

  close(): void {
    this.#isClosed = true
    for (const stage of this.#stages) stage.close()
  }

  #open(emptied?: () => void): Stage {
    const stage: Stage = new Stage(
      this.#packageName,
      (left, how) => this.#ended(stage, left, how),
      emptied,
    )
    this.#stages.add(stage)
    return stage
  }

  #ended(stage: Stage, left: readonly Pending[], how: string): void {
    this.#stages.delete(stage)
    if (this.#main === stage) this.#main = undefined
    if (left.length === 0 || this.#isClosed) return
    if (stage.count === 1) {
      left[0]?.reject(new ActorEnded(how))
      return
    }
    const middle = Math.ceil(left.length / 2)
    for (const half of [left.slice(0, middle), left.slice(middle)]) {
      if (half.length === 0) continue
      const heir: Stage = this.#open(() => heir.close())
      for (const pending of half) heir.act(pending)
    }
  }
}

function give(it: Answer): void {
  process.send?.(it)
}

/** Sockets of many programs at once, those that linger included. */
const SOCKETS_MAX = 8000

async function perform(packageName: PackageName): Promise<void> {
  const library = await import(packageName === 'zeromq' ? 'zeromq' : '../../../lib/index.js')
  library.context.maxSockets = SOCKETS_MAX
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.on('message', message => {
    const { id, program, pauseMs, ground, directory } = message as Question
    const places = placesOf(ground, directory)
    actOut(program, library as ActedPackage, places, pauseMs).then(
      results => give({ id, results }),
      (error: unknown) => give({ id, mistake: String(error) }),
    )
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await perform(process.argv[2] as PackageName)
}
