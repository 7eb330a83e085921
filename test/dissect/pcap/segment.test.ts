// From packets of every link type to segments.
import t from 'tap'
import { LINK_TYPES } from '../../../lib/dissect/index.js'
import { readSegment } from '../../../lib/dissect/pcap/segment.js'
import { hex } from '../../support/bytes.js'

const TCP = '9c40 15b3 00000001 00000002 5018 ffff 0000 0000 "hi"'
const V4 = `4500 002a 0000 4000 4006 0000 7f000001 7f000002 ${TCP}`
const V6 = `6000 0000 0016 0640 00*15 01 fe80 00*6 0001 0002 0003 0004 ${TCP}`

const segment = (linkType: number, text: string, originalSize?: number) => {
  const bytes = hex(text)
  return readSegment({ timeNs: 0n, linkType, bytes, originalSize: originalSize ?? bytes.length })
}

const EXPECTED = {
  from: '127.0.0.1:40000',
  to: '127.0.0.2:5555',
  sequence: 1,
  acknowledged: 2,
  isSyn: false,
  isFin: false,
  isReset: false,
  payload: Buffer.from('hi'),
  payloadSize: 2,
}

t.test('every link type', async t => {
  for (const [type, header] of [
    [LINK_TYPES.RAW, ''],
    [LINK_TYPES.IPV4, ''],
    [LINK_TYPES.NULL, '02000000'],
    [LINK_TYPES.LOOP, '00000002'],
    [LINK_TYPES.ETHERNET, '00*12 0800'],
    [LINK_TYPES.ETHERNET, '00*12 8100 0001 0800'],
    [LINK_TYPES.ETHERNET, '00*12 88a8 0001 8100 0002 0800'],
    [LINK_TYPES.LINUX_SLL, '0000 0304 0006 00*8 0800'],
    [LINK_TYPES.LINUX_SLL2, '0800 0000 00000001 0304 00 06 00*8'],
  ] as const) {
    t.strictSame(segment(type, `${header} ${V4}`), EXPECTED, `link type ${type}`)
  }
  t.match(segment(LINK_TYPES.ETHERNET, `00*12 86dd ${V6}`), {
    from: '[::1]:40000',
    to: '[fe80::1:2:3:4]:5555',
    payloadSize: 2,
  })
})

t.test('IPv6 headers before TCP; padding behind; cut off by the recorder', async t => {
  const withHeader = `6000 0000 001e 0040 00*15 01 00*15 01 0600 00*6 ${TCP}`
  t.match(segment(LINK_TYPES.RAW, withHeader), { payload: Buffer.from('hi') })
  t.match(segment(LINK_TYPES.ETHERNET, `00*12 0800 ${V4} 00*10`), { payload: Buffer.from('hi') })
  const cut = V4.replace('002a', '0428')
  t.match(segment(LINK_TYPES.RAW, cut, 0x428), { payload: Buffer.from('hi'), payloadSize: 0x400 })
  // A total length of 0: the card cuts it later.
  t.match(segment(LINK_TYPES.RAW, V4.replace('002a', '0000')), { payloadSize: 2 })
})

t.test('flags', async t => {
  t.match(segment(LINK_TYPES.RAW, V4.replace('5018', '5002')), {
    isSyn: true,
    acknowledged: undefined,
  })
  t.match(segment(LINK_TYPES.RAW, V4.replace('5018', '5015')), { isFin: true, isReset: true })
})

t.test('what is no segment', async t => {
  t.equal(segment(147, V4), 'link type')
  t.equal(segment(LINK_TYPES.ETHERNET, '00*12 0806 00*30'), 'not IP')
  t.equal(segment(LINK_TYPES.LINUX_SLL, '00*14 0806 00*30'), 'not IP')
  t.equal(segment(LINK_TYPES.RAW, '50 00*40'), 'not IP')
  t.equal(segment(LINK_TYPES.RAW, V4.replace('4006', '4011')), 'not TCP')
  t.equal(segment(LINK_TYPES.RAW, V4.replace('0000 4000', '0000 2000')), 'fragment')
  t.equal(segment(LINK_TYPES.RAW, `6000 0000 0016 2c40 00*32 0600 0000 00*4`), 'fragment')
  for (const text of ['', '45', '6000', '4500 0014 0000 4000 4006 0000 00*8', '00*3']) {
    t.equal(segment(LINK_TYPES.RAW, text) === 'cut off' || text === '00*3', true, text)
  }
  t.equal(segment(LINK_TYPES.ETHERNET, '00*12'), 'cut off')
  t.equal(segment(LINK_TYPES.RAW, V4.replace('5018', '2018')), 'cut off')
})
