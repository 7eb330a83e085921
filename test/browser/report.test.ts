// The page in a real browser: the article's run, a hostile capture, and 100,000 rows.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import t from 'tap'
import { main } from '../../bin/main.js'
import { noBrowser, openBrowser, openPage } from '../support/browser.js'
import { FakeProcess } from '../support/fake-process.js'
import { expectEnd, start } from '../support/program.js'
import {
  CONNECTION,
  conversation,
  fileOf,
  HEADER,
  LISTENING,
  manyRows,
  message,
} from '../support/report-rows.js'

t.setTimeout(300_000)

async function report(capture: string): Promise<string> {
  const output = `${capture}.html`
  const host = new FakeProcess()
  const code = await main(['report', capture, '-o', output], host)
  if (code !== 0) throw new Error(host.err)
  return output
}

const texts = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).allTextContents()

const chosen = async (page: Page): Promise<string> =>
  (await texts(page, '.row[aria-selected=true]')).join()

t.test('in chromium', { skip: noBrowser }, async t => {
  const dir = t.testdir()
  let context: BrowserContext

  t.before(async () => {
    context = await openBrowser(t)
  })

  await t.test('the article: four consumers, ten messages, four Quits', async t => {
    const capture = join(dir, 'run.msgpack')
    const program = start(t, [
      'run',
      '--interval',
      '0',
      '--work',
      '0',
      '--json',
      '--capture',
      capture,
    ])
    await expectEnd(t, program, 0)
    const { page, complaints } = await openPage(context, await report(capture))
    t.match(await page.textContent('#counts'), /^4 consumers · 10 messages · 4 Quits · /)
    const lanes = await texts(page, '#lane option')
    t.same(
      lanes.filter(name => name.startsWith('consumer')),
      ['consumer-1', 'consumer-2', 'consumer-3', 'consumer-4'],
    )
    await page.fill('#words', 'received "Quit"')
    t.equal((await texts(page, '.row')).length, 4)
    t.same(complaints, [])
    await page.close()
  })

  await t.test('topics and requests: tables, and from one of a pair to the other', async t => {
    const capture = join(dir, 'exchanges.msgpack')
    const rows = [
      HEADER,
      ...conversation(
        'c1',
        ['REQ', 'REP'],
        [
          ['connecting', 1, '0100 0001"q"'],
          ['binding', 3, '0100 0001"a"'],
          ['connecting', 4, '0100 0001"r"'],
        ],
      ),
      ...conversation(
        'c2',
        ['SUB', 'PUB'],
        [
          ['connecting', 5, '040b 09"SUBSCRIBE" "a"'],
          ['binding', 6, '0002"ab"'],
        ],
      ),
    ]
    writeFileSync(capture, fileOf(rows))
    const { page, complaints } = await openPage(context, await report(capture))
    t.same(await texts(page, '#detail h2'), ['Topics', 'Requests'])
    t.same(await texts(page, '#detail table:nth-of-type(1) tr:nth-child(2) > *'), [
      '"a"',
      '1',
      'connection c2, the connecting side',
      '0.005000',
      'to the end',
      '1',
    ])
    t.match(
      await page.textContent('#detail'),
      '2 requests, 1 without a reply; answered after 2.000 ms',
    )
    await page.click('.to-entry >> nth=1')
    t.match(await page.textContent('.pair'), 'a request, answered after 2.000 ms')
    await page.click('.pair')
    t.match(await page.textContent('.pair'), 'the reply to a request, after 2.000 ms')
    t.same(complaints, [])
    await page.close()
  })

  await t.test('keys step, the choice is explained, the filter chooses', async t => {
    const capture = join(dir, 'hand.msgpack')
    const rows = [HEADER, LISTENING, message(2, 'producer', 'hi'), ...CONNECTION]
    writeFileSync(capture, fileOf(rows))
    const { page, complaints } = await openPage(context, await report(capture))
    t.equal(await page.textContent('#shown'), '12 entries')

    await page.keyboard.press('ArrowDown')
    t.match(await chosen(page), 'LISTENING, fd 29')
    t.same(await texts(page, '#detail tr:nth-child(2) > *'), [
      'part 0 +0',
      '08 00',
      'event',
      '0x0008 LISTENING',
      'bound and listening',
      'zmq_socket_monitor(3)',
    ])
    await page.keyboard.press('j')
    t.match(await chosen(page), 'sent "hi"')
    t.same(
      await texts(page, '#detail tr:first-child > *'),
      ['offset', 'bytes', 'field', 'value', 'meaning'],
      'no column without anything in it',
    )
    t.match(await texts(page, '#detail .hex'), ['68 69'])
    await page.keyboard.press('k')
    t.match(await chosen(page), 'LISTENING')
    await page.keyboard.press('End')
    t.match(await chosen(page), 'closed by the connecting side')

    await page.click('.row:has-text("command READY: PULL")')
    t.match(await texts(page, '#detail h2'), ['command READY: PULL'])
    t.match(await texts(page, '#detail .offset'), ['64', '65', '66', '67'])

    await page.selectOption('#lane', { label: 'connection c1' })
    t.equal(await page.textContent('#shown'), '10 of 12 entries')
    await page.click('#kinds [data-kind=state]')
    t.equal(await page.textContent('#shown'), '5 of 12 entries')
    await page.fill('#to', '0.0115')
    t.equal(await page.textContent('#shown'), '2 of 12 entries')
    await page.locator('#to').press('Escape')
    await page.keyboard.press('Escape')
    t.equal(await page.textContent('#shown'), '12 entries')
    t.equal(await chosen(page), '')

    const picture = await page.locator('#chart .u-over').boundingBox()
    t.ok(picture !== null && picture.width > 400, 'there is a drawing')
    // All of the time with a margin of 2 % on both sides: the first entry is at its left.
    const left = ((picture?.width ?? 0) * 0.02) / 1.04
    const height = (picture?.height ?? 0) / 2
    await page.mouse.click((picture?.x ?? 0) + left, (picture?.y ?? 0) + height / 2)
    t.match(await chosen(page), 'LISTENING', 'a mark can be clicked')

    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const before = await ground()
    await page.click('#theme')
    t.not(await ground(), before, 'light and dark')
    t.same(complaints, [])
    await page.close()
  })

  await t.test('what strangers wrote stays text', async t => {
    const capture = join(dir, 'hostile.msgpack')
    const evil = '</script><img src=x onerror="alert(1)"><script>alert(2)</script>'
    const listening = { ...LISTENING, socket: evil, parts: [Buffer.from('08001d000000', 'hex')] }
    const rows = [
      HEADER,
      { ...listening, parts: [...listening.parts, Buffer.from(evil)] },
      message(2, evil, evil),
      { kind: 'note' as const, at: 3, text: evil },
    ]
    writeFileSync(capture, fileOf(rows as Parameters<typeof fileOf>[0]))
    const { page, complaints } = await openPage(context, await report(capture))
    for (const words of ['LISTENING', 'received', 'note']) {
      await page.keyboard.press('ArrowDown')
      t.match(await page.textContent('#detail'), words)
    }
    t.match(await chosen(page), '</script><img src=x')
    t.equal(await page.locator('img').count(), 0)
    t.equal(await page.locator('script').count(), 3)
    t.same(complaints, [])

    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "taken"'
      document.body.append(script)
    })
    t.not(await page.title(), 'taken', 'a script that is not hashed does not run')
    t.match(complaints.join(), /Content Security Policy/)
    await page.close()
  })

  await t.test('what is chosen comes into view, in a drawing with many lanes, too', async t => {
    const capture = join(dir, 'lanes.msgpack')
    const rows = Array.from({ length: 60 }, (_, at) => message(at + 1, `consumer-${at}`, 'x'))
    writeFileSync(capture, fileOf([HEADER, ...rows]))
    const { page, complaints } = await openPage(context, await report(capture))
    const scrolled = (): Promise<number> => page.locator('#picture').evaluate(one => one.scrollTop)
    t.equal(await scrolled(), 0)
    await page.keyboard.press('End')
    t.match(await chosen(page), 'consumer-59')
    t.ok((await scrolled()) > 1000)
    await page.keyboard.press('Home')
    t.equal(await scrolled(), 0)
    t.same(complaints, [])
    await page.close()
  })

  await t.test('100,000 rows do not freeze it', async t => {
    const capture = join(dir, 'many.msgpack')
    writeFileSync(capture, fileOf(manyRows(100_000)))
    const path = await report(capture)
    const begun = performance.now()
    const { page, complaints } = await openPage(context, path)
    t.equal(await page.textContent('#shown'), '99999 entries')
    const loaded = performance.now() - begun
    t.ok(loaded < 30_000, `loaded in ${Math.round(loaded)} ms`)
    await page.keyboard.press('End')
    t.match(await chosen(page), 'Data-49998')
    for (let count = 0; count < 3; count++) await page.keyboard.press('+')
    await page.fill('#words', 'data-4999')
    t.equal(await page.textContent('#shown'), '20 of 99999 entries')
    t.ok((await page.locator('.row').count()) < 100, 'only rows in view are in the page')
    t.comment(
      `loaded in ${Math.round(loaded)} ms, stepped and filtered in ${Math.round(performance.now() - begun - loaded)} ms`,
    )
    t.same(complaints, [])
    await page.close()
  })
})
