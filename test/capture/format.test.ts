import t from 'tap'
import { decodeRow, encodeRow, isCapture, type CaptureRow } from '../../lib/capture/format.js'
import { hex } from '../support/bytes.js'
import { plain, ROWS, ROWS_HEX } from '../support/capture-rows.js'

t.test('each kind of row, from bytes and back to the same', async t => {
  for (const [index, row] of ROWS.entries()) {
    const bytes = hex(ROWS_HEX[index] as string)
    t.same(plain(decodeRow(bytes)), plain(row), row.kind)
    t.equal(Buffer.from(encodeRow(row)).toString('hex'), bytes.toString('hex'), row.kind)
  }
})

t.test('fields that are undefined are left out; kind comes first, whatever the order', async t => {
  const row = { text: 'x', at: 1, kind: 'note', more: undefined } as const
  t.same(Buffer.from(encodeRow(row)), hex('83 a4 "kind" a4 "note" a2 "at" 01 a4 "text" a1 "x"'))
})

t.test('Infinity, an endless time-out, survives', async t => {
  const row = {
    kind: 'start',
    at: 0,
    socket: 's',
    policy: 'ready',
    options: { timeoutMs: Infinity },
  }
  t.same(decodeRow(encodeRow(row as CaptureRow)), row)
})

t.test('a kind that is not known is no error, whatever its fields', async t => {
  t.equal(decodeRow(hex('81 a4 "kind" a5 "dream"')), undefined)
  t.equal(decodeRow(hex('81 a4 "kind" a8 "toString"')), undefined)
})

t.test('fields that are not known stay and harm nothing', async t => {
  const row = decodeRow(hex('84 a4 "kind" a4 "note" a2 "at" 01 a4 "text" a0 a3 "new" c3'))
  t.same(row, { kind: 'note', at: 1, text: '', new: true })
})

t.test('each field is needed, and checked', async t => {
  for (const row of ROWS) {
    for (const field of Object.keys(row)) {
      if (field === 'kind') continue
      const isOptional = field === 'purpose' || (row.kind === 'connection' && field === 'from')
      if (!isOptional) {
        const lacking = { ...row, [field]: undefined } as unknown as CaptureRow
        t.throws(
          () => decodeRow(encodeRow(lacking), 7),
          { code: 'ERR_CAPTURE_ROW', offset: 7, message: new RegExp(`^${row.kind}: ${field} `) },
          `${row.kind} without ${field}`,
        )
      }
      const wrong = { ...row, [field]: [[1]] } as unknown as CaptureRow
      t.throws(
        () => decodeRow(encodeRow(wrong)),
        { code: 'ERR_CAPTURE_ROW' },
        `${row.kind} with a wrong ${field}`,
      )
    }
  }
})

t.test('what is no row', async t => {
  const cases = {
    'not a map': '91 01',
    'no kind': '80',
    'a kind that is no text': '81 a4 "kind" 01',
    'a time that is no number': '83 a4 "kind" a4 "note" a2 "at" cb 7ff8000000000000 a4 "text" a0',
  }
  for (const [name, vector] of Object.entries(cases)) {
    t.throws(() => decodeRow(hex(vector)), { code: 'ERR_CAPTURE_ROW' }, name)
  }
  const broken = {
    'a key that is no text': '81 c0 01',
    'a key that would change the prototype': '81 a9 "__proto__" 80',
    'bytes behind the row': '80 00',
    'a bad timestamp': '81 a4 "kind" c7 03 ff 010203',
  }
  for (const [name, vector] of Object.entries(broken)) {
    t.throws(() => decodeRow(hex(vector)), { code: 'ERR_CAPTURE_STRUCTURE' }, name)
  }
})

t.test('a capture is known by its first bytes', async t => {
  t.ok(isCapture(hex(ROWS_HEX[0] as string)))
  t.ok(isCapture(hex('de 000a a4 "kind" a6 "header"')), 'written with a long map')
  t.notOk(isCapture(hex(ROWS_HEX[1] as string)))
  t.ok(isCapture(hex('8a a4 "kin"')), 'so far')
  t.notOk(isCapture(hex('8a a4 "kit"')))
  t.notOk(isCapture(Buffer.from('{"json": true}')))
  t.notOk(isCapture(hex('ff00000000000000017f')))
})
