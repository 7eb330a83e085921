// `rawzmq conform smoke` and `init`: a driver that keeps the contract, drivers that do not, and those that init writes:
// the one for zeromq.js must do well over real libzmq.
import { readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { LANGUAGES } from '../../../bin/conform/init.js'
import { keepProcessAlive } from '../../../lib/clock.js'
import { CASES } from '../../../lib/conformance/cases/index.js'
import { smokeDriver } from '../../../lib/conformance/smoke/smoke.js'
import { main } from '../../../bin/main.js'
import { FakeProcess } from '../../support/fake-process.js'

t.setTimeout(120_000)

const DRIVER = fileURLToPath(new URL('../../conformance/mutants/driver.js', import.meta.url))

async function conform(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(['conform', ...args], host)
  return { code, out: host.out, err: host.err }
}

const wrongs = (out: string): string[] => out.split('\n').filter(line => line.startsWith('WRONG'))

/** A driver in one line of JavaScript, which says what it is told to. */
const scripted = (script: string): string => `"${process.execPath}" -e '${script}' --`
const READY = 'console.log(JSON.stringify({ready:"tcp://127.0.0.1:1",can:["open","zmtp3"]}));'

t.test('the reference endpoint: nothing is wrong', async t => {
  const { code, out } = await conform('smoke', `"${process.execPath}" "${DRIVER}"`)
  t.strictSame(wrongs(out), [])
  t.equal(code, 0)
  t.match(out, /\nok {4}case [a-z]+\/[\d.]+ runs over it: PUSH/)
  t.match(out, /nothing is wrong; the suite: rawzmq conform --exec /)
})

t.test('what is wrong is said line by line', async t => {
  const none = await conform('smoke', scripted('process.exit(3)'))
  t.match(none, { code: 1, out: /WRONG no line \{"ready":…\}: it ended with 3\n/ })
  const absent = await conform('smoke', '/nowhere/driver')
  t.match(absent, { code: 1, out: /it cannot be started: spawn \/nowhere\/driver ENOENT/ })
  const texts: string[] = []
  const command = scripted(`${READY}process.stdin.resume()`)
  const [subject] = CASES
  if (subject === undefined) throw new Error('there are no cases')
  const letGo = keepProcessAlive()
  await smokeDriver({ command, subject, answerMs: 50, point: ({ text }) => texts.push(text) })
  letGo()
  t.ok(texts.includes('no name in the ready line'))
  t.ok(texts.includes('no handshake with a PUSH at tcp://127.0.0.1:1'))
  t.ok(texts.includes('open PULL: no answer came'))
  t.ok(texts.includes('close: no answer came'))
  const loud = await conform(
    'smoke',
    scripted(
      `console.log("hello");console.log("{x");console.log(JSON.stringify({recv:"6869"}));${READY}process.exit(0)`,
    ),
  )
  t.match(loud.out, /WRONG line 2: \{x: it is no JSON\n/)
  t.match(loud.out, /WRONG line 3: \{"recv":"6869"\}: recv is "6869", no list\n/)
})

t.test('init: a driver in each language, no file written over, none for others', async t => {
  const root = t.testdir({})
  for (const language of LANGUAGES) {
    const folder = join(root, language)
    const { code, out } = await conform('init', '--language', language, '--out', folder)
    t.equal(code, 0)
    t.match(out, /build: .*\n {2}try: {4}rawzmq conform smoke '/)
    t.match(out, `  go:     cd '${folder}'\n  build:`)
    t.ok(readdirSync(folder).length > 0)
    const again = await conform('init', '--language', language, '--out', folder)
    t.match(again, { code: 2, err: /is there already; another folder: --out/ })
  }
  t.match(await conform('init', '--language', 'cobol'), {
    code: 2,
    err: /python, js, go, rust, java, c/,
  })
})

t.test('what init writes for zeromq.js keeps the contract', async t => {
  const folder = t.testdir({})
  await conform('init', '--language', 'js', '--out', folder)
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  const { code, out } = await conform(
    'smoke',
    `"${process.execPath}" "${join(folder, 'driver.mjs')}"`,
  )
  t.strictSame(wrongs(out), [])
  t.equal(code, 0)
})
