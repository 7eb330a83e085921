// `--capture FILE`: what a run records, as rows of a capture (docs/captures.md). The msgpack package is
// loaded only where one is wanted.
import type { Clock } from '../../lib/clock.js'
import type { Engine } from '../../lib/engine.js'
import type { CaptureRow, PlainObject } from '../../lib/capture/format.js'
import type { CaptureRecorder } from '../../lib/capture/recorder.js'
import type { RecordedRow } from '../../lib/gate/run/producer-contract.js'
import { formatLine, type RunLine } from '../../lib/gate/article/report.js'
import { QUIT } from '../../lib/gate/article/sequence.js'
import { implementationOf } from '../version.js'
import { tellLack, tellReplaced } from '../options.js'
import type { RunOutput } from './output.js'

/** What the command line says of it. */
export interface CaptureFlags {
  readonly capture?: string
  readonly captureLimit?: number
  readonly quit?: string
}

/** A capture of a run. */
export interface RunCapture {
  /** What a producer records. */
  record(row: RecordedRow): void
  /** A line of either side: what a consumer receives, and a note. */
  line(line: RunLine): void
  /** Ends the file, and says what it lacks. */
  close(): void
}

/**
 * Opens the capture a command was told to write, up to a size; one that does nothing if it was told none.
 *
 * @throws the system's error if the file cannot be written
 */
export async function openCapture(
  { capture: path, captureLimit, quit = QUIT }: CaptureFlags,
  engine: Engine,
  clock: Clock,
  output: RunOutput,
): Promise<RunCapture> {
  if (path === undefined) return { record() {}, line() {}, close() {} }
  const { CaptureRecorder: Recorder } = await import('../../lib/capture/recorder.js')
  tellReplaced(path, output)
  const recorder = new Recorder(path, {
    clock,
    ...implementationOf(engine),
    ...(captureLimit !== undefined && { sizeLimit: captureLimit }),
    source: ['rawzmq', ...process.argv.slice(2)].join(' '),
  })
  return new FileCapture(path, recorder, { clock, output, quit })
}

/** What a capture needs of its run. */
interface CapturedRun {
  readonly clock: Clock
  readonly output: RunOutput
  /** The text of a Quit. */
  readonly quit: string
}

class FileCapture implements RunCapture {
  readonly #path: string
  readonly #recorder: CaptureRecorder
  readonly #run: CapturedRun

  constructor(path: string, recorder: CaptureRecorder, run: CapturedRun) {
    this.#path = path
    this.#recorder = recorder
    this.#run = run
  }

  record(row: RecordedRow): void {
    this.#recorder.write(toCaptureRow(row))
  }

  line(line: RunLine): void {
    const { clock, quit } = this.#run
    const at = clock.now()
    if (line.side === 'consumer' && line.kind === 'recv') {
      const { id, text = '' } = line
      const purpose = text === quit ? 'quit' : 'work'
      const parts = [Buffer.from(text)]
      const socket = `consumer-${id}`
      this.#recorder.write({ kind: 'message', at, socket, direction: 'received', parts, purpose })
    }
    const text = formatLine(line)
    if (text !== undefined) this.#recorder.write({ kind: 'note', at, text })
  }

  close(): void {
    tellLack(this.#path, this.#recorder.close(), this.#run.output)
  }
}

/** The name of a producer's socket in a capture. */
const PRODUCER = 'producer'

function toCaptureRow(row: RecordedRow): CaptureRow {
  switch (row.kind) {
    case 'start':
      return { ...row, socket: PRODUCER, options: plain(row.options) }
    case 'monitor':
      return { ...row, socket: PRODUCER }
    case 'message':
      return { ...row, socket: PRODUCER, direction: 'sent' }
    case 'gate':
      return { ...row, socket: PRODUCER, input: plain(row.input), effects: row.effects.map(plain) }
    default:
      return row satisfies never
  }
}

/** Inputs, effects and options are plain data: that is what makes a gate replay. */
function plain(value: object): PlainObject {
  return value as PlainObject
}
