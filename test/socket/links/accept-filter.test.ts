import t from 'tap'
import { parseAcceptFilter } from '../../../lib/socket/links/accept-filter.js'

const ROWS: [filter: string, address: string, isAccepted: boolean][] = [
  ['127.0.0.1', '127.0.0.1', true],
  ['0.0.0.0/0', '', false],
  ['::/0', '', false],
  ['127.0.0.1', '127.0.0.2', false],
  ['127.0.0.0/8', '127.255.0.1', true],
  ['127.0.0.0/8', '128.0.0.1', false],
  ['10.1.2.3/32', '10.1.2.3', true],
  ['10.1.2.4/31', '10.1.2.5', true],
  ['10.1.2.4/31', '10.1.2.6', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['::1', '::1', true],
  ['::1', '127.0.0.1', false],
  ['fe80::/10', 'fe80::1', true],
  ['fe80::/10', 'fec0::1', false],
  ['127.0.0.0/8', '::ffff:127.0.0.1', true],
  ['10.0.0.1,::1,127.0.0.2', '127.0.0.2', true],
  ['10.0.0.1,::1,127.0.0.2', '::1', true],
  ['10.0.0.1,::1,127.0.0.2', '127.0.0.1', false],
]

t.test('addresses', async t => {
  for (const [filter, address, isAccepted] of ROWS) {
    t.equal(parseAcceptFilter(filter)?.(address), isAccepted, `${address} by ${filter}`)
  }
})

t.test('texts that are no filter', async t => {
  const texts = [
    '',
    'x',
    '/8',
    '127.0.0.1/',
    '127.0.0.1/33',
    '127.0.0.1/-1',
    '127.0.0.1/x',
    '::1/129',
  ]
  for (const text of [...texts, '1.2.3.4/8/8', '127.0.0.1,', '127.0.0.1,x']) {
    t.equal(parseAcceptFilter(text), undefined, JSON.stringify(text))
  }
})
