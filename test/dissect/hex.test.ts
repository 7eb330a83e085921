// Bytes as people write them.
import t from 'tap'
import { type HexError, parseHex, readHex } from '../../lib/dissect/index.js'
import { isHexText } from '../../lib/dissect/hex.js'

const bytes = (text: string): string =>
  Buffer.concat(parseHex(text).flatMap(line => line.parts)).toString('hex')

const errorOf = (text: string) => {
  try {
    parseHex(text)
  } catch (caught) {
    return (caught as HexError).message
  }
  return undefined
}

t.test('digits, texts, repetition, comments', async t => {
  t.equal(bytes('08 00 1d000000'), '08001d000000')
  t.equal(bytes('0x08 0x001D'), '08001d')
  t.equal(bytes('041a 05"READY"'), '041a055245414459')
  t.equal(bytes('00*3 "ab"*2'), '00000061626162')
  t.equal(bytes('# nothing\n  \n08 ; a byte\n09 # another'), '0809')
  t.equal(bytes('"\\x00\\xff\\n\\"\\\\"'), '00ff0a225c')
  t.equal(bytes('"é"'), 'c3a9')
  t.equal(bytes('00*0'), '')
})

t.test('parts and sides', async t => {
  const [line] = parseHex('08001d000000 +MORE | "tcp://x:1"')
  t.strictSame(line?.parts.map(String), ['\b\0\x1d\0\0\0', 'tcp://x:1'])
  t.strictSame(
    parseHex('0102 |')[0]?.parts.map(part => part.length),
    [2, 0],
  )
  t.strictSame(
    parseHex('C: 00\nS: 01\n-> 02\n<- 03\n04').map(({ side, line: at }) => [at, side]),
    [
      [1, 'connecting'],
      [2, 'binding'],
      [3, 'connecting'],
      [4, 'binding'],
      [5, undefined],
    ],
  )
})

t.test('dumps of xxd and hexdump -C', async t => {
  t.equal(
    bytes(
      '00000000: ff00 0000 0000 0000 017f 0301 4e55 4c4c  ............NULL\n00000010: 0001                                     ..',
    ),
    'ff00000000000000017f03014e554c4c0001',
  )
  t.equal(
    bytes(
      '00000000  ff 00 00 00 00 00 00 00  01 7f 03 01 4e 55 4c 4c  |............NULL|\n00000010  00 01                                             |..|\n00000012\n',
    ),
    'ff00000000000000017f03014e554c4c0001',
  )
  t.throws(() => bytes('00000000: ff00\n00000003: 01'), /line 2.*offset 00000002 of the dump/)
  t.equal(bytes('08001d'), '08001d', 'no end of a dump where there is none')
})

/** A line of hexdump -C in which all octets are the same. */
const line = (offset: string, octet: string): string =>
  `${offset}  ${`${octet} `.repeat(8)} ${`${octet} `.repeat(8)} |................|\n`

t.test('hexdump -C leaves out lines that repeat', async t => {
  const dump = `${line('00000000', 'ff')}${line('00000010', '00')}*\n`
  t.equal(bytes(`${dump}00000040`), 'ff'.repeat(16) + '00'.repeat(48))
  t.equal(
    bytes(`${dump}${line('00000030', '78')}00000040`).slice(32),
    '00'.repeat(32) + '78'.repeat(16),
  )
  t.throws(() => bytes(`${dump}00000044`), /line 4.*offset 00000020 of the dump/)
  t.throws(() => bytes(`${dump}7fffffff0`), /line 4/)
  t.throws(() => bytes(`${dump}7ffffff0`), /line 4.*offset/, 'gigabytes')
  t.throws(() => bytes('*'), /line 1/)
})

t.test('offset columns of other dumps', async t => {
  const wireshark =
    '0000  ff 00 00 00 00 00 00 00 01 7f 03 01 4e 55 4c 4c   ........ ....NULL\n0010  00 01   ..\n'
  t.equal(bytes(wireshark), 'ff00000000000000017f03014e554c4c0001')
  t.equal(bytes(wireshark.split('\n')[0] ?? ''), 'ff00000000000000017f03014e554c4c')
  const od = '000000 ff 00 00 00 00 00 00 00 01 7f 03 01 4e 55 4c 4c\n000010 00 01\n000012\n'
  t.equal(bytes(od), 'ff00000000000000017f03014e554c4c0001')
  const tcpdump = '\t0x0000:  4500 0034 0001  E..4..\n\t0x0006:  0102                     ..'
  t.equal(bytes(tcpdump), '4500003400010102')
  t.equal(bytes('# data\n0001 41\n0002 42 43'), '00014100024243', 'data whose numbers do not count')
  t.throws(() => bytes(`${od}000020 00 01`), /line 4.*offset 00000012/)
})

t.test('what is no hex: line and column', async t => {
  t.equal(errorOf('00\n08 zz'), 'line 2, column 4: expected hex digits in pairs, found "zz"')
  t.equal(errorOf('123'), 'line 1, column 3: expected hex digits in pairs, found "3"')
  t.match(errorOf('"open'), 'line 1, column 1')
  t.match(errorOf('00*60000 "aa"*60000'), 'column 10')
  const { lines, error: first } = readHex('00 01\nxx\n02')
  t.equal(lines.length, 1)
  t.equal(first?.line, 2)
})

t.test('a text as large as it likes neither overflows the stack nor fills memory', async t => {
  const size = 16 * 1024 * 1024
  t.equal(parseHex(`"${'a'.repeat(size)}"`)[0]?.parts[0]?.length, size)
  t.equal(parseHex('00'.repeat(size))[0]?.parts[0]?.length, size)
  t.match(errorOf(`"${'a'.repeat(size)}`), 'line 1, column 1: expected hex digits in pairs')
  t.match(errorOf(`00000000: ${'0000 '.repeat(size / 4)}x`), 'column 9: expected hex digits')

  const many = ['00\n'.repeat(8), '00 '.repeat(8), '"a"'.repeat(8), '00|'.repeat(8), '\n'.repeat(8)]
  for (const text of many) {
    t.equal(readHex(text, 32).error, undefined)
    t.match(readHex(`01\n${text}`, 6), {
      lines: [{ line: 1 }],
      error: { message: /expected the end: of so many lines and pieces no more are read/ },
    })
  }
})

t.test('is it a text of hex?', async t => {
  t.ok(isHexText(Buffer.from('# comment é\n08 00\n')))
  t.notOk(isHexText(Buffer.from('GET / HTTP/1.1\r\n')))
  t.notOk(isHexText(Buffer.from([0x08, 0x00, 0x1d])))
  t.notOk(isHexText(Buffer.alloc(0)))
})
