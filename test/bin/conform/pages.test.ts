// What `rawzmq conform --html` adds to a run's octets: what they mean, and packets that tshark reads.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { explainRun, packetsOf } from '../../../bin/conform/pages.js'
import { CASES } from '../../../lib/conformance/cases/index.js'
import { htmlReport } from '../../../lib/conformance/report/html.js'
import { selectCases } from '../../../lib/conformance/select.js'
import { runSuite } from '../../../lib/conformance/suite.js'
import { engineTestee } from '../../../lib/conformance/testee-engine.js'
import { nativeEngine } from '../../../lib/native/index.js'

const suite = await runSuite({
  cases: selectCases(CASES, ['null/5.11', 'framing/8.1', 'conn/20.2', 'null/5.3'], []),
  sockets: ['PULL'],
  modes: ['bind', 'connect'],
  keepsTranscripts: true,
  testee: async () => engineTestee(await nativeEngine(), ['app', 'zmtp3', 'heartbeat']),
})

t.test('the octets of libzmq are explained, both ways and on every link', async t => {
  for (const result of suite.results) {
    for (const run of result.runs) {
      const said = explainRun(result, run)
      t.equal(said.length, run.transcript.length)
      const words = said.flat().map(({ text }) => text)
      t.match(words.join('\n'), /greeting.*\n[^]*READY/, `${result.id} ${result.mode}`)
      const silent = run.transcript.filter(
        ({ hex }, at) => hex !== undefined && said[at]?.length === 0,
      )
      t.ok(silent.length < run.transcript.length / 2, 'pieces of a greeting say nothing yet')
    }
  }
  const fault = suite.results.find(({ id }) => id === 'null/5.11')
  const [run] = fault?.runs ?? []
  if (fault === undefined || run === undefined) throw new Error('it did not run')
  const [ready] = explainRun(fault, run)
    .flat()
    .filter(({ text }) => text.includes('FOO') || /READY/.test(text))
  t.match(ready?.more, /Socket-Type|socket-type/i, 'field by field')
})

t.test('the page: failures first, anchors, a filter, and what octets mean', async t => {
  const pages = htmlReport([suite], CASES, { explain: explainRun, hasPackets: () => true })
  const index = pages.get('index.html') ?? ''
  const order = [...index.matchAll(/data-verdict="([A-Z-]+)"/g)].map(([, verdict]) => verdict)
  const rank = ['FAIL', 'NON-STRICT', 'INFO', 'OK', 'UNIMPLEMENTED']
  t.strictSame(
    order,
    order.toSorted((a, b) => rank.indexOf(a ?? '') - rank.indexOf(b ?? '')),
  )
  t.match(index, /<tr id="null\/5\.11" data-verdict="FAIL"><td><a href="null-5\.11\.html">/)
  t.match(index, /<input type="checkbox" value="FAIL" checked> FAIL \(1\)/)
  t.match(index, /<a href="null-5\.11\.html#PULL-b">FAIL<\/a>/)
  const page = pages.get('null-5.11.html') ?? ''
  for (const id of ['PULL-b', 'PULL-c']) t.match(page, `id="${id}"`)
  t.match(page, /<details><summary><b> +[^<]*READY/)
  t.match(page, '<a href="null-5.11.pcapng">')
  t.match(page, 'pedantry: what is illegal')
})

t.test('tshark reads the packets', async t => {
  const packets = packetsOf([suite], 'conn/20.2')
  if (packets === undefined) throw new Error('there are no packets')
  const file = join(t.testdir({}), 'case.pcapng')
  writeFileSync(file, packets)
  const { stdout: text, error } = spawnSync('tshark', ['-r', file, '-z', 'conv,tcp', '-q'], {
    encoding: 'utf8',
    timeout: 30_000,
  })
  if (error !== undefined) {
    t.pass('tshark', { skip: 'there is no tshark here' })
    return
  }
  t.ok(
    (text.match(/192\.0\.2\.\d:\d+ +<-> 192\.0\.2\.\d:\d+/g) ?? []).length >= 2,
    'the link came back',
  )
  t.equal(packetsOf([suite], 'null/5.99'), undefined)
})
