// Names that every JavaScript object answers to, wherever a stranger can give one: in greetings, commands and
// properties, in what is decoded, on the command line. They are names like others, and mostly wrong ones.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { main } from '../../bin/main.js'
import type { SocketTypeName } from '../../lib/engine.js'
import { hex as octets } from '../../lib/raw/hex.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { FakeProcess } from '../support/fake-process.js'

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']

/** Exit codes: done, something found, wrong usage. */
const KNOWN_CODES = [0, 1, 2]

const hex = (text: string): string => Buffer.from(text).toString('hex')
const sized = (bytes: number, text: string): string =>
  (text.length / 2).toString(16).padStart(bytes * 2, '0') + text
const greeting = (mechanism: string): string =>
  `ff00000000000000017f0301${hex(mechanism).padEnd(40, '0')}${'00'.repeat(32)}`
const command = (name: string, body = ''): string => `04${sized(1, sized(1, hex(name)) + body)}`
const property = (name: string, value: string): string => sized(1, hex(name)) + sized(4, hex(value))

t.test('what is decoded', async t => {
  const file = join(t.testdir(), 'bytes.txt')
  const type = property('Socket-Type', 'PUSH')
  for (const name of NAMES) {
    const streams = [
      greeting(name) + command('READY', type),
      greeting('NULL') + command('READY', property('Socket-Type', name) + property(name, name)),
      greeting('NULL') + command(name, '0102'),
      greeting('CURVE') + command(name) + command('ERROR', sized(1, hex(name))),
      greeting('NULL') + command('READY', type) + command(name, type),
    ]
    for (const stream of streams) {
      for (const text of [stream, `C: ${stream}\nS: ${stream}\n`]) {
        writeFileSync(file, text)
        for (const form of [[], ['--json']]) {
          const host = new FakeProcess()
          const code = await main(['decode', ...form, file], host)
          t.ok(KNOWN_CODES.includes(code), `${name}: ${code}`)
        }
      }
    }
  }
})

t.test('on the command line', async t => {
  for (const name of NAMES) {
    const lines = [
      [name],
      ['help', name],
      ['run', `--${name}`],
      ['run', '--gate', name],
      ['run', '--engine', name],
      ['decode', '--framing', name, 'x'],
      ['decode', '--mechanism', name, 'x'],
      ['conform', '--explain', name],
      ['conform', '--list', '--socket', name],
      ['compare', name],
      ['monitor', name, '--bind', 'tcp://127.0.0.1:*'],
      ['monitor', 'PULL', '--engine', name, '--bind', 'tcp://127.0.0.1:*'],
      ['monitor', 'PULL', '--bind', `${name}://x`],
    ]
    for (const line of lines) {
      const host = new FakeProcess()
      t.equal(await main(line, host), 2, line.join(' '))
      t.not(host.err, '', 'with a word why')
    }
  }
})

t.test('elsewhere', async t => {
  for (const name of NAMES) {
    t.throws(() => octets(`<${name}>`), { code: /^ERR_/ }, name)
    t.throws(() => typescriptEngine().socket(name as SocketTypeName), { code: 'ERR_USAGE' }, name)
  }
})
