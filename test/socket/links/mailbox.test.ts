import t from 'tap'
import { Mailbox } from '../../../lib/socket/links/mailbox.js'
import type { Message } from '../../../lib/socket/message.js'

const message = (text: string | number): Message => [Buffer.from(`${text}`)]
const text = (taken: Message | undefined): string | undefined => taken && String(taken[0])

/** Pushes until it is full; says how many went in. */
function fill(mailbox: Mailbox, most = 10_000): number {
  for (let count = 0; count < most; count++) if (!mailbox.offer(message(count))) return count
  return most
}

t.test('first in, first out, up to the mark', async t => {
  for (const [mark, roomAgain] of [
    [1, 1],
    [2, 2],
    [5, 3],
    [1000, 1000],
  ] as const) {
    const mailbox = new Mailbox(mark)
    t.equal(fill(mailbox), mark)
    t.equal(mailbox.length, mark)
    t.equal(mailbox.isFull, true)
    t.equal(mailbox.checkWrite(), false)
    for (let index = 0; index < mark; index++) t.equal(text(mailbox.shift()), `${index}`)
    t.equal(mailbox.shift(), undefined)
    t.equal(mailbox.length, 0)
    t.equal(fill(mailbox), roomAgain, 'room comes in steps: of 5 taken, 3 count')
  }
  t.equal(fill(new Mailbox(0), 5000), 5000, '0 is no mark')
})

/** The mark, how many reads it takes until there is room, and how much room there then is. */
const STEPS: [mark: number, reads: number][] = [
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 2],
  [5, 3],
  [10, 5],
  [11, 6],
  [1000, 500],
]

t.test('room comes back in steps of (mark + 1) / 2, and the writer is then told once', async t => {
  for (const [mark, reads] of STEPS) {
    const mailbox = new Mailbox(mark)
    let told = 0
    mailbox.onWritable = () => void told++
    fill(mailbox)
    for (let read = 1; read < reads; read++) {
      mailbox.shift()
      t.equal(mailbox.isFull, true)
    }
    t.equal(told, 0, `${mark}: not before`)
    mailbox.shift()
    t.equal(told, 1, `${mark}: after ${reads}`)
    t.equal(fill(mailbox), reads)
  }
})

t.test('who has not been turned away is not told', async t => {
  const mailbox = new Mailbox(4)
  mailbox.onWritable = () => t.fail('nobody asked')
  for (let round = 0; round < 20; round++) {
    mailbox.offer(message(round))
    mailbox.shift()
  }
  t.equal(mailbox.isFull, false)
})

t.test('the reader is told once, after it found nothing', async t => {
  const mailbox = new Mailbox(0)
  let told = 0
  mailbox.onReadable = () => void told++
  mailbox.offer(message('a'))
  mailbox.offer(message('b'))
  t.equal(told, 1)
  t.equal(mailbox.checkRead(), true)
  mailbox.shift()
  mailbox.shift()
  mailbox.offer(message('c'))
  t.equal(told, 1, 'it has not looked yet')
  mailbox.shift()
  t.equal(mailbox.checkRead(), false)
  mailbox.offer(message('d'))
  t.equal(told, 2)
})

t.test('a changed mark counts at once, both ways', async t => {
  const mailbox = new Mailbox(2)
  let told = 0
  mailbox.onWritable = () => void told++
  fill(mailbox)
  mailbox.highWaterMark = 4
  t.equal(told, 1)
  t.equal(fill(mailbox), 2)
  mailbox.highWaterMark = 1
  t.equal(told, 1)
  t.equal(mailbox.length, 4, 'what is in stays')
  mailbox.highWaterMark = 0
  t.equal(told, 2)
})

t.test('conflating keeps the newest only', async t => {
  const mailbox = new Mailbox(2, true)
  t.equal(fill(mailbox, 10), 10)
  t.equal(mailbox.length, 1)
  t.equal(mailbox.isFull, false)
  t.equal(text(mailbox.shift()), '9')
  t.equal(mailbox.shift(), undefined)
  mailbox.offer(message('x'))
  t.equal(text(mailbox.shift()), 'x')
})

t.test('clear', async t => {
  const mailbox = new Mailbox(5)
  fill(mailbox)
  mailbox.shift()
  t.equal(mailbox.clear(), 4)
  t.equal(mailbox.length, 0)
  t.equal(mailbox.isFull, false)
  t.equal(fill(mailbox), 5)
})

t.test('order is kept over many thousands, whatever the rhythm', async t => {
  const mailbox = new Mailbox(0)
  let written = 0
  let read = 0
  for (let round = 0; round < 3000; round++) {
    for (let index = 0; index < round % 7; index++) mailbox.offer(message(written++))
    for (let index = 0; index < round % 5; index++) {
      const taken = text(mailbox.shift())
      if (taken === undefined) break
      if (taken !== `${read}`) t.fail(`${taken} in place of ${read}`)
      read++
    }
    if (mailbox.length !== written - read) t.fail(`length ${mailbox.length}`)
  }
  while (mailbox.length > 0) if (text(mailbox.shift()) !== `${read++}`) t.fail('order')
  t.equal(read, written)
})

t.test('a count takes in what the source has, as far as there is room', async t => {
  for (const [mark, count] of [
    [0, 5],
    [3, 3],
  ] as const) {
    const mailbox = new Mailbox(mark)
    const waiting = ['b', 'c', 'd', 'e']
    mailbox.offer(message('a'))
    mailbox.source = {
      takeNow: () => undefined,
      fill() {
        const next = waiting.shift()
        if (next !== undefined) mailbox.put(message(next))
      },
    }
    t.equal(mailbox.count(), count)
    t.equal(mailbox.count(), count, 'and again')
    t.strictSame(
      ['a', 'b', 'c'].map(() => text(mailbox.shift())),
      ['a', 'b', 'c'],
    )
  }
})
