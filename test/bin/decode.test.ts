// rawzmq decode: from options, files of every kind and stdin; what is wrong is said, and the exit code.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { main } from '../../bin/main.js'
import { type CaptureRow, encodeRow } from '../../lib/capture/format.js'
import { readCapture } from '../../lib/capture/player.js'
import { FakeProcess } from '../support/fake-process.js'
import { NULL, READY_PUSH } from '../dissect/vectors.js'

async function decode(args: readonly string[], stdin?: Uint8Array | string) {
  const host = new FakeProcess()
  host.stdin.end(stdin ?? '')
  const code = await main(['decode', ...args], host)
  return { code, out: host.out, err: host.err }
}

const rows = (out: string): Record<string, unknown>[] =>
  out
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Record<string, unknown>)

const LISTENING = 'monitor event (version 1): LISTENING, fd 29, "tcp://127.0.0.1:38375"'
const HEX = ['--hex', '08001d000000', '--text', 'tcp://127.0.0.1:38375', '--order', 'le']

t.test('the two parts of a monitor event', async t => {
  const { code, out, err } = await decode(HEX)
  t.strictSame([code, err], [0, ''])
  t.match(out, LISTENING)
  t.match(out, /event +0x0008 LISTENING/)
  t.match(out, /value +29 +fd 29, descriptor of the listening socket/)
  t.match(out, /address +"tcp:\/\/127\.0\.0\.1:38375"/)
  const big = await decode(['--hex', '00080000001d', '--text', 'x', '--order', 'be', '--brief'])
  t.match(big.out, 'LISTENING, fd 29')
})

t.test('as JSON: every byte in hex', async t => {
  const { out } = await decode([...HEX, '--json'])
  t.match(rows(out), [
    {
      kind: 'monitor',
      event: 8,
      name: 'LISTENING',
      values: [29],
      fields: [
        { part: 0, offset: 0, hex: '0800', name: 'event' },
        { part: 0, offset: 2, hex: '1d000000', name: 'value' },
        { part: 1, offset: 0, name: 'address' },
      ],
    },
  ])
})

t.test('bad bytes: all before them, what was expected, exit code 1', async t => {
  const { code, out } = await decode(['--hex', '0408 05"READY" 0bff', '--as', 'frames'])
  t.equal(code, 1)
  t.match(out, /name +"READY"/)
  t.match(out, /\^ expected 11 bytes of name here, found 1/)
  t.match(out, /! offset 9: expected 11 bytes/)
})

const PCAP = 'fixtures/pcap/libzmq.pcap'

t.test('wrong usage, exit code 2', async t => {
  const usage = async (args: string[], pattern: RegExp): Promise<void> => {
    const { code, out, err } = await decode(args)
    t.strictSame([code, out], [2, ''])
    t.match(err, pattern)
  }
  await usage(
    ['--hex', '08zz'],
    /--hex <digits>.*column 3: expected hex digits in pairs, found "zz"/,
  )
  await usage(['--as', 'x'], /--as <kind>.*Allowed choices are monitor, monitor-jeromq, wire/)
  await usage(['--bytes', '-1'], /--bytes <count>.*whole number from 0 to 65536/)
  await usage(['--port', '0'], /--port <number>.*from 1 to 65535/)
  await usage([...HEX, 'file'], /a file or --hex and --text, not both/)
  await usage([...HEX, '--port', '1'], /--port means nothing for what is no packet capture/)
  await usage(
    [...HEX, '--as', 'monitor', '--framing', '1.0'],
    /--framing means nothing for --as mon/,
  )
  await usage([PCAP, '--as', 'wire'], /--as means nothing for a packet capture/)
  await usage([PCAP, '--order', 'be'], /--order means nothing for a packet capture/)
  await usage([PCAP, '--framing', '1.0'], /--framing is for connections begun before.*--port/)
  await usage([PCAP, '--mechanism', 'NULL'], /--mechanism is for connections begun before/)
  const missing = await decode(['no-such-file'])
  t.equal(missing.code, 2)
  t.match(missing.err, 'rawzmq: no-such-file: no such file or directory (ENOENT)')
  const folder = await decode(['fixtures'])
  t.equal(folder.code, 2)
  t.match(folder.err, 'rawzmq: fixtures: illegal operation on a directory (EISDIR)')
})

t.test('files and stdin, told apart by what is in them', async t => {
  const folder = t.testdir()
  const file = (name: string, content: Uint8Array | string): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  const wire = Buffer.concat([NULL, READY_PUSH])
  const [parts] = [Buffer.from('08001d0000007463703a2f2f783a31', 'hex')]
  const raw = await decode(['--brief', file('wire', wire)])
  t.equal(
    raw.out,
    '@0 greeting: ZMTP 3.1, mechanism NULL  [64 bytes]\n@64 command READY: PUSH  [28 bytes]\n',
  )
  t.strictSame(await decode(['--brief'], wire), raw)
  t.strictSame(await decode(['--brief', '-'], wire), raw)
  t.strictSame(await decode(['--brief'], wire.toString('hex')), raw)
  const event = await decode(['--brief', '--order', 'le', file('event', parts)])
  t.match(event.out, 'LISTENING, fd 29, "tcp://x:1"')
  const both = await decode(['--brief'], `# both\nC: ${NULL.toString('hex')}\nS: ff00\n`)
  t.match(both.out, '→ @0 greeting')
  t.match(both.out, '← @0 greeting')
  t.equal(both.code, 1)
  const bad = await decode(['--brief'], '0002 "hi"\nnothing\n')
  t.match(bad.out, /message: "hi"[^]*! line 2, column 1: expected hex/)
  t.equal(bad.code, 1)
  const nothing = await decode(['--brief'], '')
  t.strictSame([nothing.code, nothing.out], [0, ''])
  t.match(nothing.err, 'nothing in it')
})

t.test('a text with a mistake in its first line is no run of bytes', async t => {
  const wrong = await decode([], '# event\n08 001d00zz\n')
  t.equal(wrong.code, 1)
  t.equal(
    wrong.out,
    '! line 2, column 10: expected hex digits in pairs, found "zz"; with --as wire the text itself is taken for bytes\n',
  )
  const http = 'GET / HTTP/1.1\r\n'
  t.match((await decode([], http)).out, /^! line 1, column 1: expected hex .* found "GET/)
  t.match((await decode(['--as', 'wire', '--brief'], http)).out, /^@0 no greeting: ZMTP 1.0/)
  const comments = await decode([], '# nothing\n')
  t.strictSame([comments.code, comments.out], [0, ''])
  t.match(comments.err, 'nothing in it')
})

t.test('a packet capture that ends too early, a capture that is torn', async t => {
  const pcap = readFileSync('fixtures/pcap/libzmq.pcap')
  const cut = await decode(['--brief'], pcap.subarray(0, 2000))
  t.equal(cut.code, 1)
  t.match(cut.out, /! offset \d+: the file ends in the middle of a block/)
  t.match(cut.out, 'PUSH talks to PULL')
  const torn = await decode(
    ['--brief'],
    readFileSync('fixtures/monitor/bind-tcp.v1.msgpack').subarray(0, -3),
  )
  t.equal(torn.code, 1)
  t.match(torn.out, /LISTENING[^]*the last row is torn/)
  const damaged = Buffer.from(readFileSync('fixtures/monitor/bind-tcp.v1.msgpack'))
  damaged.fill(0xc1, 300, 310)
  t.match((await decode(['--brief'], damaged)).out, /^! offset \d+:/m)
})

const wire = (connection: string, bytes: Uint8Array): CaptureRow => {
  return { kind: 'wire', at: 0, connection, from: 'connecting', bytes }
}

t.test('a capture of more connections than can be followed at once', async t => {
  const { rows: kept } = await readCapture('fixtures/captures/v1.msgpack')
  const header = kept[0] as CaptureRow
  const connections = Array.from({ length: 4098 }, (_, index) => `${index}`)
  const written = [
    header,
    ...connections.map(connection => wire(connection, NULL.subarray(0, 10))),
    wire('4097', NULL.subarray(10)),
  ]
  const file = join(t.testdir({ many: Buffer.concat(written.map(encodeRow)) }), 'many')
  const { out } = await decode(['--brief', file])
  const given = [...out.matchAll(/#(\d+) = not followed any further: there are more than 4096/g)]
  t.strictSame(
    given.map(([, connection]) => connection),
    ['0', '1'],
  )
  t.match(out, /#4097 → @0 greeting: ZMTP 3\.1, mechanism NULL/)
})

t.test('the fixtures, one line an item', async t => {
  for (const folder of ['monitor', 'wire', 'pcap']) {
    for (const name of readdirSync(`fixtures/${folder}`).toSorted()) {
      const { out, err } = await decode(['--brief', `fixtures/${folder}/${name}`])
      t.equal(err, '')
      t.matchSnapshot(out, `${folder}/${name}`)
    }
  }
})

t.test('some of the fixtures in full', async t => {
  for (const path of [
    'monitor/bind-tcp.v1.msgpack',
    'monitor/bind-tcp.v2.msgpack',
    'pcap/libzmq.pcap',
  ]) {
    t.matchSnapshot((await decode([`fixtures/${path}`])).out, path)
  }
})
