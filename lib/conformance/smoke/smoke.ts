// Whether a driver keeps the contract of docs/conformance.md, before a suite is run over it: what it says, what it does
// with messages both ways, what it answers to what it does not know, how it ends. One sentence for each point.
import { systemClock } from '../../clock.js'
import type { SocketTypeName } from '../../engine.js'
import { Listener } from '../../raw/link.js'
import type { Case } from '../case.js'
import { runSuite } from '../suite.js'
import { DriverTestee } from '../testee-driver.js'
import { FURTHER_TYPES } from '../vocabulary.js'
import { Conversation } from '../driver-conversation.js'
import { SmokePeer } from './peer.js'

/** What came of one point. */
export interface SmokePoint {
  readonly isGood: boolean
  /** What was asked, or what is wrong. */
  readonly text: string
}

/** How a driver is tried. */
export interface SmokeSettings {
  /** The command line, with {endpoint} {mode} {socket} {mechanism} where those go. */
  readonly command: string
  /** The case of the suite that is run over it at the end. */
  readonly subject: Case
  /** How long it may take to be ready, ms; default a minute. */
  readonly startMs?: number
  /** How long it may take to answer, ms; default 5 s. */
  readonly answerMs?: number
  /** Told of each point. */
  point(point: SmokePoint): void
}

const START_MS = 60_000
const ANSWER_MS = 5000
/** How long nothing is waited for. */
const QUIET_MS = 300
const ANYWHERE = 'tcp://127.0.0.1:*'
const EVERYBODY_HAS: readonly SocketTypeName[] = ['PULL', 'PUSH', 'PAIR']

/** Tries a driver. @returns true if nothing was wrong */
export async function smokeDriver({
  command,
  subject,
  startMs = START_MS,
  answerMs = ANSWER_MS,
  point,
}: SmokeSettings): Promise<boolean> {
  let isGood = true
  let canZmtp3 = false
  const says = (is: boolean, text: string, wrong = text): boolean => {
    isGood &&= is
    point({ isGood: is, text: is ? text : wrong })
    return is
  }
  const driver = new Conversation(
    command,
    {
      endpoint: ANYWHERE,
      mode: 'bind',
      socket: 'PULL',
      mechanism: 'NULL',
    },
    answerMs,
  )
  try {
    const ready = await driver.next(['ready', 'error'], startMs)
    const endpoint = String(ready?.['ready'] ?? '')
    const why = driver.ended ?? `it said ${JSON.stringify(ready ?? 'nothing')}`
    if (!says(endpoint !== '', `ready at ${endpoint}`, `no line {"ready":…}: ${why}`)) return false
    const can = Array.isArray(ready?.['can']) ? ready['can'].map(String) : []
    says(
      'name' in (ready ?? {}),
      `its name is ${String(ready?.['name'])}`,
      'no name in the ready line',
    )
    canZmtp3 = can.includes('zmtp3')
    if (canZmtp3) await receives(driver, endpoint, says)
    else says(true, 'no zmtp3 in "can": messages are not tried')
    await answersTheUnknown(driver, can.includes('open'), says)
    if (can.includes('open')) await opens(driver, can, says)
    const closed = await driver.ask({ close: true }, 'closed')
    says(closed?.['closed'] === true, 'close is answered', `close: ${told(closed)}`)
    says(
      await driver.end(),
      'at the end of its stdin it ends',
      'its stdin ended, and it did not: killed',
    )
  } finally {
    await driver.end()
    for (const fault of driver.faults) says(false, fault)
  }
  if (!isGood) return false
  if (canZmtp3) await sends(command, answerMs, says)
  await runsOne(command, subject, says)
  return isGood
}

type Says = (is: boolean, text: string, wrong?: string) => boolean

const told = (line: object | undefined): string =>
  line === undefined ? 'no answer came' : `the answer is ${JSON.stringify(line)}`

/** Messages in, of one part and of several; reading stops and goes on. */
async function receives(driver: Conversation, endpoint: string, says: Says): Promise<void> {
  const peer = await SmokePeer.meet(endpoint, 'PULL')
  if (!says(peer !== undefined, 'a PUSH connects to it', `no handshake with a PUSH at ${endpoint}`))
    return
  try {
    for (const parts of [['6869'], ['6f6e65', '', 'ff00']]) {
      peer?.send(parts)
      const line = await driver.next(['recv'], driver.answerMs)
      const got = JSON.stringify(line?.['recv'])
      says(
        got?.toLowerCase() === JSON.stringify(parts),
        `recv ${got}`,
        `a message of ${JSON.stringify(parts)} was sent: ${line === undefined ? 'no recv' : `recv ${got}`}`,
      )
    }
    const off = await driver.ask({ read: false }, 'read')
    says(off?.['read'] === false, 'read false is answered', `read false: ${told(off)}`)
    for (const part of ['61', '62', '63']) peer?.send([part])
    const early: unknown[] = []
    for (let line = await driver.next(['recv'], QUIET_MS); line !== undefined;) {
      early.push(line['recv'])
      line = await driver.next(['recv'], QUIET_MS)
    }
    // A receive that was under way takes what comes first.
    says(
      early.length < 2,
      'then it stops receiving',
      `after read false: recv ${JSON.stringify(early)}`,
    )
    const on = await driver.ask({ read: true }, 'read')
    says(on?.['read'] === true, 'read true is answered', `read true: ${told(on)}`)
    while (early.length < 3) {
      const line = await driver.next(['recv'], driver.answerMs)
      if (line === undefined) break
      early.push(line['recv'])
    }
    const wanted = JSON.stringify([['61'], ['62'], ['63']])
    const got = JSON.stringify(early)
    says(
      got === wanted,
      'then what waited is received',
      `after read true: recv ${got}, not ${wanted}`,
    )
  } finally {
    peer?.close()
  }
}

/** What it does not know gets an error, and it lives on. */
async function answersTheUnknown(
  driver: Conversation,
  canOpen: boolean,
  says: Says,
): Promise<void> {
  const place = { endpoint: ANYWHERE, mode: 'bind', socket: 'PULL', mechanism: 'NULL', options: {} }
  const unknown: [string, object][] = [[`a request nobody knows`, { nobody: 1 }]]
  if (canOpen) {
    unknown.push(
      ['a socket type nobody knows', { open: { ...place, socket: 'NOPE' } }],
      ['an option nobody knows', { open: { ...place, options: { nope: 1 } } }],
    )
  }
  for (const [name, message] of unknown) {
    if (driver.ended !== undefined) return
    const line = await driver.ask(message, 'ready', 'sent', 'closed')
    const isMendable = name.includes('option') && line !== undefined
    says(
      isMendable || (line !== undefined && 'error' in line),
      `${name} ${isMendable ? 'does no harm' : 'gets an error'}`,
      `${name}, ${JSON.stringify(message)}: ${driver.ended ?? told(line)}`,
    )
  }
}

/** Every type and every option that it says it has can be opened. */
async function opens(driver: Conversation, can: readonly string[], says: Says): Promise<void> {
  const place = { endpoint: ANYWHERE, mode: 'bind', mechanism: 'NULL' }
  for (const socket of [...EVERYBODY_HAS, ...FURTHER_TYPES.filter(type => can.includes(type))]) {
    if (driver.ended !== undefined) return
    const line = await driver.ask({ open: { ...place, socket, options: {} } }, 'ready')
    const isOpen = line !== undefined && 'ready' in line
    const isLeftOut = line !== undefined && 'error' in line && socket === 'PAIR'
    says(
      isOpen || isLeftOut,
      isOpen ? `opens ${socket}` : 'has no PAIR, and says so',
      `open ${socket}: ${driver.ended ?? told(line)}`,
    )
  }
  for (const [name, value] of Object.entries(SAMPLES).filter(([option]) => can.includes(option))) {
    if (driver.ended !== undefined) return
    const options = { [name]: value }
    const line = await driver.ask({ open: { ...place, socket: 'PULL', options } }, 'ready')
    says(
      line !== undefined && 'ready' in line,
      `opens with ${name}`,
      `open with ${JSON.stringify(options)}, which "can" names: ${driver.ended ?? told(line)}`,
    )
  }
}

const SAMPLES = {
  maxMessageSize: 1000,
  handshakeInterval: 500,
  heartbeatInterval: 1000,
  heartbeatTimeout: 1000,
  heartbeatTimeToLive: 1000,
  sendHighWaterMark: 10,
  receiveHighWaterMark: 10,
  reconnectInterval: 50,
  linger: 0,
  monitor: true,
} as const

/** A second process connects, and sends. */
async function sends(command: string, answerMs: number, says: Says): Promise<void> {
  const listener = await Listener.open('tcp://127.0.0.1:0', () => systemClock.now())
  const { endpoint } = listener
  const driver = new Conversation(
    command,
    {
      endpoint,
      mode: 'connect',
      socket: 'PUSH',
      mechanism: 'NULL',
    },
    answerMs,
  )
  let peer: SmokePeer | undefined
  try {
    const ready = await driver.next(['ready', 'error'], START_MS)
    says(
      ready !== undefined && 'ready' in ready,
      'started to connect, it is ready',
      driver.ended ?? told(ready),
    )
    peer = await SmokePeer.await(listener, 'PUSH')
    says(
      peer !== undefined,
      'it connects',
      `it does not connect to ${endpoint}, or there is no handshake`,
    )
    const parts = ['6869', '', '00ff']
    const line = await driver.ask({ send: parts, wait: 2000 }, 'sent')
    says(line?.['sent'] === true, 'send is answered', `send: ${driver.ended ?? told(line)}`)
    const got = JSON.stringify(await peer?.receive(parts.length))
    says(
      got === JSON.stringify(parts),
      `it sends ${got}`,
      `asked to send ${JSON.stringify(parts)}, it sent ${got}`,
    )
    says(await driver.end(), 'and ends', 'its stdin ended, and it did not: killed')
  } finally {
    peer?.close()
    await driver.end()
    listener.close()
    for (const fault of driver.faults) says(false, fault)
  }
}

/** One case of the suite as the suite runs it: it must come to a verdict, and the process must live. */
async function runsOne(command: string, subject: Case, says: Says): Promise<void> {
  const suite = await runSuite({
    cases: [subject],
    modes: ['bind', 'connect'],
    async testee() {
      const driver = new DriverTestee({ command })
      await driver.start('PULL', 'NULL')
      return driver
    },
  })
  const verdicts = suite.results.map(({ socket, mode, verdict }) => `${socket} ${mode} ${verdict}`)
  says(
    suite.unreachable === undefined && suite.restarts === 0 && verdicts.length > 0,
    `case ${subject.id} runs over it: ${verdicts.join(', ')}`,
    `case ${subject.id}: ${suite.unreachable ?? `its process ended by itself ${suite.restarts} times`}`,
  )
}
