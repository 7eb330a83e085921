// getMonitorEvent against the C function it is named after: the same answers, errors included.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readCapture } from '../../lib/capture/player.js'
import {
  type FlaggedPart,
  getMonitorEvent,
  HOST_ORDER,
  MonitorFormatError,
} from '../../lib/monitor/codec.js'
import { EVENTS } from '../../lib/monitor/events.js'
import { askReference, compileReference, findCompiler } from '../support/c-reference.js'
import { Random } from '../support/random.js'

const SEED = 20_261_125
const RANDOM_MESSAGES = 100_000
const FIXTURES = join('fixtures', 'monitor')

/** Our answer in the program's form. */
function answer(message: readonly FlaggedPart[]): string {
  try {
    const { event, value, address } = getMonitorEvent(message)
    return `${event} ${value} ${Buffer.from(address).toString('hex')}`
  } catch (error) {
    if (!(error instanceof MonitorFormatError)) throw error
    return `${error.code.replace(/^ERR_MONITOR_(PART_)?/, '')} ${error.part}`
  }
}

/** The program's answer with the address read as we read it: UTF-8, U+FFFD for what is not. */
function asText(line: string): string {
  const [event, value, address] = line.split(' ')
  if (address === undefined) return line
  return `${event} ${value} ${Buffer.from(Buffer.from(address, 'hex').toString()).toString('hex')}`
}

function compare(
  t: Test,
  program: string,
  messages: readonly (readonly FlaggedPart[])[],
): Set<string> {
  const lines = askReference(program, messages)
  t.equal(lines.length, messages.length, 'an answer for each message')
  const kinds = new Set<string>()
  for (const [index, message] of messages.entries()) {
    const expected = asText(lines[index] as string)
    const found = answer(message)
    kinds.add(/^\d/.test(expected) ? 'event' : expected)
    if (found !== expected) {
      t.fail(`message ${index}: ours ${found}, C ${expected}`, { parts: message })
      break
    }
  }
  return kinds
}

/** Good messages, and every way in which one can be wrong, alone and together. */
function randomMessage(random: Random): FlaggedPart[] {
  const isGood = random.below(2) === 0
  const head = random.bytes(isGood || random.below(3) < 2 ? 6 : random.below(12))
  if (head.length >= 2 && random.below(4) < 3) {
    head.writeUInt16LE(random.pick(Object.values(EVENTS).filter(event => event <= 0xffff)))
  }
  const address =
    random.below(4) < 3
      ? Buffer.from(`tcp://127.0.0.1:${random.below(65_536)}`)
      : random.bytes(random.below(40))
  const parts = [head, address]
  if (!isGood && random.below(4) === 0) parts.length = random.below(2)
  if (!isGood && random.below(6) === 0) parts.push(random.bytes(random.below(3)))
  return parts.map((data, index) => {
    const more = index < parts.length - 1
    return { data, more: !isGood && random.below(8) === 0 ? !more : more }
  })
}

const compiler = findCompiler()

t.test(
  'the C reference decoder',
  { skip: compiler === undefined && 'there is no C compiler (cc, gcc, clang) on this machine' },
  async t => {
    const program = compileReference(compiler as string, t.testdir())

    t.test(`agrees on ${RANDOM_MESSAGES} random messages`, async t => {
      const random = new Random(SEED)
      const messages = Array.from({ length: RANDOM_MESSAGES }, () => randomMessage(random))
      const kinds = compare(t, program, messages)
      const all = ['COUNT 0', 'COUNT 1', 'COUNT 2', 'MORE_FLAG 0', 'MORE_FLAG 1', 'SIZE 0', 'event']
      t.same([...kinds].toSorted(), all, 'every answer there is came up')
    })

    t.test('agrees on every fixture of version 1', async t => {
      const messages: FlaggedPart[][] = []
      for (const name of readdirSync(FIXTURES).filter(file => file.endsWith('.msgpack'))) {
        const { header, rows } = await readCapture(join(FIXTURES, name))
        if (header.byteOrder !== HOST_ORDER) continue
        for (const row of rows) {
          if (row.kind !== 'monitor' || row.version !== 1) continue
          const last = row.parts.length - 1
          messages.push(row.parts.map((data, index) => ({ data, more: index < last })))
        }
      }
      t.ok(messages.length > 100, `${messages.length} messages`)
      t.same([...compare(t, program, messages)], ['event'])
    })
  },
)
