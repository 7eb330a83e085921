// `rawzmq interop` and `rawzmq conform --all` over those of drivers/registry.json that need nothing to be built.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readRecords } from '../../../bin/conform/all.js'
import type { PairResult } from '../../../bin/interop/page.js'
import { SCENARIOS } from '../../../bin/interop/scenarios.js'
import { main } from '../../../bin/main.js'
import { implementations, isBuilt } from '../../../lib/conformance/drivers/registry.js'
import { FakeProcess } from '../../support/fake-process.js'

t.setTimeout(240_000)

async function run(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(args, host)
  return { code, out: host.out, err: host.err }
}

t.test('ours and libzmq: everything works, and each cell opens what passed', async t => {
  const html = t.testdir()
  const words = ['--pairs', 'rawzmq:libzmq-4.3.5', '--html', html, '--json']
  const { code, out, err } = await run('interop', ...words)
  t.equal(code, 0, err)
  const [pair] = out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as PairResult)
  t.strictSame(
    pair?.tried.map(({ name, state }) => [name, state]),
    SCENARIOS.map(({ name }) => [name, 'ok']),
  )
  t.ok(pair?.tried.some(({ rate = 0 }) => rate > 100))
  const index = readFileSync(join(html, 'index.html'), 'utf8')
  t.match(index, new RegExp(`>${SCENARIOS.length} of ${SCENARIOS.length}</a>`))
  for (const [, file = ''] of index.matchAll(/href="([^"]*)"/g)) {
    t.ok(existsSync(join(html, file)), file)
  }
  t.match(
    readFileSync(join(html, 'rawzmq--libzmq-4.3.5.html'), 'utf8'),
    /CURVE[^]*PLAIN|PLAIN[^]*CURVE/,
  )
})

t.test('what the proxy does to them shows: later, and no less', async t => {
  const start = performance.now()
  const words = ['--pairs', 'rawzmq:rawzmq', '--only', 'multipart', '--delay', '300']
  const { code, out, err } = await run('interop', ...words)
  t.equal(code, 0, err)
  t.equal(out, '1 pairs: 1 of 1 worked\n')
  t.ok(performance.now() - start > 900, 'the greeting, READY and the message')
})

t.test('wrong usage', async t => {
  t.match(await run('interop', '--pairs', 'nobody'), { code: 2, err: /nobody is none of rawzmq/ })
  t.match(await run('interop', '--only', 'nothing'), { code: 2, err: /none of 1 message, PUSH/ })
  const absent = implementations().find(each => !isBuilt(each))?.name
  if (absent === undefined) return
  t.match(await run('interop', '--pairs', absent), { code: 2, err: /npm run drivers -- --only/ })
  t.match(await run('conform', '--implementation', absent), { code: 2, err: /npm run drivers/ })
})

t.test('conform --all: a matrix, and a record of each', async t => {
  const results = join(t.testdir(), 'new')
  const few = ['--only', 'framing/8.1,version/3.6', '--socket', 'PULL', '--mode', 'bind']
  const names = ['--implementation', 'libzmq-4.3.5,rawzmq']
  const { code, out, err } = await run('conform', '--all', ...names, ...few, '--results', results)
  t.equal(code, 0, err)
  t.match(out, /\| `version\/3\.6` \| .* \| OK \| \*\*FAIL\*\* \|\n/)
  t.match(err, /\[1\/2\] rawzmq .*\n[^]*\[2\/2\] libzmq 4\.3\.5\n/)
  t.strictSame(readdirSync(results), ['libzmq-4.3.5.json', 'rawzmq.json'])
  const records = await readRecords(results)
  t.strictSame([...records.keys()], ['rawzmq', 'libzmq-4.3.5'])
  t.match(records.get('libzmq-4.3.5'), {
    endpoint: 'libzmq 4.3.5',
    cases: 2,
    verdicts: { 'framing/8.1': { 'PULL b': 'OK' }, 'version/3.6': { 'PULL b': 'FAIL' } },
  })
  t.equal((await run('conform', '--implementation', 'nobody')).code, 2)
})
