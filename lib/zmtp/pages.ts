// The pages that outgoing frames are packed into, and who owns each. A page is in one state at a time:
//
//   free ──take──► packing ──retire──► retired ──free──► free, or dropped where enough are free
//                     └────────────────free──────────────►
//
//   free      in the pool; nobody writes or reads it
//   packing   one encoder appends to it; what it has handed over of it may be with the system
//   retired   full: nobody appends any more, but its bytes have not all been written
//
// A page is freed only when all that was packed into it is with the system, and that is the page's own
// account (`packed`, `taken`, `written`), not a conclusion its user draws. Encoders of all connections share one
// pool: a page that is freed too early would carry the bytes of one connection to the peer of another.

/** Sizes of pages: a connection begins with the smallest; a page that gets full is followed by a larger. */
const PAGE_SIZES = [1024, 4096, 16 * 1024, 128 * 1024] as const

/** The largest page frames are packed into: about one socket write under load. */
export const PAGE_SIZE = PAGE_SIZES[3]

/** The sizes by index, from 0 to this. */
export const LAST_SIZE_INDEX = PAGE_SIZES.length - 1

/** The size of pages of an index, in bytes. */
export function pageSize(sizeIndex: number): number {
  return PAGE_SIZES[sizeIndex] as number
}

/**
 * Pages that were written and wait for their next use, by any connection: of each size so many at most.
 * An idle connection holds none. Fresh memory costs a page fault every 4 KiB: with reuse a send of
 * 256 B took a fifth of the time where faults are dear (a virtual machine), and half elsewhere.
 */
const FREE_PAGES_MAX = [256, 64, 16, 8] as const

/** Who may touch a page. */
export type PageState = 'free' | 'packing' | 'retired' | 'dropped'

/** A piece of memory that frames are packed into. */
export class Page {
  readonly memory: Buffer
  state: PageState = 'free'
  /** So many bytes were packed, handed over to be written, and are with the system. */
  packed = 0
  taken = 0
  written = 0

  constructor(size: number) {
    this.memory = Buffer.allocUnsafeSlow(size)
  }

  /** True while something packed into it is not with the system. */
  get isOwed(): boolean {
    return this.written !== this.packed
  }
}

/** Free pages of every size. */
export class PagePool {
  readonly #free: readonly Page[][] = PAGE_SIZES.map(() => [])

  /** A page of this size, or one of its own for `bytes` that need more. It is the caller's. */
  take(sizeIndex: number, bytes: number): Page {
    const size = pageSize(sizeIndex)
    const page = (bytes <= size && this.#free[sizeIndex]?.pop()) || new Page(Math.max(size, bytes))
    page.state = 'packing'
    return page
  }

  /** Takes a page back. The last one freed is in the processor's cache: it is the next to be used. */
  free(page: Page): void {
    if (page.state === 'free' || page.isOwed) {
      throw new Error(`a page that is ${page.state} cannot be freed: its bytes are still owed`)
    }
    const index = (PAGE_SIZES as readonly number[]).indexOf(page.memory.length)
    const free = this.#free[index]
    if (free === undefined || free.length >= (FREE_PAGES_MAX[index] as number)) {
      page.state = 'dropped'
      return
    }
    page.state = 'free'
    page.packed = 0
    page.taken = 0
    page.written = 0
    free.push(page)
  }
}

/** The pool of this thread's connections. */
export const sharedPages = new PagePool()
