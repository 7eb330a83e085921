// `rawzmq conform init`: a driver that works, to put one's own library into: those of this package, by language.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../../lib/errors.js'
import { fileError } from '../file-errors.js'
import { EXIT, type Terminal } from '../terminal.js'
import { quoted } from './combine.js'

const DRIVERS = fileURLToPath(new URL('../../../drivers/', import.meta.url))

/** A driver to start from. */
interface Start {
  /** What it speaks ZMTP with, and what is to be put in its place. */
  readonly library: string
  /** Where a file lies here, by where it goes. */
  readonly files: Readonly<Record<string, string>>
  readonly build: string
  readonly command: string
}

const STARTS = {
  python: {
    library: 'pyzmq',
    files: { 'driver.py': 'pyzmq.py' },
    build: 'pip install pyzmq',
    command: 'python3 driver.py',
  },
  js: {
    library: 'zeromq.js',
    files: { 'driver.mjs': 'zeromq.mjs' },
    build: 'npm install zeromq',
    command: 'node driver.mjs',
  },
  go: {
    library: 'github.com/go-zeromq/zmq4',
    files: { 'main.go': 'zmq4/main.go', 'go.mod': 'zmq4/go.mod', 'go.sum': 'zmq4/go.sum' },
    build: 'go build -o driver .',
    command: './driver',
  },
  rust: {
    library: 'the crate zeromq',
    files: {
      'Cargo.toml': 'zmqrs/Cargo.toml',
      'src/main.rs': 'zmqrs/src/main.rs',
      'src/contract.rs': 'rust/contract.rs',
    },
    build: 'cargo build --release',
    command: './target/release/zmqrs-driver',
  },
  java: {
    library: 'JeroMQ, whose jar is to lie beside it',
    files: { 'Jeromq.java': 'Jeromq.java' },
    build: 'javac -cp "*" Jeromq.java',
    command: 'java -cp ".:*" Jeromq',
  },
  c: {
    library: 'libzmq',
    files: { 'driver.c': 'libzmq.c' },
    build: 'cc -O2 -o driver driver.c -lzmq',
    command: './driver',
  },
} satisfies Readonly<Record<string, Start>>

/** The languages that there are drivers in. */
export const LANGUAGES = Object.keys(STARTS)

/**
 * Writes a driver into a folder; no file that is there is written over.
 *
 * @returns the exit code
 * @throws UsageError for a language without one, and for files that are there
 */
export async function init(language: string, folder: string, terminal: Terminal): Promise<number> {
  const start: Start | undefined = Object.entries(STARTS).find(([name]) => name === language)?.[1]
  if (start === undefined) throw new UsageError(`--language: ${LANGUAGES.join(', ')}`)
  for (const [to, from] of Object.entries(start.files)) {
    const text = await readFile(join(DRIVERS, from), 'utf8')
    // What several drivers share lies beside them here, and within a single one there.
    await write(join(folder, to), text.replace('"../../rust/contract.rs"', '"contract.rs"'))
  }
  terminal.out(
    [
      `A driver for ${start.library} in ${folder}: ${Object.keys(start.files).join(', ')}`,
      ...(resolve(folder) === process.cwd() ? [] : [`  go:     cd ${quoted(folder)}`]),
      `  build:  ${start.build}`,
      `  try:    rawzmq conform smoke '${start.command}'`,
      `  judge:  rawzmq conform --exec '${start.command} {endpoint} {mode} {socket} {mechanism}'`,
      `Put your library where it calls ${start.library}; what it says and hears may stay (docs/add-your-implementation.md).`,
      '',
    ].join('\n'),
  )
  return EXIT.done
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new UsageError(`${path} is there already; another folder: --out`)
    }
    throw fileError(path, error)
  }
}
