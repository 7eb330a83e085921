// An event loop that only the test turns: timers first, then the poll, then immediates, as libuv does it. It
// stands in for the globals that the code under test calls (setTimeout, setImmediate, performance.now), so
// that the clock itself is under test, too. Ticks and promises stay Node's own.

interface Task {
  readonly due: number
  readonly run: () => void
  isCancelled: boolean
  unref(): Task
}

type Run = (...given: unknown[]) => void

const real = { setTimeout, clearTimeout, setImmediate, clearImmediate }

/** Everything that was queued for this tick has run. */
export const settle = (): Promise<void> => new Promise(resolve => real.setImmediate(resolve))

/** Time and the phases of a loop. */
export class FakeLoop {
  now = 1000
  /** What the system has for this thread; called in every turn. */
  poll: () => Promise<void> = async () => {}
  readonly #timers = new Set<Task>()
  #immediates: Task[] = []

  /** Timers and immediates that are set and have not run. */
  get pending(): number {
    return this.#timers.size + this.#immediates.filter(({ isCancelled }) => !isCancelled).length
  }

  /** Takes the place of Node's globals until the function it returns is called. */
  install(): () => void {
    put('setTimeout', (run: Run, ms: number, ...given: unknown[]) =>
      this.#timer(() => run(...given), ms),
    )
    put('setImmediate', (run: Run, ...given: unknown[]) => this.#immediate(() => run(...given)))
    const cancel = (task?: Task): void => {
      if (task === undefined) return
      task.isCancelled = true
      this.#timers.delete(task)
    }
    put('clearTimeout', cancel)
    put('clearImmediate', cancel)
    Object.defineProperty(performance, 'now', { value: () => this.now, configurable: true })
    return () => {
      for (const [name, value] of Object.entries(real)) put(name, value)
      delete (performance as { now?: unknown }).now
    }
  }

  /** One turn. */
  async turn(): Promise<void> {
    await settle()
    const due = [...this.#timers].filter(timer => timer.due <= this.now)
    for (const timer of due.toSorted((a, b) => a.due - b.due)) {
      this.#timers.delete(timer)
      await this.#run(timer)
    }
    await this.poll()
    const immediates = this.#immediates
    this.#immediates = []
    for (const immediate of immediates) await this.#run(immediate)
  }

  async #run(task: Task): Promise<void> {
    if (task.isCancelled) return
    task.run()
    await settle()
  }

  #timer(run: () => void, ms = 0): Task {
    const task = newTask(this.now + Math.max(1, ms), run)
    this.#timers.add(task)
    return task
  }

  #immediate(run: () => void): Task {
    const task = newTask(0, run)
    this.#immediates.push(task)
    return task
  }
}

function put(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

function newTask(due: number, run: () => void): Task {
  return {
    due,
    run,
    isCancelled: false,
    unref() {
      return this
    },
  }
}
