// Processes of a fault run: started, heard, ended. None outlives its run.
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const SCRIPTS = {
  consumer: fileURLToPath(new URL('consumer.js', import.meta.url)),
  producer: fileURLToPath(new URL('producer.js', import.meta.url)),
}

/** One process, and what it said. */
export class Child {
  readonly lines: string[] = []
  readonly ended: Promise<void>
  readonly #process: ChildProcess
  #isOver = false
  #changed: () => void = () => {}

  constructor(script: keyof typeof SCRIPTS, ...args: (string | number)[]) {
    this.#process = spawn(process.execPath, [SCRIPTS[script], ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let rest = ''
    this.#process.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      this.lines.push(...lines)
      this.#changed()
    })
    this.ended = new Promise(resolve => {
      this.#process.on('close', () => {
        this.#isOver = true
        resolve()
        this.#changed()
      })
    })
  }

  /** The messages it received, Quits not counted. */
  get messages(): string[] {
    return this.lines.filter(line => line.startsWith('Data-'))
  }

  /** Its last word: `stopped -`, `timed-out ERR_NO_MESSAGE`; undefined if it had none. */
  get end(): string | undefined {
    return this.lines.find(line => line.startsWith('end '))?.slice(4)
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name)
  }

  /** The first line that begins so, now or later; undefined if it ends before. */
  async line(start: string): Promise<string | undefined> {
    for (;;) {
      const found = this.lines.find(line => line.startsWith(start))
      if (found !== undefined || this.#isOver) return found
      await new Promise<void>(resolve => {
        this.#changed = resolve
      })
    }
  }
}
