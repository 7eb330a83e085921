// Mixed sizes to slow readers, for a while, over ipc and tcp: no message may arrive otherwise than it was sent.
// As root it runs in a network namespace of its own, where the system takes little of a tcp connection at a
// time. Usage: node dist/test/soak/memory.js [rounds]
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { soakMemory } from '../support/memory-soak.js'

const SENDERS = 6
const MESSAGES = 400
/** What the system buffers of a connection, in bytes: least, at first, most. */
const TCP_BUFFER = '4096 16384 87380'
const INSIDE = 'RAWZMQ_SOAK_INSIDE'

function runInNamespace(rounds: string): number | undefined {
  if (process.getuid?.() !== 0 || process.env[INSIDE] !== undefined) return undefined
  const setUp =
    'ip link set lo up && for f in tcp_wmem tcp_rmem; do echo "$0" > /proc/sys/net/ipv4/$f; done && exec "$@"'
  const program = [process.execPath, process.argv[1] as string, rounds]
  const { status } = spawnSync('unshare', ['-n', 'sh', '-c', setUp, TCP_BUFFER, ...program], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1' },
  })
  return status ?? 1
}

async function run(rounds: number): Promise<number> {
  let wrong = 0
  for (let round = 1; round <= rounds; round++) {
    const path = join(tmpdir(), `rawzmq-soak-${process.pid}-${round}`)
    const ipc = await soakMemory(SENDERS, MESSAGES, sender => `ipc://${path}-${sender}`)
    const tcp = await soakMemory(SENDERS, MESSAGES, () => 'tcp://127.0.0.1:*')
    console.log(`round ${round}: of ${SENDERS * MESSAGES} each, wrong: ipc ${ipc}, tcp ${tcp}`)
    wrong += ipc + tcp
  }
  return wrong
}

const rounds = process.argv[2] ?? '20'
process.exitCode = runInNamespace(rounds) ?? ((await run(Number(rounds))) > 0 ? 1 : 0)
