// A real browser for tests: Debian's chromium without a network, a fresh profile, and what it complained of.
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import type { Test } from 'tap'

const CHROMIUM = '/usr/bin/chromium'

/** Why tests in a browser are to be skipped; false if they can run. */
export const noBrowser = !existsSync(CHROMIUM) && `${CHROMIUM} is not installed`

const ARGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Longer than anything takes on a slow machine. */
const LIMIT_MS = 60_000

/** Starts a browser that ends with the test. @param isOnline whether it reaches this machine's own sockets */
export async function openBrowser(t: Test, isOnline = false): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(t.testdir(), {
    executablePath: CHROMIUM,
    args: ARGS,
    timeout: LIMIT_MS,
    viewport: { width: 1440, height: 900 },
    offline: !isOnline,
    ignoreHTTPSErrors: isOnline,
  })
  context.setDefaultTimeout(LIMIT_MS)
  t.teardown(() => context.close())
  return context
}

/** Opens a file, and collects every error and every request that is not for the file itself. */
export async function openPage(
  context: BrowserContext,
  path: string,
): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  const url = pathToFileURL(path).href
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('dialog', dialog => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', request => {
    if (request.url() !== url) complaints.push(`request: ${request.url()}`)
  })
  await page.goto(url)
  return { page, complaints }
}
