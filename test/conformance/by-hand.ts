// Says the octets of recorded runs again, over a plain socket and beside a driver that is a plain process: none of the
// suite's own machinery but the recording stands between the endpoint and whoever looks. So a FAIL is confirmed by hand.
// Usage: node dist/test/conformance/by-hand.js NAME RESULTS IDS [PLACE], where NAME is of drivers/registry.json, RESULTS what
// rawzmq conform --json wrote, IDS cases, PLACE such as `PUSH b`. What happens is printed, in order.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { CASES } from '../../lib/conformance/cases/index.js'
import { implementations, startCommand } from '../../lib/conformance/drivers/registry.js'
import { placeOf } from '../../lib/conformance/report/record.js'
import type { CaseResult, RunResult } from '../../lib/conformance/result.js'
import { mechanismIn, optionsFor } from '../../lib/conformance/security.js'
import { commandFor } from '../../lib/conformance/testee-driver.js'

/** How long an answer that came then is waited for now, ms. */
const ANSWER_MS = 3000
const SHOWN_OCTETS = 120

/** Octets as hex, and as text where they are some. */
function shown(octets: Buffer): string {
  const text = octets.toString('latin1').replace(/[^ -~]/g, '.')
  const hex = octets.subarray(0, SHOWN_OCTETS).toString('hex')
  return `${octets.length}: ${hex}  ${text.slice(0, SHOWN_OCTETS)}`
}

/** A link of ours, and how many octets came over it. */
class Wire {
  received = 0
  isClosed = false
  #wake = (): void => {}

  constructor(
    readonly socket: Socket,
    readonly name: string,
    say: (text: string) => void,
  ) {
    socket.on('data', (octets: Buffer) => {
      this.received += octets.length
      say(`${name} <- ${shown(octets)}`)
      this.#wake()
    })
    socket.on('error', error => say(`${name} ${error.message}`))
    socket.on('close', () => this.#end(say))
    socket.on('end', () => this.#end(say))
  }

  #end(say: (text: string) => void): void {
    if (!this.isClosed) say(`${this.name} CLOSED by the endpoint`)
    this.isClosed = true
    this.#wake()
  }

  /** Until so many octets are there, or the link is closed. */
  async until(isThere: () => boolean, ms: number): Promise<void> {
    for (const end = performance.now() + ms; !isThere() && performance.now() < end;) {
      await Promise.race([pause(20), new Promise<void>(resolve => (this.#wake = resolve))])
    }
  }
}

/** A driver as a plain process, with a socket that is soon to be another. */
function startDriver(command: string, socket: string) {
  const words = { endpoint: 'tcp://127.0.0.1:*', mode: 'bind', socket, mechanism: 'NULL' }
  const [file = '', ...rest] = commandFor(command, words)
  const child = spawn(file, rest, { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.on('error', () => {})
  return child
}

async function replay(command: string, result: CaseResult, run: RunResult): Promise<void> {
  const start = performance.now()
  const say = (text: string): void =>
    console.log(`  ${String(Math.round(performance.now() - start)).padStart(5)} ${text}`)
  const subject = CASES.find(({ id }) => id === result.id)
  const described = subject?.runs?.find(({ name }) => name === run.name)
  const security = described?.security ?? subject?.security
  const options = { ...optionsFor(security), ...subject?.options, ...described?.options }
  const accepted: Socket[] = []
  const server = createServer(socket => void accepted.push(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const endpoint = `tcp://127.0.0.1:${result.mode === 'bind' ? '*' : port}`
  const driver = startDriver(command, result.socket)
  const tell = (message: object): void => void driver.stdin.write(`${JSON.stringify(message)}\n`)
  const ready: string[] = []
  createInterface({ input: driver.stdout }).on('line', line => {
    const said = JSON.parse(line) as Record<string, unknown>
    if (typeof said.ready === 'string') ready.push(said.ready)
    else say(`application ${line.slice(0, 200)}`)
  })
  driver.on('exit', (code, signal) => say(`PROCESS ended: ${signal ?? code}`))
  const { socket, mode } = result
  const open = { endpoint, mode, socket, mechanism: mechanismIn(security), options }
  while (ready.length < 1) await pause(10)
  tell({ open })
  while (ready.length < 2) await pause(10)
  const wires = new Map<string, Wire>()
  const due = new Map<string, number>()
  const began = performance.now()
  for (const { ms, link, kind, hex, length, text = '' } of run.transcript) {
    if (link === 'fresh') break // what follows is the question whether it still works
    const wire = wires.get(link)
    if (kind === 'in') {
      due.set(link, (due.get(link) ?? 0) + (length ?? (hex?.length ?? 0) / 2))
      await wire?.until(() => wire.isClosed || wire.received >= (due.get(link) ?? 0), ANSWER_MS)
      continue
    }
    await pause(Math.max(0, ms - (performance.now() - began)))
    if (kind === 'out') {
      const octets = Buffer.from(hex ?? '', 'hex')
      say(`${link} -> ${shown(octets)}`)
      wire?.socket.write(octets)
      if (length !== undefined) wire?.socket.write(Buffer.alloc(length - octets.length))
    } else if (text === 'dialled') {
      wires.set(
        link,
        new Wire(connect(Number(/\d+$/.exec(ready[1] ?? '')), '127.0.0.1'), link, say),
      )
      due.set(link, 0)
    } else if (text === 'accepted') {
      for (const end = performance.now() + ANSWER_MS; accepted.length === 0;) {
        if (performance.now() > end) break
        await pause(10)
      }
      const next = accepted.shift()
      if (next === undefined) say(`${link}: it did not connect`)
      else wires.set(link, new Wire(next, link, say))
      due.set(link, 0)
    } else if (text.startsWith('is called ')) {
      const to = text.split(' ')[2] ?? ''
      if (wire !== undefined) wires.set(to, wire)
      say(`${link} ${text}`)
    } else if (text.startsWith('our ')) {
      say(`${link} ${text}`)
      if (text === 'our FIN') wire?.socket.end()
      else wire?.socket.resetAndDestroy()
    } else if (text.startsWith('closed by the endpoint')) {
      await wire?.until(() => wire.isClosed, 200)
    } else {
      const [, verb, parts = ''] =
        /^application (sends|subscribes|unsubscribes) \[(.*)\]/.exec(text) ?? []
      if (verb === 'sends') tell({ send: parts.split(' | '), wait: 500 })
      else if (verb === 'subscribes') tell({ subscribe: parts })
      else if (verb === 'unsubscribes') tell({ unsubscribe: parts })
      if (verb !== undefined) say(text.replace(/:.*/, ''))
    }
  }
  await pause(300)
  for (const { name, isClosed } of new Set(wires.values())) if (!isClosed) say(`${name} is open`)
  say(`connections not taken: ${accepted.length}`)
  for (const wire of wires.values()) wire.socket.destroy()
  for (const each of accepted) each.destroy()
  server.close()
  driver.kill('SIGKILL')
}

const [name = '', file = '', ids = '', place] = process.argv.slice(2)
const implementation = implementations().find(each => each.name === name)
if (implementation === undefined) throw new Error(`${name} is not in drivers/registry.json`)
const results = readFileSync(file, 'utf8')
  .split('\n')
  .filter(line => line.startsWith('{"id"') || line.includes('"runs"'))
  .map(line => JSON.parse(line) as CaseResult)
for (const id of ids.split(',')) {
  const result = results.find(
    each =>
      each.id === id && each.verdict === 'FAIL' && (place === undefined || placeOf(each) === place),
  )
  const run = result?.runs.find(({ verdict }) => verdict === 'FAIL')
  if (result === undefined || run === undefined) {
    console.log(`${id}: no FAIL in ${file}`)
    continue
  }
  console.log(`${id} ${placeOf(result)} ${run.name ?? ''}: ${run.outcome}: ${result.title}`)
  await replay(startCommand(implementation), result, run)
}
process.exit()
