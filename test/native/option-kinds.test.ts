import t from 'tap'
import { UsageError } from '../../lib/errors.js'
import { optionForm } from '../../lib/options.js'
import { intBytes, longBytes, sizeBytes } from '../../lib/native/memory.js'
import { decodeOption, encodeOption, optionRoom } from '../../lib/native/option-kinds.js'

t.test('options have the kinds of the manual', async t => {
  t.equal(optionForm(17), 'int', 'LINGER')
  t.equal(optionForm(23), 'int', 'SNDHWM')
  t.equal(optionForm(39), 'bool', 'IMMEDIATE')
  t.equal(optionForm(22), 'int64', 'MAXMSGSIZE')
  t.equal(optionForm(4), 'uint64', 'AFFINITY')
  t.equal(optionForm(32), 'text', 'LAST_ENDPOINT')
  t.equal(optionForm(5), 'bytes', 'ROUTING_ID')
  t.equal(optionForm(48), 'key', 'CURVE_PUBLICKEY')
  t.equal(optionForm(14), 'descriptor', 'FD')
  t.equal(optionForm(99_999), 'int', 'no option at all')
})

t.test('values to bytes', async t => {
  t.same(encodeOption('int', -1), Buffer.from('ffffffff', 'hex'))
  t.same(encodeOption('int', 5n), intBytes(5))
  t.same(encodeOption('int', true), intBytes(1))
  t.same(encodeOption('bool', true), intBytes(1))
  t.same(encodeOption('bool', false), intBytes(0))
  t.same(encodeOption('bool', 2), intBytes(2), 'libzmq is to refuse it, not we')
  t.same(encodeOption('int64', -1), longBytes(-1))
  t.same(encodeOption('uint64', 2n ** 60n), longBytes(2n ** 60n))
  t.same(encodeOption('text', 'abc'), Buffer.from('abc'))
  t.same(encodeOption('bytes', 'id'), Buffer.from('id'))
  t.same(encodeOption('key', Buffer.alloc(32, 7)), Buffer.alloc(32, 7))
  t.same(encodeOption('int', Buffer.of(1, 2)), Buffer.of(1, 2), 'bytes go as they are')
  t.equal(encodeOption('text', null), null)
})

t.test('a value of another form is refused with kind and value', async t => {
  t.throws(
    () => encodeOption('int', 'abc'),
    new UsageError('an option of kind int cannot be string abc'),
  )
  t.throws(() => encodeOption('int64', 1.5), UsageError)
  t.throws(() => encodeOption('uint64', '1'), UsageError)
  t.throws(() => encodeOption('text', 1), UsageError)
  t.throws(() => encodeOption('bytes', true), UsageError)
})

t.test('bytes to values', async t => {
  t.equal(decodeOption('int', intBytes(-1)), -1)
  t.equal(decodeOption('bool', intBytes(1)), true)
  t.equal(decodeOption('bool', intBytes(0)), false)
  t.equal(decodeOption('int64', longBytes(-1)), -1)
  t.equal(decodeOption('uint64', longBytes(-1)), 2n ** 64n - 1n)
  t.equal(decodeOption('text', Buffer.from('tcp://127.0.0.1:1\0')), 'tcp://127.0.0.1:1')
  t.equal(decodeOption('text', Buffer.from('whole')), 'whole')
  t.equal(decodeOption('text', Buffer.from('\0')), null)
  t.same(decodeOption('bytes', Buffer.of(0, 1)), Buffer.of(0, 1))
  t.equal(decodeOption('descriptor', sizeBytes(29)), 29)
})

t.test('there is room for each kind', async t => {
  t.equal(optionRoom('int'), 4)
  t.equal(optionRoom('int64'), 8)
  t.equal(optionRoom('key'), 41)
  t.ok(optionRoom('bytes') >= 255)
})
