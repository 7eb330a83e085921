// Real processes that come and go, pause, are busy and have heartbeats, over tcp and ipc: every receiver must
// have every message, in order, once, ours as well as libzmq's. npm run search -- soak --rounds 5 --seed 1
// (libzmq 4.3.5 with heartbeats may die of an assertion where a write of it fails, stream_engine_base.cpp, 310:
// that is told, and only ours must be without a fault. Over tcp there are none: a system answers a PING that
// comes after close(2) with a reset, and drops what it had not sent yet, whoever asked it to.)
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Random } from '../support/random.js'
import type { Account } from './member.js'

/** A sender's whole life takes less. */
const LIMIT_MS = 60_000

const MEMBER = fileURLToPath(new URL('member.js', import.meta.url))

/** Who receives, who sends, and how many one after another. */
interface Shape {
  readonly name: string
  readonly receiver: string
  readonly sender: string
  readonly receiverBinds: boolean
  readonly generations: number
  readonly together: number
}

const SHAPES: readonly Shape[] = [
  {
    name: 'crowd',
    receiver: 'Pull',
    sender: 'Push',
    receiverBinds: true,
    generations: 4,
    together: 4,
  },
  {
    name: 'restarts',
    receiver: 'Pull',
    sender: 'Push',
    receiverBinds: false,
    generations: 5,
    together: 1,
  },
  {
    name: 'pair',
    receiver: 'Pair',
    sender: 'Pair',
    receiverBinds: true,
    generations: 1,
    together: 1,
  },
  {
    name: 'dialled pair',
    receiver: 'Pair',
    sender: 'Pair',
    receiverBinds: false,
    generations: 1,
    together: 1,
  },
]

const directory = mkdtempSync(join(tmpdir(), 'rz-soak-'))
let endpoints = 0

function newEndpoint(transport: string): string {
  const number = ++endpoints
  if (transport === 'ipc') return `ipc://${join(directory, String(number))}`
  return `tcp://127.88.${number >> 8}.${number & 255}:7100`
}

function start(words: Readonly<Record<string, string | number>>): ChildProcess {
  return fork(
    MEMBER,
    Object.entries(words).flatMap(([name, value]) => [`--${name}`, String(value)]),
  )
}

function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code, signal) =>
      reject(new Error(`it ended with ${String(code ?? signal)}`)),
    )
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error('a sender did not end'))
    }, LIMIT_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** @returns what is wrong; nothing if all is well */
async function soak(
  shape: Shape,
  transport: string,
  library: string,
  random: Random,
): Promise<string[]> {
  const endpoint = newEndpoint(transport)
  const [near, far] = shape.receiverBinds ? ['bind', 'connect'] : ['connect', 'bind']
  const receiver = start({
    role: 'receive',
    library,
    type: shape.receiver,
    side: near as string,
    endpoint,
    heartbeat: transport === 'ipc' ? random.pick([0, 5, 50]) : 0,
    busy: random.pick([0, 30, 200]),
  })
  await told(receiver)
  const expected: Record<string, number> = {}
  try {
    for (let generation = 0; generation < shape.generations; generation++) {
      const senders = Array.from({ length: shape.together }, (_, index) => {
        const name = `${generation}.${index}`
        const count = 20 + random.below(150)
        expected[name] = count
        const sender = random.pick(['rawzmq', 'zeromq'])
        const beat = transport === 'ipc' ? random.pick([0, 5, 100]) : 0
        return ended(
          start({
            role: 'send',
            library: sender,
            type: shape.sender,
            side: far as string,
            endpoint,
            name,
            count,
            size: random.pick([10, 300, 5000, 60_000]),
            heartbeat: sender === 'zeromq' ? 0 : beat,
          }),
        )
      })
      await Promise.all(senders)
    }
    if (!receiver.connected) return ['it has died']
    const account = told(receiver)
    receiver.send('end')
    const { counts, faults } = (await account) as Account
    const lost = Object.keys(expected).filter(name => counts[name] !== expected[name])
    return [...faults, ...lost.map(name => `${name}: ${counts[name] ?? 0} of ${expected[name]}`)]
  } finally {
    receiver.kill('SIGKILL')
  }
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '2' }, seed: { type: 'string', default: '1' } },
})
const started = performance.now()
let runs = 0
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [index, shape] of SHAPES.entries()) {
    for (const transport of ['tcp', 'ipc']) {
      const seed =
        Number(values.seed) * 10_000 + round * 100 + index * 10 + (transport === 'tcp' ? 0 : 1)
      // The same schedule for both.
      const results = await Promise.all(
        ['zeromq', 'rawzmq'].map(async library => ({
          library,
          faults: await soak(shape, transport, library, new Random(seed)).catch(
            (error: unknown) => [String(error)],
          ),
        })),
      )
      runs++
      for (const { library, faults } of results) {
        if (faults.length === 0) continue
        if (library === 'rawzmq') process.exitCode = 1
        console.log(
          `${shape.name} over ${transport}, seed ${seed}, ${library}:\n  ${faults.slice(0, 20).join('\n  ')}`,
        )
      }
    }
  }
}
rmSync(directory, { recursive: true, force: true })
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(
  `${runs} schedules on each engine, ${seconds} s: ${process.exitCode === 1 ? 'messages are missing' : 'all there'}`,
)
