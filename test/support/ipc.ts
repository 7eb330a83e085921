// Endpoints on the file system for tests: short, as a socket's path may have 107 bytes only, and gone
// with the test.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An `ipc://` endpoint in a folder of its own, which is removed when the test ends. */
export function ipcEndpoint(t: { teardown(clean: () => void): void }, name = 'socket'): string {
  const folder = mkdtempSync(join(tmpdir(), 'rawzmq-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return `ipc://${join(folder, name)}`
}
