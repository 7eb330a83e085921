// Makes the C contender: compiles libzmq.c where there are a compiler and libzmq's header and library
// (Debian: build-essential and libzmq3-dev).
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What came of it. */
export interface Compiled {
  /** The program; undefined if there is none. */
  readonly file: string | undefined
  /** libzmq's version, or why there is no program. */
  readonly text: string
}

/** The sources are beside dist/, not in it. */
const SOURCE = fileURLToPath(new URL('../../bench/libzmq.c', import.meta.url))

/** Compiles into a folder. */
export function compileLibzmq(folder: string): Compiled {
  const file = join(folder, 'libzmq')
  if (!existsSync(SOURCE)) return { file: undefined, text: 'bench/libzmq.c is not here' }
  try {
    execFileSync('cc', ['-O2', '-o', file, SOURCE, '-lzmq'], { stdio: 'pipe', encoding: 'utf8' })
    return { file, text: execFileSync(file, ['version'], { encoding: 'utf8' }).trim() }
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string }
    const reason = code === 'ENOENT' ? 'there is no C compiler (cc)' : firstError(stderr ?? '')
    return { file: undefined, text: reason }
  }
}

function firstError(output: string): string {
  return output.split('\n').find(line => line.includes('error')) ?? 'the compiler failed'
}
