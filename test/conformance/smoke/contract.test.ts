// The contract as JSON Schema and as sentences: a validator of JSON Schema judges every line as `lineFaults` does.
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { DRIVER_LINE_SCHEMA, lineFaults } from '../../../lib/conformance/smoke/contract.js'

const validate = new Ajv2020({ strictTypes: false, strictRequired: false }).compile(
  DRIVER_LINE_SCHEMA,
)

const GOOD: readonly unknown[] = [
  { ready: 'tcp://127.0.0.1:41234', can: ['open', 'zmtp3'], name: 'mine 1.0' },
  { ready: 'ipc:///tmp/x' },
  { recv: ['6869', '', 'FF'] },
  { monitor: ['080005000000', '7463703a'] },
  { sent: true },
  { error: 'again' },
  { read: false },
  { subscribed: true },
  { closed: true },
  { closed: true, anything: 'else' },
]

const BAD: readonly (readonly [unknown, RegExp])[] = [
  [[], /no object/],
  [null, /no object/],
  ['ready', /no object/],
  [{}, /it has none of ready/],
  [{ name: 'x' }, /it has none of ready/],
  [{ sent: true, error: 'x' }, /it has sent and error/],
  [{ ready: 'tcp://127.0.0.1:*' }, /ready is "tcp:\/\/127.0.0.1:\*", which does not match/],
  [{ ready: 5 }, /ready is 5, no string/],
  [{ ready: 'tcp://127.0.0.1:1', can: 'open' }, /can is "open", no list/],
  [{ ready: 'tcp://127.0.0.1:1', can: ['a b'] }, /can\[0\] is "a b"/],
  [{ recv: '6869' }, /recv is "6869", no list/],
  [{ recv: [] }, /recv is empty/],
  [{ recv: ['686'] }, /recv\[0\] is "686"/],
  [{ recv: ['6869', 'hi'] }, /recv\[1\] is "hi"/],
  [{ monitor: [] }, /monitor is empty/],
  [{ monitor: ['8'] }, /monitor\[0\] is "8"/],
  [{ sent: false }, /sent is false, not true/],
  [{ read: 'true' }, /read is "true", no boolean/],
  [{ error: '' }, /error is ""/],
]

t.test('lines that are right', async t => {
  for (const line of GOOD) {
    t.strictSame(lineFaults(line), [], JSON.stringify(line))
    t.equal(validate(line), true, JSON.stringify(line))
  }
})

t.test('lines that are not', async t => {
  for (const [line, fault] of BAD) {
    t.match(lineFaults(line).join('; '), fault, JSON.stringify(line))
    t.equal(validate(line), false, JSON.stringify(line))
  }
})
