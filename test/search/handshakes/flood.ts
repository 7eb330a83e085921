// A flood of HELLOs on a CURVE server, by several processes: which share of a core it costs, how many are answered, and
// what passes on a connection that is established beside it: npm run search -- flood [seconds].
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Account } from './server.js'

const FLOODERS = 2
const SETTLE_MS = 500

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** What the server did in a second of the time. */
interface Second {
  readonly coreShare: number
  readonly messages: number
  readonly hellos: number
}

async function accountOf(server: ChildProcess): Promise<Account> {
  server.send('account')
  const [account] = (await once(server, 'message')) as [Account]
  return account
}

async function watched(server: ChildProcess, seconds: number): Promise<Second> {
  await pause(SETTLE_MS)
  const before = await accountOf(server)
  const began = performance.now()
  await pause(seconds * 1000)
  const after = await accountOf(server)
  const ms = performance.now() - began
  const aSecond = (what: (account: Account) => number): number =>
    ((what(after) - what(before)) / ms) * 1000
  return {
    coreShare: aSecond(({ used }) => used) / 1e6,
    messages: aSecond(({ messages }) => messages),
    hellos: aSecond(({ hellos }) => hellos),
  }
}

async function end(children: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    children.map(child => {
      child.disconnect()
      return once(child, 'exit')
    }),
  )
}

const shown = ({ coreShare, messages, hellos }: Second): string =>
  `${(coreShare * 100).toFixed(0)} % of a core, ${messages.toFixed(0)} messages/s, ${hellos.toFixed(0)} connections/s`

/** Shows what a flood costs, alone and beside a connection that is in use. */
export async function flood(seconds: number): Promise<void> {
  const server = fork(here('server.js'), ['curve'], { execArgv: ['--expose-gc'] })
  const [port] = (await once(server, 'message')) as [number]
  const begin = (job: string): ChildProcess => fork(here('flooder.js'), [job, String(port)])
  const flooders = (): ChildProcess[] => Array.from({ length: FLOODERS }, () => begin('flood'))
  const first = flooders()
  console.log(`a flood alone: ${shown(await watched(server, seconds))}`)
  await end(first)
  const sender = begin('send')
  console.log(`messages alone: ${shown(await watched(server, seconds))}`)
  const second = flooders()
  console.log(`both: ${shown(await watched(server, seconds))}`)
  await end([...second, sender, server])
}
