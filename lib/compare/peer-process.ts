// A peer in a process of its own, so that it can be killed: this file is both the one that starts it
// and, run as a program, the process itself. It speaks the bytes of wire.ts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../clock.js'
import { connectRawPeer, listenRawPeer } from '../raw/peer.js'
import { shakeHands, SIGNATURE_LENGTH } from './wire.js'
import type { PeerProcess, PeerRole } from './scenario.js'

const FILE = fileURLToPath(import.meta.url)

/** Longest life of such a process, should its parent vanish. */
const LIFETIME_MS = 60_000

/** How long the queue of a `stuck` listener is asked to be. */
export const STUCK_BACKLOG = 1

/** Starts a process. Resolves when it listens, or is connected, or when its handshake is done. */
export async function startPeerProcess(role: PeerRole, endpoint: string): Promise<PeerProcess> {
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

function tell(text: string): void {
  writeSync(1, `${text}\n`)
}

async function main(role: PeerRole, endpoint: string): Promise<void> {
  systemClock.after(LIFETIME_MS, () => process.exit(1))
  // The parent's end closes our stdin.
  process.stdin.on('end', () => process.exit(1)).resume()
  switch (role) {
    case 'connect': {
      const peer = await connectRawPeer(endpoint)
      await shakeHands(peer, 'PULL')
      tell(endpoint)
      return
    }
    case 'mute': {
      const peer = await connectRawPeer(endpoint)
      // With bytes that nobody has read the system would reset the connection.
      await peer.read(SIGNATURE_LENGTH)
      tell(endpoint)
      return
    }
    case 'listen': {
      const listener = await listenRawPeer(endpoint)
      tell(listener.endpoint)
      const peer = await listener.accept()
      await shakeHands(peer, 'PULL')
      return
    }
    case 'stuck': {
      const listener = await listenRawPeer(endpoint, { backlog: STUCK_BACKLOG })
      tell(listener.endpoint)
      // From here on this process does nothing at all, so nobody is accepted.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LIFETIME_MS)
      process.exit(1)
    }
  }
}

if (process.argv[1] === FILE) {
  await main(String(process.argv[2]) as PeerRole, String(process.argv[3]))
}
