// What the program loads before it says anything, and that its short way says what the long one does.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { main } from '../../bin/main.js'
import { FakeProcess } from '../support/fake-process.js'

const PROGRAM = join('dist', 'bin', 'rawzmq.js')

t.test('the version is told by few modules, in the words of the command line', async t => {
  const folder = join(t.testdir(), 'coverage')
  mkdirSync(folder)
  // Node's own account of what was loaded; by a process that knows nothing of the test runner.
  const { stdout, status } = spawnSync(
    'env',
    ['-i', `NODE_V8_COVERAGE=${folder}`, process.execPath, PROGRAM, '--version'],
    { encoding: 'utf8' },
  )
  const [file = ''] = readdirSync(folder)
  const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
    result: { url: string }[]
  }
  const loaded = result.map(({ url }) => url).filter(url => url.startsWith('file:'))
  t.strictSame(loaded.map(url => url.replace(/.*\//, '')).toSorted(), ['rawzmq.js', 'version.js'])
  const host = new FakeProcess()
  t.equal(await main(['--version'], host), status)
  t.equal(stdout, host.out)
})

t.test('anything beside it takes the long way', async t => {
  const { stderr, status } = spawnSync(process.execPath, [PROGRAM, '--version=1'], {
    encoding: 'utf8',
  })
  t.equal(status, 2)
  t.match(stderr, /unknown option|error:/)
})
