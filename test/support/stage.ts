// Where the command lines of the documents are typed: a folder with the files they name, in which `rawzmq`
// is this package's program.
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Test } from 'tap'
import { startOther, type Program } from './program.js'

const PROGRAM = resolve('dist', 'bin', 'rawzmq.js')
const CAPTURE = join('fixtures', 'captures', 'v1.msgpack')

/** A folder to type commands in. */
export class Stage {
  readonly folder: string
  readonly #t: Test

  constructor(t: Test) {
    this.#t = t
    // Not below the tests' own folder: tcpdump gives up its rights before it opens a file.
    this.folder = mkdtempSync(join(tmpdir(), 'rawzmq-stage-'))
    chmodSync(this.folder, 0o777)
    t.teardown(() => rmSync(this.folder, { recursive: true, force: true }))
    mkdirSync(this.path('bin'))
    const script = `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`
    writeFileSync(this.path('bin/rawzmq'), script, { mode: 0o755 })
    for (const name of ['fixtures', 'drivers']) symlinkSync(resolve(name), this.path(name))
    for (const name of ['run', 'producer', 'consumer']) {
      copyFileSync(CAPTURE, this.path(`${name}.msgpack`))
    }
    copyFileSync(join('fixtures', 'pcap', 'libzmq.pcap'), this.path('x.pcap'))
    mkdirSync(this.path('keys'))
    writeFileSync(this.path('keys/one.key'), 'rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\n')
    writeFileSync(this.path('handler.mjs'), "export default { users: { anna: 'secret' } }\n")
    writeFileSync(this.path('keys.log'), '# of no connection here\n')
  }

  /** A file of this folder. */
  path(name: string): string {
    return join(this.folder, name)
  }

  /** Types a line; it is killed with all it has started when the test ends. */
  type(line: string): Program {
    const place = `cd '${this.folder}' && export PATH='${this.path('bin')}':"$PATH"`
    // A lone command gets the signals itself, and its exit code is the line's.
    const isLone = !/[|;&>]/.test(line.replaceAll(/'[^']*'/g, ''))
    const command = `${place} && ${isLone ? 'exec ' : ''}${line}`
    const program = startOther(this.#t, ['sh', '-c', command], { detached: true })
    this.#t.teardown(() => signalAll(program, 'SIGKILL'))
    return program
  }

  /** Ctrl-C: for the line and all it has started. */
  interrupt(program: Program): void {
    signalAll(program, 'SIGINT')
  }
}

function signalAll({ child }: Program, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    // ESRCH: all of it has ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
