import t from 'tap'
import { octets, pattern } from '../../lib/raw/hex.js'

const context = {
  words: { G: 'ff 00*2', M: '00 02 "hi"' },
  random: (count: number) => Buffer.alloc(count, 9),
}
const hex = (text: string, turn?: number): string => octets(text, context, turn).toString('hex')

t.test('octets', t => {
  t.equal(hex('04 1a05 "hi"'), '041a056869')
  t.equal(hex('00*3 "a"*2'), '0000006161')
  t.equal(hex('0102*2'), '01020102')
  t.equal(hex('<G> <M>'), 'ff000000026869')
  t.equal(hex('(00 04 #)*2'), '000400000000000400000001')
  t.equal(hex('#', 258), '00000102')
  t.equal(hex('<random 3>'), '090909')
  t.equal(hex(''), '')
  t.end()
})

t.test('what is not in the language is refused', t => {
  for (const text of ['4', 'zz', '<X>', '(00', '"open']) {
    t.throws(() => octets(text, context), { code: 'ERR_USAGE' }, text)
  }
  t.throws(() => octets('?? 00', context), { code: 'ERR_USAGE' }, 'a pattern is not sent')
  t.end()
})

t.test('patterns', t => {
  const matches = (text: string, digits: string): boolean =>
    pattern(text, context).matches(Buffer.from(digits, 'hex'))
  t.ok(matches('ff ??*2 7f', 'ff0a0b7f'))
  t.notOk(matches('ff ??*2 7f', 'ff0a7f'))
  t.ok(matches('04 .. "b"', '04616162'))
  t.ok(matches('04 .. "b"', '0462'))
  t.notOk(matches('04 .. "b"', '046163'))
  t.ok(matches('[00 30-39] 0a', '350a'))
  t.notOk(matches('[00 30-39] 0a', '3a0a'))
  t.ok(matches('[41-5a]+ 00', '41425a00'))
  t.ok(matches('(#)*2', '0000000000000001'))
  t.equal(pattern('ff ??*8 7f "abc"', context).length, 13)
  t.ok(matches('61*1000', '61'.repeat(1000)), 'long ones are compared as octets')
  t.end()
})
