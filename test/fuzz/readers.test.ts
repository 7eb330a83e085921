// Seeded damage to whole files, for what reads whole files: replay, report and decode. Rows are damaged as
// bytes (most end as no capture) and as rows that are well formed and say nonsense. RAWZMQ_FUZZ sets how
// many files each gets (default 300).
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { main } from '../../bin/main.js'
import { replayCapture } from '../../lib/replay/replay.js'
import { CaptureDecoder } from '../../lib/capture/decoder.js'
import { CaptureFormatError } from '../../lib/capture/format-error.js'
import { encodeRow, type CaptureRow } from '../../lib/capture/format.js'
import { systemClock } from '../../lib/clock.js'
import { ReportBuilder } from '../../lib/report/index.js'
import { FakeProcess } from '../support/fake-process.js'
import { fuzz } from '../support/fuzz.js'
import { fuzzCount, type Random } from '../support/random.js'

const USUAL = 300
const COUNT = fuzzCount(USUAL)

if (COUNT > USUAL) t.setTimeout(0)

const CAPTURES = [
  'captures/v1.msgpack',
  'monitor/article.v1.msgpack',
  'monitor/connect-tcp.v2.msgpack',
  'wire/frames.msgpack',
  'wire/plain-client.msgpack',
  'wire/zmtp-2.0.msgpack',
].map(name => readFileSync(join('fixtures', name)))
const PCAP = readFileSync('fixtures/pcap/libzmq.pcap')
const HEX = Buffer.from(
  'C: ff00000000000000017f 03 01 "NULL" 00*16 00 00*31\nS: 0002 "hi" | 0100 # text\n',
)

/** The rows of a capture as far as it can be read. */
function rowsOf(bytes: Buffer): CaptureRow[] {
  const decoder = new CaptureDecoder()
  decoder.push(bytes)
  const rows: CaptureRow[] = []
  for (let row = decoder.next(); row !== undefined; row = decoder.next()) rows.push(row)
  return rows
}

const ROWS = CAPTURES.map(rowsOf)

/** A value in the place of another, of the same type. */
function nonsense(random: Random, value: unknown): unknown {
  if (value instanceof Uint8Array) return random.mutate(value)
  if (typeof value === 'number') return random.pick([0, -1, 1e300, 2 ** 53, value * 2, value + 0.5])
  if (typeof value === 'string')
    return random.pick(['', '__proto__', 'toString', `${value}\0\u202e</script>`, 'x'.repeat(5000)])
  if (Array.isArray(value))
    return random.below(4) === 0 ? [] : value.map(one => nonsense(random, one))
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
    const chosen = random.below(fields.length + 1)
    return Object.fromEntries(
      fields.map(([name, one], at) => [name, at === chosen ? nonsense(random, one) : one]),
    )
  }
  return value
}

/** Rows in which some say nonsense, come twice, not at all, or from another capture. */
function damagedRows(random: Random): Buffer {
  const [header, ...rest] = random.pick(ROWS) as [CaptureRow, ...CaptureRow[]]
  const rows = rest.flatMap(row => {
    switch (random.below(20)) {
      case 0:
        return []
      case 1:
        return [row, row]
      case 2:
        return [random.pick(random.pick(ROWS).slice(1)), row]
      case 3:
      case 4:
      case 5: {
        const changed = nonsense(random, row) as CaptureRow
        return [{ ...changed, kind: row.kind } as CaptureRow]
      }
      default:
        return [row]
    }
  })
  return Buffer.concat([header, ...rows].map(encodeRow))
}

function damagedCapture(random: Random): Buffer {
  return random.below(3) === 0 ? random.mutate(random.pick(CAPTURES)) : damagedRows(random)
}

const folder = t.testdir()
const asJson = (step: object): void => void JSON.stringify(step)

fuzz(t, 'replay: a result or a CaptureFormatError', COUNT, async random => {
  const path = join(folder, 'replay.msgpack')
  writeFileSync(path, damagedCapture(random))
  try {
    const result = await replayCapture(path, { speed: 0, clock: systemClock, tell: asJson })
    JSON.stringify(result)
  } catch (error) {
    if (!(error instanceof CaptureFormatError)) throw error
  }
})

fuzz(t, 'report: data for a page, whatever the rows say', COUNT, async random => {
  const builder = new ReportBuilder({ entriesMax: 100 + random.below(100) })
  for (let files = 1 + random.below(2); files > 0; files--) {
    const reader = builder.file(`file ${files}`)
    let rows: CaptureRow[]
    try {
      rows = rowsOf(damagedCapture(random))
    } catch (error) {
      if (!(error instanceof CaptureFormatError)) throw error
      rows = random.pick(ROWS)
    }
    for (const row of rows) reader.row(row)
    reader.finish()
  }
  const data = builder.finish('fuzz')
  JSON.stringify(data)
  const { at, lane } = data.entries
  if (!at.every(Number.isFinite)) throw new Error('a time that is no number')
  if (!lane.every(index => data.lanes[index] !== undefined)) throw new Error('an unknown lane')
})

fuzz(t, 'decode: exit code 0 or 1, whatever the file is', COUNT, async random => {
  const host = new FakeProcess()
  const kind = random.below(4)
  host.stdin.end(
    kind === 0
      ? random.mutate(PCAP.subarray(0, 1500))
      : kind === 1
        ? random.mutate(HEX)
        : kind === 2
          ? random.bytes(random.below(300))
          : damagedCapture(random),
  )
  const code = await main(['decode', ...random.pick([[], ['--brief'], ['--json']])], host)
  if (code !== 0 && code !== 1) throw new Error(`exit code ${code}: ${host.err}`)
})
