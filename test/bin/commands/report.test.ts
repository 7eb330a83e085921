// `rawzmq report` as a command: what it writes, and what it says of files it cannot read.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { main } from '../../../bin/main.js'
import { FakeProcess } from '../../support/fake-process.js'
import { fileOf, HEADER, LISTENING, message } from '../../support/report-rows.js'

const FIXTURE = join('fixtures', 'captures', 'v1.msgpack')

async function report(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(['report', ...args], host)
  return { code, out: host.out, err: host.err }
}

/** The data of a page. */
function dataOf(page: string): {
  entries: { at: number[] }
  sources: string[]
  remarks: string[]
  counts: string[]
} {
  const json = /<script type="application\/json" id="report">([^<]*)<\/script>/.exec(page)?.[1]
  return JSON.parse(json ?? '') as ReturnType<typeof dataOf>
}

t.test('a capture becomes a page; an older page is overwritten', async t => {
  const output = join(t.testdir({ 'run.html': 'old' }), 'run.html')
  const { code, out, err } = await report(FIXTURE, '-o', output)
  t.equal(code, 0)
  t.equal(out, '')
  t.match(err, /run\.html: \d+ entries, \d+ KiB\n/)
  const page = readFileSync(output, 'utf8')
  t.match(page, /^<!doctype html>/)
  t.same(dataOf(page).counts, ['4 messages', '2 Quits', '9 monitor events', '1 connection'])
})

t.test('to stdout', async t => {
  const { code, out, err } = await report(FIXTURE, '-o', '-')
  t.equal(code, 0)
  t.equal(err, '')
  t.match(out, /^<!doctype html>[^]*<\/html>\n$/)
})

t.test('several files in one page', async t => {
  const dir = t.testdir({
    a: fileOf([HEADER, message(1, 'producer', 'x')]),
    b: fileOf([HEADER, message(2, 'consumer', 'x')]),
  })
  const { code, out } = await report(join(dir, 'a'), join(dir, 'b'), '-o', '-')
  t.equal(code, 0)
  t.same(dataOf(out).entries.at, [0, 1])
  t.match(dataOf(out).sources, [/^a: 2 rows/, /^b: 2 rows/], 'no paths of this machine')
  const twins = await report(join(dir, 'a'), `${dir}/./a`, '-o', '-')
  t.match(dataOf(twins.out).sources, [/^[^:]*\/a: 2 rows/, /\/\.\/a: 2 rows/])
})

t.test('a torn file is shown up to there, and the code says so', async t => {
  const bytes = fileOf([HEADER, LISTENING])
  const dir = t.testdir({ torn: bytes.subarray(0, -3), whole: bytes })
  const { code, out, err } = await report(join(dir, 'torn'), '-o', '-')
  t.equal(code, 1)
  t.match(err, /torn: the last row, at byte \d+, is torn$/m)
  t.match(dataOf(out).remarks, [/is torn/])
})

t.test('a file that is no capture, or not there, makes no page', async t => {
  const dir = t.testdir({ text: 'hello there' })
  const output = join(dir, 'page.html')
  const wrong = await report(join(dir, 'text'), '-o', output)
  t.equal(wrong.code, 1)
  t.match(wrong.err, /text: .*header/)
  const missing = await report(join(dir, 'none'), '-o', output)
  t.equal(missing.code, 2)
  t.match(missing.err, /none: no such file or directory \(ENOENT\)/)
  t.throws(() => readFileSync(output), { code: 'ENOENT' })
})

t.test('a page that cannot be written, or would overwrite a capture', async t => {
  const dir = t.testdir()
  const file = join(dir, 'run.msgpack')
  const bytes = fileOf([HEADER, LISTENING])
  writeFileSync(file, bytes)
  mkdirSync(join(dir, 'folder'))
  const folder = await report(file, '-o', join(dir, 'folder'))
  t.equal(folder.code, 2)
  t.match(folder.err, /folder: illegal operation on a directory \(EISDIR\)/)
  const same = await report(file, '-o', join(dir, '.', 'run.msgpack'))
  t.equal(same.code, 2)
  t.match(same.err, /--output is .*run\.msgpack itself/)
  t.same(readFileSync(file), bytes)
})

t.test('wrong usage', async t => {
  t.match(await report(FIXTURE), { code: 2, err: /--output <page>' not specified/ })
  t.match(await report('-o', '-'), { code: 2, err: /missing required argument 'files'/ })
  t.match(await report(FIXTURE, '-o', '-', '--entries', '7'), { code: 2, err: /from 100 to/ })
})
