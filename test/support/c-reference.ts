// The C reference decoder (get-monitor-event.c): compiled with the machine's C compiler into a folder of
// the test, and asked about a batch of messages at once.
import { spawnSync } from 'node:child_process'
import { endianness } from 'node:os'
import { join } from 'node:path'
import type { FlaggedPart } from '../../lib/monitor/codec.js'

const SOURCE = join('test', 'support', 'get-monitor-event.c')
const COMPILERS = ['cc', 'gcc', 'clang']
const DEADLINE_MS = 45_000

/** A C compiler of this machine; undefined if it has none. */
export function findCompiler(): string | undefined {
  return COMPILERS.find(
    name => spawnSync(name, ['--version'], { timeout: DEADLINE_MS }).status === 0,
  )
}

/** Compiles the decoder into `folder` and gives the program's path. */
export function compileReference(compiler: string, folder: string): string {
  const program = join(folder, 'get-monitor-event')
  const flags = ['-std=c99', '-O1', '-Wall', '-Wextra', '-Werror']
  const { status, stderr } = spawnSync(compiler, [...flags, '-o', program, SOURCE], {
    timeout: DEADLINE_MS,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${compiler} ended with ${status}: ${stderr}`)
  return program
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  if (endianness() === 'LE') bytes.writeUInt32LE(value)
  else bytes.writeUInt32BE(value)
  return bytes
}

/** The program's answer to each message. */
export function askReference(
  program: string,
  messages: readonly (readonly FlaggedPart[])[],
): string[] {
  const input: Uint8Array[] = []
  for (const message of messages) {
    input.push(word(message.length))
    for (const { data, more } of message) {
      input.push(Buffer.from([more ? 1 : 0]), word(data.length), data)
    }
  }
  const { status, stdout } = spawnSync(program, {
    input: Buffer.concat(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: DEADLINE_MS,
  })
  if (status !== 0) throw new Error(`the reference decoder ended with ${status}`)
  return stdout.split('\n').slice(0, -1)
}
