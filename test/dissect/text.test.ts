// Strangers' text: nothing that reaches a terminal as a command, nothing that misleads.
import t from 'tap'
import { escapeText, hexNumber, printable, quote, quoteSome } from '../../lib/dissect/text.js'
import { hex } from '../support/bytes.js'

t.test('what is printable stays', async t => {
  t.equal(quote(Buffer.from('PUSH')), '"PUSH"')
  t.equal(quote(Buffer.from('é 中 😀')), '"é 中 😀"')
  t.equal(quote(Buffer.alloc(0)), '""')
})

t.test('what is not is written as it is, byte by byte if it is no UTF-8', async t => {
  t.equal(
    quote(hex('00 1b 5b 33 31 6d 0a 0d 09 22 5c 7f')),
    '"\\x00\\x1b[31m\\n\\r\\t\\"\\\\\\x7f"',
  )
  t.equal(quote(Buffer.from('\u202e\u2028\u0085\ufeff')), '"\\u{202e}\\u{2028}\\u{85}\\u{feff}"')
  t.equal(quote(hex('"a" ff 80 "b" 1b')), '"a\\xff\\x80b\\x1b"')
  t.equal(escapeText('a"b'), 'a\\"b')
})

t.test('long text is cut, not inside a character, and says how long it is', async t => {
  t.equal(quoteSome(Buffer.from('abcdef'), 6, 4), '"abcd"… (6 bytes)')
  t.equal(quoteSome(Buffer.from('abcé'), 5, 4), '"abc"… (5 bytes)')
  t.equal(quoteSome(Buffer.from('ab'), 1000), '"ab"… (1000 bytes)')
  t.equal(quoteSome(Buffer.from('ab')), '"ab"')
})

t.test('hex', async t => {
  t.equal(hexNumber(8, 4), '0x0008')
})

t.test(
  'printable: no stranger commands the terminal, JSON stays JSON, our colours stay',
  async t => {
    const hostile = 'a\u009B2Jb\u202Ec\u0007\u200Fd\rE\u2028\u{E0041}\u001B]0;x\u0007'
    // eslint-disable-next-line no-control-regex
    t.notMatch(printable(hostile), /[\p{Cc}\p{Cf}\p{Zl}]/u)
    t.equal(JSON.parse(printable(JSON.stringify(hostile))), hostile)
    t.equal(printable('\r\u001B[31mred\u001B[0m\tx\n'), '\r\u001B[31mred\u001B[0m\tx\n')
  },
)
