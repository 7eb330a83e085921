// Nobody's bytes are overwritten before they are with the system, whatever encoders that share pages do in
// whatever order. RAWZMQ_PAGE_STEPS=1000000 makes it so many steps.
import t from 'tap'
import { COPY_MAX, FrameEncoder } from '../../lib/zmtp/frame-encoder.js'
import { type Page, PagePool, pageSize, LAST_SIZE_INDEX } from '../../lib/zmtp/pages.js'
import { Random } from '../support/random.js'

const STEPS = Number(process.env['RAWZMQ_PAGE_STEPS'] ?? 60_000)

/** Knows of each page that is out who has it. */
class WatchedPool extends PagePool {
  readonly out = new Map<Page, string>()
  taker = ''

  override take(sizeIndex: number, bytes: number): Page {
    const page = super.take(sizeIndex, bytes)
    if (this.out.has(page)) throw new Error('a page was given to two encoders')
    this.out.set(page, this.taker)
    return page
  }

  override free(page: Page): void {
    if (this.out.get(page) !== this.taker) throw new Error('a page was freed by another')
    super.free(page)
    this.out.delete(page)
  }
}

/** One connection: what it packed, as it must arrive, and what was taken and is not yet written. */
class Sender {
  readonly encoder: FrameEncoder
  readonly name: string
  readonly #pool: WatchedPool
  #packed: Buffer[] = []
  #underWay: { readonly chunks: Uint8Array[]; readonly wanted: Buffer } | undefined
  bytes = 0

  constructor(name: string, pool: WatchedPool) {
    this.name = name
    this.#pool = pool
    this.encoder = new FrameEncoder(pool)
  }

  #as<Value>(act: () => Value): Value {
    this.#pool.taker = this.name
    return act()
  }

  pack(bodies: Buffer[], kind: number): void {
    this.#as(() => {
      if (kind === 0) this.encoder.raw(bodies[0] as Buffer)
      else if (kind === 1) this.encoder.command(bodies[0] as Buffer)
      else this.encoder.message(bodies)
    })
    const frames = kind < 2 ? [bodies[0] as Buffer] : bodies
    for (const [index, body] of frames.entries()) {
      if (kind > 0) this.#packed.push(header(kind, index < frames.length - 1, body.length))
      this.#packed.push(body)
    }
  }

  take(): void {
    if (this.#underWay !== undefined) return
    const chunks = this.#as(() => this.encoder.take())
    this.#underWay = { chunks, wanted: Buffer.concat(this.#packed) }
    this.#packed = []
  }

  /** The system reads what it was given only now. */
  write(): boolean {
    if (this.#underWay === undefined) return true
    const { chunks, wanted } = this.#underWay
    const isWhole = Buffer.concat(chunks).equals(wanted)
    this.bytes += wanted.length
    this.#underWay = undefined
    this.#as(() => this.encoder.written())
    return isWhole
  }
}

function header(kind: number, hasMore: boolean, size: number): Buffer {
  const flags = (kind === 1 ? 4 : 0) | (hasMore ? 1 : 0)
  if (size < 256) return Buffer.of(flags, size)
  const long = Buffer.alloc(9)
  long[0] = flags | 2
  long.writeBigUInt64BE(BigInt(size), 1)
  return long
}

t.test('a page is freed only when all of it is with the system', async t => {
  const a = new FrameEncoder()
  const b = new FrameEncoder()
  a.message([Buffer.from('first')])
  a.take()
  a.message([Buffer.from('small')])
  a.message([Buffer.alloc(COPY_MAX + 1)])
  a.written()
  b.message([Buffer.from('SECRET-OF-ANOTHER-CONNECTION')])
  t.equal(a.take()[0]?.subarray(2, 7).toString(), 'small')
})

t.test('a page that is owed, or free, cannot be freed', async t => {
  const pool = new PagePool()
  const page = pool.take(0, 10)
  page.packed = 10
  t.throws(() => pool.free(page), /still owed/)
  page.written = 10
  pool.free(page)
  t.throws(() => pool.free(page), /free/)
  t.equal(pool.take(0, 10), page, 'and is given again')
})

t.test(`${STEPS} steps of encoders that share pages`, async t => {
  for (const seed of [1, 2, 3]) {
    const random = new Random(seed)
    const below = (limit: number): number => random.below(limit)
    const pool = new WatchedPool()
    const senders = Array.from({ length: 5 }, (_, index) => new Sender(`sender ${index}`, pool))
    let fill = 0
    const body = (): Buffer => {
      const sizes = [below(40), below(300), below(5000), COPY_MAX - 2 + below(5), 20_000]
      return Buffer.alloc(sizes[below(below(10) < 8 ? 2 : 5)] as number, ++fill & 0xff)
    }
    let isWhole = true
    for (let step = 0; step < STEPS / 3 && isWhole; step++) {
      const sender = senders[below(senders.length)] as Sender
      const act = below(10)
      if (act < 6) sender.pack(Array.from({ length: 1 + below(3) }, body), below(4))
      else if (act < 8) sender.take()
      else isWhole = sender.write()
    }
    t.ok(isWhole, `seed ${seed}: every octet arrived as it was packed`)
    for (const sender of senders) {
      t.ok(sender.write(), `seed ${seed}: ${sender.name}: what was under way`)
      sender.take()
      t.ok(sender.write(), `seed ${seed}: ${sender.name}: the rest of ${sender.bytes} octets`)
    }
    t.equal(pool.out.size, 0, `seed ${seed}: every page came back`)
  }
})

t.test('the largest size is a socket write under load', async t => {
  t.equal(pageSize(LAST_SIZE_INDEX), 128 * 1024)
})
