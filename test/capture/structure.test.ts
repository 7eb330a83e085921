// Lengths of MessagePack values by the tables of its specification.
import t from 'tap'
import { DEPTH_MAX, measure, VALUES_MAX } from '../../lib/capture/structure.js'
import { hex } from '../support/bytes.js'

/** One value of each format, by the specification. */
const VALUES: Readonly<Record<string, string>> = {
  'positive fixint': '7f',
  'negative fixint': 'e0',
  nil: 'c0',
  false: 'c2',
  true: 'c3',
  'fixmap, empty': '80',
  fixmap: '82 a1 "a" 01 a1 "b" 02',
  'fixarray, empty': '90',
  fixarray: '93 01 02 03',
  fixstr: 'a5 "hello"',
  'fixstr, empty': 'a0',
  'bin 8': 'c4 03 010203',
  'bin 8, empty': 'c4 00',
  'bin 16': 'c5 0100 00*256',
  'bin 32': 'c6 00010000 00*65536',
  'ext 8': 'c7 03 05 010203',
  'ext 16': 'c8 0003 05 010203',
  'ext 32': 'c9 00000003 05 010203',
  'float 32': 'ca 3f800000',
  'float 64': 'cb 3ff0000000000000',
  'uint 8': 'cc ff',
  'uint 16': 'cd ffff',
  'uint 32': 'ce ffffffff',
  'uint 64': 'cf 00*8',
  'int 8': 'd0 80',
  'int 16': 'd1 8000',
  'int 32': 'd2 80000000',
  'int 64': 'd3 00*8',
  'fixext 1': 'd4 01 00',
  'fixext 2': 'd5 01 00*2',
  'fixext 4': 'd6 ff 00*4',
  'fixext 8': 'd7 ff 00*8',
  'fixext 16': 'd8 01 00*16',
  'str 8': 'd9 05 "hello"',
  'str 16': 'da 0005 "hello"',
  'str 32': 'db 00000005 "hello"',
  'array 16': 'dc 0002 01 c4 01 00',
  'array 32': 'dd 00000001 92 a1 "x" c0',
  'map 16': 'de 0001 a1 "a" 91 80',
  'map 32': 'df 00000001 a1 "a" c0',
}

t.test('every format: its end, with another value behind it', async t => {
  for (const [name, vector] of Object.entries(VALUES)) {
    const bytes = hex(vector)
    t.same(measure(bytes, 0), { isWhole: true, end: bytes.length }, name)
    const behind = Buffer.concat([hex('c0'), bytes, hex('93')])
    t.same(measure(behind, 1), { isWhole: true, end: 1 + bytes.length }, `${name}, inside a file`)
  }
})

t.test('every format, cut off everywhere: never whole, and no more is missing than is', async t => {
  for (const [name, vector] of Object.entries(VALUES)) {
    const bytes = hex(vector)
    const cuts = bytes.length > 300 ? [0, 1, 2, 3, 4, 5, 300, bytes.length - 1] : bytes.keys()
    for (const cut of cuts) {
      const extent = measure(bytes.subarray(0, cut), 0)
      if (extent.isWhole) t.fail(`${name} cut at ${cut} is whole`)
      else if (extent.missing < 1 || extent.missing > bytes.length - cut) {
        t.fail(`${name} cut at ${cut}: ${extent.missing} missing`)
      }
    }
  }
  t.same(measure(hex('c4 05 00'), 0), { isWhole: false, missing: 4 })
  t.same(measure(hex('93 01'), 0), { isWhole: false, missing: 2 }, 'a byte for each value')
})

t.test('c1 begins no value', async t => {
  t.throws(() => measure(hex('92 00 c1'), 0, 100), { code: 'ERR_CAPTURE_STRUCTURE', offset: 102 })
})

t.test('what is merely announced costs nothing', async t => {
  t.same(measure(hex('c6 ffffffff'), 0), { isWhole: false, missing: 0xffffffff })
  t.throws(() => measure(hex('dd ffffffff'), 0), { code: 'ERR_CAPTURE_ROW_SIZE' })
  t.throws(() => measure(hex('df ffffffff'), 0), { code: 'ERR_CAPTURE_ROW_SIZE' })
})

t.test('nesting and the number of values are bounded', async t => {
  const deepest = Buffer.concat([Buffer.alloc(DEPTH_MAX, 0x91), hex('c0')])
  t.ok(measure(deepest, 0).isWhole)
  t.throws(() => measure(Buffer.concat([hex('91'), deepest]), 0), { code: 'ERR_CAPTURE_STRUCTURE' })
  const most = Buffer.alloc(5 + VALUES_MAX - 1, 0xc0)
  most[0] = 0xdd
  most.writeUInt32BE(VALUES_MAX - 1, 1)
  t.ok(measure(most, 0).isWhole)
  most.writeUInt32BE(VALUES_MAX, 1)
  t.throws(() => measure(most, 0), { code: 'ERR_CAPTURE_ROW_SIZE' })
})
