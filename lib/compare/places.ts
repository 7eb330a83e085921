// Where scenarios meet: free ports, and a folder of their own with short paths for ipc.
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, unlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Ports below those the system hands out by itself, so that neither another socket nor the connecting
 * socket itself can come to sit on one between two attempts.
 */
const LOWEST_PORT = 10_000
const PORT_COUNT = 20_000

const ATTEMPTS = 100

/** A port of 127.0.0.1 where nobody listens. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = LOWEST_PORT + randomInt(PORT_COUNT)
    const server = createServer()
    try {
      server.listen({ host: '127.0.0.1', port })
      await once(server, 'listening')
    } catch {
      // Taken by somebody (EADDRINUSE): another number will do.
      continue
    }
    server.close()
    await once(server, 'close')
    return port
  }
  throw new Error(`no free port among ${ATTEMPTS} of 127.0.0.1`)
}

/** A folder for one run of a scenario. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'rzc-'))

  /** A path in it. */
  file(name: string): string {
    return join(this.path, name)
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}

let holders = 0
let wildcards: { readonly folder: Folder; readonly before: string | undefined } | undefined

/**
 * Until the function it returns is called, both engines make the folders of their ipc wildcards in one of
 * ours, and what they leave there goes with it: libzmq its folder, if the file in it is gone. Without
 * TMPDIR they would make them in the current one.
 */
export function holdWildcards(): () => void {
  if (holders++ === 0) {
    wildcards = { before: process.env.TMPDIR, folder: new Folder() }
    process.env.TMPDIR = wildcards.folder.path
  }
  return () => {
    if (--holders > 0 || wildcards === undefined) return
    const { before, folder } = wildcards
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    folder.remove()
  }
}

/** Removes one file. */
export function removeFile(path: string): void {
  unlinkSync(path)
}
