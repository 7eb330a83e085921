// What is to be seen when a command line of the documents is typed: for each kind of line a scene, which
// plays the other side where there must be one.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import type { Test } from 'tap'
import type { CaptureRow } from '../../lib/capture/format.js'
import { Pull, Push, Reply, Router } from '../../lib/index.js'
import { encodeEventV2 } from '../../lib/monitor/codec.js'
import { EVENTS } from '../../lib/monitor/index.js'
import { ipcEndpoint } from '../support/ipc.js'
import type { Ending, Program } from '../support/program.js'
import { fileOf, HEADER } from '../support/report-rows.js'
import type { Stage } from '../support/stage.js'

/** What is to be seen of one line. */
export type Scene = (t: Test, stage: Stage, line: string) => Promise<void>

export const ANY = 'tcp://127.0.0.1:*'
export const HERE = 'tcp://127.0.0.1:5555'
const PROXY = 'tcp://127.0.0.1:5556'
/** Longer than a packet takes to come from the kernel. */
const DEADLINE_MS = 60_000

export async function ends(t: Test, program: Program, code: number): Promise<Ending> {
  const ending = await program.ended
  t.strictSame([ending.code, ending.signal], [code, null], ending.stderr)
  return ending
}

/** A line that ends by itself, with this on stdout or stderr. */
export const prints =
  (pattern: RegExp | string, code = 0): Scene =>
  async (t, stage, line) => {
    const { stdout, stderr } = await ends(t, stage.type(line), code)
    t.match(stdout + stderr, pattern)
  }

/** A line that ends with Ctrl-C, once this was on stdout. */
export async function until(
  t: Test,
  stage: Stage,
  program: Program,
  pattern: RegExp,
): Promise<Ending> {
  await program.found(pattern)
  stage.interrupt(program)
  return ends(t, program, 130)
}

function boundPull(t: Test, endpoint = ANY): Promise<Pull> {
  return bound(t, new Pull(), endpoint)
}

async function bound<S extends Pull | Router>(t: Test, socket: S, endpoint = ANY): Promise<S> {
  t.teardown(() => socket.close())
  await socket.bind(endpoint)
  return socket
}

function connectedPush(t: Test, endpoint: string): Push {
  const push = new Push({ linger: 0 })
  t.teardown(() => push.close())
  push.connect(endpoint)
  return push
}

/** A monitor of a socket that binds. */
export const monitorsBind: Scene = async (t, stage, line) => {
  const { stdout } = await until(t, stage, stage.type(line), /LISTENING +fd \d+ +tcp:\/\/127/)
  t.match(stdout, /MONITOR_STOPPED/)
}

/** A monitor of a socket that connects. */
export const monitorsConnect: Scene = async (t, stage, line) => {
  const { lastEndpoint } = await boundPull(t)
  const typed = line.replace(HERE, String(lastEndpoint))
  await until(t, stage, stage.type(typed), /HANDSHAKE_SUCCEEDED .*tcp:\/\/127/)
}

/** A question to a ZAP handler of another program. */
export const asksHandler: Scene = async (t, stage, line) => {
  const handler = new Reply({ linger: 0 })
  t.teardown(() => handler.close())
  await handler.bind(ANY)
  const program = stage.type(line.replace(HERE, String(handler.lastEndpoint)))
  const [version, id, domain, address] = await handler.receive()
  t.same([String(domain), String(address)], ['global', '10.0.0.7'])
  await handler.send([version as Buffer, id as Buffer, '200', 'OK', 'guest', ''])
  t.match((await ends(t, program, 0)).stdout, /answer: 200 "OK", user id "guest": let in/)
}

/** A proxy between a Push and a Pull. */
export const proxies: Scene = async (t, stage, line) => {
  const pull = await boundPull(t, line.includes('ipc:') ? ipcEndpoint(t) : ANY)
  const to = String(pull.lastEndpoint)
  const typed = line.replace(PROXY, `'${ANY}'`).replace(HERE, to).replace('ipc:///tmp/feed', to)
  const program = stage.type(typed)
  const [, endpoint = ''] = await program.found(/listening on (\S+),/)
  await connectedPush(t, endpoint).send('hi')
  t.equal(String(await pull.receive()), 'hi')
  await until(t, stage, program, /#1 → @92 message: "hi"/)
  t.match(program.stdout, /#1 = ready: the handshake is done, PUSH talks to PULL/)
  const file = /--pcap (\S+)/.exec(line)?.[1]
  if (file === undefined) return
  const { stdout } = await ends(t, stage.type(`rawzmq decode --brief ${file}`), 0)
  t.match(stdout, /#1 → @92 message: "hi"/)
}

/** The article's run, and what is made of its capture. */
export const runs =
  (...patterns: readonly RegExp[]): Scene =>
  async (t, stage, line) => {
    const { stdout, stderr } = await ends(t, stage.type(line), 0)
    for (const pattern of patterns) t.match(stdout + stderr, pattern)
  }

export const STOPPED = /producer stopped: 10 messages and 4 Quits sent/

/** A producer and its two consumers, of which the other lines start the missing ones. */
export const producer: Scene = async (t, stage, line) => {
  const program = stage.type(line.replace(HERE, `'${ANY}'`))
  const [, endpoint = ''] = await program.found(/^bound to (\S+)/m)
  const consumers = [1, 2].map(id => stage.type(`rawzmq consumer --connect ${endpoint} --id ${id}`))
  for (const { ended } of consumers) t.equal((await ended).code, 0)
  t.match((await ends(t, program, 0)).stderr, /10 messages and 2 Quits sent/)
}

export const consumer: Scene = async (t, stage, line) => {
  const program = stage.type(`rawzmq producer --bind '${ANY}' --consumers 1 --times 1`)
  const [, endpoint = ''] = await program.found(/^bound to (\S+)/m)
  const { stdout } = await ends(t, stage.type(line.replace(HERE, endpoint)), 0)
  t.match(stdout, /Consumer \d recv: Data-000-000\n[^]*Consumer \d stop\n$/)
  await ends(t, program, 0)
}

/** Some cases of the suite: conformance/suite.test.ts runs all of them. */
const FEW = '--only greeting/1'
const RESULTS = /\d+ results in .*: (?:OK|INFO) \d+/

export const conforms: Scene = async (t, stage, line) => {
  const isRouter = line.includes('ROUTER')
  const socket = isRouter ? new Router({ linger: 0 }) : new Pull()
  const { lastEndpoint } = await bound(t, socket)
  const typed = line.replace(/ +#.*/, '').replace(HERE, String(lastEndpoint))
  const isLimited = line.includes('--only')
  const { stdout } = await ends(
    t,
    stage.type(isLimited ? typed : `${typed} ${isRouter ? '--only metadata/7.12' : FEW}`),
    0,
  )
  t.match(stdout, RESULTS)
}

/** libzmq, through a driver: it has deviations, which are told. */
export const conformsDriver: Scene = async (t, stage, line) => {
  const { code, stdout } = await stage.type(`${line} ${FEW}`).ended
  t.equal(code, stdout.includes('FAIL') ? 1 : 0)
  t.match(stdout, RESULTS)
}

/** What is typed for a driver of one's own is typed for libzmq's. */
export const conformsMine: Scene = async (t, stage, line) => {
  copyFileSync('test/conformance/expected/libzmq-4.3.5.txt', stage.path('expected.txt'))
  const driver = 'node drivers/zeromq.mjs'
  const typed = line
    .replace('./driver/target/release/zmqrs-driver', driver)
    .replace('…', `${driver} {endpoint} {mode} {socket} {mechanism}`)
    .replace(' 200', ' 2')
  const few = line.includes('--combine') ? typed : `${typed} ${FEW}`
  if (line.includes('--baseline')) await stage.type(few.replace('--baseline', '--record')).ended
  const { code, stdout } = await stage.type(few).ended
  t.match(stdout, RESULTS)
  t.equal(code, stdout.includes('FAIL') && !/--(?:xfail|baseline)/.test(line) ? 1 : 0)
}

/** Something that dials; after a fault it does not again by itself. */
export const conformsDialler: Scene = async (t, stage, line) => {
  const endpoint = await freeEndpoint()
  const program = stage.type(`${line.replace(HERE, endpoint)} ${FEW}`)
  let isOver = false
  const dial = (): void => {
    if (isOver) return
    const push = connectedPush(t, endpoint)
    const again = (): void => {
      if (push.closed) return
      push.close()
      dial()
    }
    push.events.on('handshake:error:protocol', again)
    push.events.on('handshake:error:other', again)
    push.events.on('disconnect', again)
  }
  dial()
  const { stdout } = await ends(t, program, 0)
  isOver = true
  t.match(stdout, RESULTS)
}

/** tcpdump, and a message over the loopback; skipped where it cannot record. */
async function records(
  t: Test,
  stage: Stage,
  line: string,
  isThere: (program: Program, marker: string) => boolean,
): Promise<Program | undefined> {
  const pull = await boundPull(t)
  const port = new URL(String(pull.lastEndpoint)).port
  const program = stage.type(line.replace('5555', port))
  try {
    await program.found(/listening on lo/)
  } catch {
    t.pass('recorded', { skip: `tcpdump cannot record here: ${program.stderr.trim()}` })
    return undefined
  }
  const push = connectedPush(t, String(pull.lastEndpoint))
  const marker = `recorded on port ${port}`
  const limit = performance.now() + DEADLINE_MS
  // What is recorded comes to us late: more and more messages push it out.
  while (!isThere(program, marker)) {
    if (performance.now() > limit) throw new Error(`nothing recorded: ${program.stderr}`)
    await push.send(marker.padEnd(1000))
    await pull.receive()
  }
  stage.interrupt(program)
  await program.ended
  return program
}

const READY = /ready: the handshake is done, PUSH talks to PULL/

export const recordsFile: Scene = async (t, stage, line) => {
  const isThere = (_: Program, marker: string): boolean =>
    readFileSync(stage.path('x.pcap')).includes(marker)
  if ((await records(t, stage, line, isThere)) === undefined) return
  const { stdout } = await stage.type('rawzmq decode --brief x.pcap').ended
  t.match(stdout, READY)
}

export const recordsPipe: Scene = async (t, stage, line) => {
  const program = await records(t, stage, line, ({ stdout }) => READY.test(stdout))
  if (program !== undefined) t.match(program.stdout, READY)
}

export const page =
  (name: string): Scene =>
  async (t, stage, line) => {
    const { stderr } = await ends(t, stage.type(line), 0)
    t.match(readFileSync(stage.path(name), 'utf8'), /^<!doctype html>/)
    if (!line.includes('-o -')) t.match(stderr, new RegExp(`${name}: \\d+ entries, \\d+ KiB`))
  }

export const both =
  (...scenes: readonly Scene[]): Scene =>
  async (t, stage, line) => {
    for (const scene of scenes) await scene(t, stage, line)
  }

/** An endpoint that was free a moment ago, for who cannot be asked which one it took. */
async function freeEndpoint(): Promise<string> {
  const pull = new Pull()
  await pull.bind(ANY)
  const endpoint = String(pull.lastEndpoint)
  await pull.unbind(endpoint)
  pull.close()
  return endpoint
}

/** A handshake that succeeds twice, as in docs/conformance.md. */
export const ILLEGAL = illegalCapture()

function illegalCapture(): Buffer {
  const local = 'tcp://127.0.0.1:35077'
  const remote = 'tcp://127.0.0.1:36976'
  const events = [
    [EVENTS.LISTENING, 34, ''],
    [EVENTS.ACCEPTED, 36, remote],
    [EVENTS.HANDSHAKE_SUCCEEDED, 0, remote],
    [EVENTS.HANDSHAKE_SUCCEEDED, 0, remote],
    [EVENTS.DISCONNECTED, 36, remote],
    [EVENTS.CLOSED, 34, ''],
  ] as const
  const rows = events.map(([event, value, from], at): CaptureRow => {
    const parts = encodeEventV2(event, [value], local, from, 'LE')
    return { kind: 'monitor', at, socket: 'pull', version: 2, parts }
  })
  return fileOf([HEADER, ...rows])
}

export const findsIllegal: Scene = async (t, stage, line) => {
  writeFileSync(stage.path('pull.msgpack'), ILLEGAL)
  t.match((await ends(t, stage.type(line), 1)).stdout, /^ILLEGAL +pull\.msgpack: "pull", version 2/)
}
