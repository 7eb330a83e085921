// A peer in a process of its own, so that it can be killed: this file is both the one that starts it
// and, run as a program, the process itself. It speaks the bytes of wire.ts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../clock.js'
import { connectRaw, listenRaw } from './raw-peer.js'
import type { PeerProcess } from './scenario.js'

const FILE = fileURLToPath(import.meta.url)

/** Longest life of such a process, should its parent vanish. */
const LIFETIME_MS = 60_000

/**
 * Starts a process that connects to an endpoint as a PULL, or listens there for a PUSH. Resolves when
 * it listens, or when its handshake is done.
 */
export async function startPeerProcess(
  role: 'connect' | 'listen',
  endpoint: string,
): Promise<PeerProcess> {
  const child = spawn(process.execPath, [FILE, role, endpoint], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const real = await Promise.race([
    once(child.stdout, 'data').then(([line]) => String(line).trim()),
    ended.then(() => Promise.reject(new Error('a peer process ended before it was ready'))),
  ])
  return {
    endpoint: real,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function main(role: string, endpoint: string): Promise<void> {
  systemClock.after(LIFETIME_MS, () => process.exit(1))
  // The parent's end closes our stdin.
  process.stdin.on('end', () => process.exit(1)).resume()
  if (role === 'listen') {
    const listener = await listenRaw(endpoint)
    process.stdout.write(`${listener.endpoint}\n`)
    const peer = await listener.accept()
    await peer.handshake('PULL')
  } else {
    const peer = await connectRaw(endpoint)
    await peer.handshake('PULL')
    process.stdout.write(`${endpoint}\n`)
  }
}

if (process.argv[1] === FILE) await main(String(process.argv[2]), String(process.argv[3]))
