// The reference endpoint as a driver (docs/conformance.md), faultless or as the mutant of a case:
//   node driver.js {endpoint} {mode} {socket} {mechanism} [case] [words]
// `die` ends the process when its second socket is asked to close, `crash` when the endpoint dies of its fault, a
// little later; with `spoil` no later socket works then. `mute-close` and `mute-open` never answer that;
// `binds-only` has no socket that connects.
import { createInterface } from 'node:readline'
import type { Setup, TesteeSocket } from '../../../lib/conformance/testee.js'
import { ALL_TYPES } from '../../../lib/conformance/vocabulary.js'
import { reference } from './reference.js'
import { MUTANTS } from './table.js'

const [endpoint = '', mode, socket, mechanism = 'NULL', ...words] = process.argv.slice(2)
const mutant = words.map(word => MUTANTS[word]).find(found => found !== undefined)
const has = (word: string): boolean => words.includes(word)
let isSpoiled = false
const died = (): void => {
  isSpoiled = has('spoil')
  if (has('crash')) setTimeout(() => process.exit(9), 5)
}
const testee = reference('reference', { ...mutant?.fault, died })
const spoiled = reference('spoiled', { has: ['is-dead', 'never-dials'] })
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
let opened: TesteeSocket | undefined
let closed = 0

async function open(setup: Setup): Promise<string> {
  await opened?.close()
  opened = await (isSpoiled ? spoiled : testee).open(setup, {
    delivered: parts => say({ recv: parts.map(part => part.toString('hex')) }),
    ended() {},
  })
  return opened.endpoint
}

interface Asked {
  readonly open?: Setup
  readonly send?: readonly string[]
  readonly wait?: number
  readonly read?: boolean
  readonly subscribe?: string
  readonly unsubscribe?: string
  readonly close?: true
}

async function obey(asked: Asked): Promise<object> {
  const { open: setup, send, wait = 500, read, subscribe, unsubscribe, close } = asked
  if (setup !== undefined && has('mute-open')) return new Promise(() => {})
  if (setup?.mode === 'connect' && has('binds-only')) return { error: 'unsupported: it only binds' }
  if (setup !== undefined && !ALL_TYPES.includes(setup.socket)) return { error: 'unsupported' }
  if (setup !== undefined) return { ready: await open(setup) }
  if (send !== undefined) {
    const answer = await opened?.send(
      send.map(part => Buffer.from(part, 'hex')),
      wait,
    )
    return answer === 'sent' ? { sent: true } : { error: answer }
  }
  const topic = subscribe ?? unsubscribe
  if (topic !== undefined) {
    await opened?.subscribe?.(Buffer.from(topic, 'hex'), subscribe !== undefined)
    return { subscribed: subscribe !== undefined }
  }
  if (read !== undefined) {
    await opened?.setReading(read)
    return { read }
  }
  if (close === undefined) return { error: 'unsupported' }
  if (has('mute-close')) return new Promise(() => {})
  if (has('die') && ++closed === 2) process.exit(7)
  await opened?.close()
  return { closed: true }
}

const first = { endpoint, mode, socket, mechanism, options: {} } as Setup
say({ ready: await open(first), can: ['open', ...testee.capabilities], name: 'reference' })
for await (const line of createInterface({ input: process.stdin })) {
  say(await obey(JSON.parse(line) as Asked))
}
process.exit(0)
