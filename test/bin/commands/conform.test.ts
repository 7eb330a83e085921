// `rawzmq conform` over endpoints that are faultless, mutants of a case, not there, or do not live long: what
// it prints, and how it ends.
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { readRun } from '../../../bin/conform/json.js'
import { main } from '../../../bin/main.js'
import type { Case } from '../../../lib/conformance/case.js'
import { CASES } from '../../../lib/conformance/cases/index.js'
import type { SuiteResult } from '../../../lib/conformance/result.js'
import { hex } from '../../../lib/raw/hex.js'
import { reference } from '../../conformance/mutants/reference.js'
import { FakeProcess } from '../../support/fake-process.js'

t.setTimeout(600_000)

const DRIVER = fileURLToPath(new URL('../../conformance/mutants/driver.js', import.meta.url))

/** The reference endpoint: faultless, or with the fault that one case is to find. */
const exec = (...words: readonly string[]): string[] => [
  '--exec',
  `"${process.execPath}" "${DRIVER}" {endpoint} {mode} {socket} {mechanism} ${words.join(' ')}`,
]
/** One socket type in one direction is enough to see how the command behaves. */
const PULL = ['--socket', 'PULL', '--mode', 'bind']

async function conform(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(['conform', ...args], host)
  return { code, out: host.out, err: host.err }
}

const ran = (out: string): SuiteResult => readRun(out) as SuiteResult
/** Lines come in the order in which the cases ended. */
const byId = (suite: SuiteResult): SuiteResult => ({
  ...suite,
  results: suite.results.toSorted((a, b) => a.id.localeCompare(b.id)),
})
let lists = 0
/** A list of expected failures as a file. */
function list(t: Test, text: string): string[] {
  const folder = t.testdirName
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `expected-${++lists}.txt`)
  writeFileSync(file, text)
  return ['--xfail', file]
}

t.test('--list: a line for each chosen case', async t => {
  const all = await conform('--list')
  t.equal(all.code, 0)
  t.strictSame(
    all.out
      .trimEnd()
      .split('\n')
      .map(line => line.split(' ')[0]),
    CASES.map(({ id }) => id),
  )
  const some = await conform(
    '--list',
    '--only',
    'null/5.1,pair',
    '--skip',
    'pair/17.[1-9],pair/17.2',
  )
  t.match(some, { code: 2, err: /no case is named by "pair\/17\.\[1-9\]"/ })
  const { out } = await conform('--list', '--only', 'null/5.1,pair', '--skip', 'pair/17.?')
  t.match(out, /^null\/5\.1 +MUST +.*\n$/)
})

t.test('--list with --socket and --mode: only what is asked of those', async t => {
  const ids = async (...args: string[]) => {
    const { out } = await conform('--list', '--json', ...args)
    return out
      .trimEnd()
      .split('\n')
      .map(line => (JSON.parse(line) as Case).id)
  }
  const pull = await ids('--socket', 'PULL')
  t.ok(pull.includes('pull/16.1') && pull.includes('greeting/1.1'))
  t.notOk(pull.some(id => /^(push|pair)\//.test(id)))
  const connecting = await ids('--mode', 'connect')
  t.strictSame(
    CASES.filter(({ id }) => !connecting.includes(id)).map(({ modes }) => modes),
    CASES.filter(({ modes }) => modes?.join() === 'bind').map(({ modes }) => modes),
  )
  t.match(await conform('--list', '--socket', 'FOO'), { code: 2, err: /FOO is none of/ })
})

t.test('--explain: everything about a case', async t => {
  const { code, out } = await conform('--explain', 'null/5.11c')
  t.equal(code, 0)
  t.match(out, /^null\/5\.11 {2}\(requirement 66\)\n/)
  t.match(out, /\nsend: .*socket-type|send.*socket-type/)
  t.match(out, /OK +it closed the link/)
  t.match(out, /FAIL +anything else/)
  t.strictSame(
    JSON.parse((await conform('--explain', 'null/5.11', '--json')).out),
    CASES.find(({ id }) => id === 'null/5.11'),
  )
  const lines = (await conform('--list', '--format', 'json')).out.trimEnd().split('\n')
  t.strictSame(
    lines.map(line => JSON.parse(line) as unknown),
    CASES,
  )
  t.match(await conform('--explain', 'null/5.99'), { code: 2, err: /no case null\/5\.99/ })
})

t.test('wrong usage', async t => {
  const wrong: readonly (readonly [RegExp, ...string[]])[] = [
    [/--exec, --connect, --listen or --engine/, '--only', 'greeting/1.1'],
    [
      /--exec, --connect, --listen or --engine/,
      '--engine',
      'native',
      '--listen',
      'tcp://127.0.0.1:1',
    ],
    [/--socket: FOO is none of PUSH, PULL, PAIR/, '--engine', 'typescript', '--socket', 'FOO'],
    [/--mode: sit is none of bind, connect/, '--engine', 'typescript', '--mode', 'sit'],
    [/--with: wings is none of/, '--engine', 'typescript', '--with', 'wings'],
    [/--without: wings is none of/, '--engine', 'typescript', '--without', 'wings'],
    [/no case is named by "nothing"/, '--engine', 'typescript', '--only', 'nothing'],
    [
      /none of the cases asked for is for this --socket/,
      '--engine',
      'typescript',
      '--socket',
      'ROUTER',
      '--only',
      'greeting',
    ],
    [/must name the one type/, '--connect', 'tcp://127.0.0.1:1'],
    [/no endpoint of the form/, '--connect', 'udp://127.0.0.1:1', '--socket', 'PULL'],
    [/is no command line/, '--exec', 'node "'],
    [/Allowed choices are rfc, libzmq/, '--engine', 'typescript', '--dialect', 'french'],
    [/Allowed choices are text, tap, json/, '--engine', 'typescript', '--format', 'yaml'],
    [/line 1.*is not \[FAIL/, '--engine', 'typescript', ...list(t, 'what is this')],
    [/line 1: no case is named by null\/5\.99/, '--engine', 'typescript', ...list(t, 'null/5.99')],
  ]
  for (const [message, ...args] of wrong) t.match(await conform(...args), { code: 2, err: message })
})

t.test('--help names every word of --with', async t => {
  const { out } = await conform('--help')
  const { err } = await conform('--engine', 'typescript', '--with', 'wings')
  const words = /is none of (.*)/.exec(err)?.[1]?.split(', ') ?? []
  t.ok(words.length > 10)
  const told = new Set(/Words of --with[^]*?\n\n/.exec(out)?.[0].match(/\w+/g))
  t.strictSame(
    words.filter(word => !told.has(word)),
    [],
  )
})

t.test('a faultless endpoint', async t => {
  const { code, out, err } = await conform(...exec(), ...PULL, '--only', 'greeting/1,null/5.11')
  t.equal(code, 0)
  t.match(out, /\nreference: 14 results in \d+\.\d s: OK 14\n$/)
  t.match(err, /14 of 14: OK 14\n/)
})

t.test('an engine of this process is called what it is', async t => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const only = [...PULL, '--only', 'greeting/1.1', '--json']
  const ours = await conform('--engine', 'typescript', ...only)
  t.equal(ran(ours.out).endpoint, `rawzmq ${version}`)
})

t.test('FAIL: exit 1, and the octets of the failure', async t => {
  const { code, out } = await conform(...exec('null/5.11'), ...PULL, '--only', 'null/5.11,null/5.3')
  t.equal(code, 1)
  t.match(out, /^FAIL +PULL +null\/5\.11b +names of properties/)
  t.match(out, /-> 04190552 45414459 0b736f63/)
  t.match(out, /OK 1 {2}FAIL 1\n$/)
})

t.test('NON-STRICT is a failure with --strict only', async t => {
  const lax = [...exec('null/5.12'), ...PULL, '--only', 'null/5.12']
  t.match(await conform(...lax), { code: 0, out: /^NON-STRICT +PULL +null\/5\.12b/ })
  t.equal((await conform(...lax, '--strict')).code, 1)
  t.equal((await conform(...lax, '--strict', ...list(t, 'NON-STRICT null/5.12'))).code, 0)
})

t.test(
  '--xfail: what is expected is no failure; what is expected and does not come is one',
  async t => {
    const failing = [...exec('null/5.11'), ...PULL, '--only', 'null/5.11,null/5.3']
    const known = await conform(...failing, ...list(t, '# why\nFAIL null/5.11 PULL\n'))
    t.match(known, { code: 0, out: /^FAIL \(expected\) PULL +null\/5\.11b/ })
    const other = await conform(...failing, ...list(t, 'null/5.11 PUSH'))
    t.equal(other.code, 1, 'another socket type is meant')
    const both = await conform(...failing, ...list(t, 'null/5.11b\nnull/5.3'))
    t.match(both, { code: 1, err: /unexpected pass: PULL null\/5\.3b: OK/ })
  },
)

t.test('--only, --skip, --socket, --mode, --without', async t => {
  const { out } = await conform(
    ...exec(),
    ...'--only heartbeat/10.1,conn/20.4 --skip conn'.split(' '),
    ...'--socket push,pair --without heartbeat --format json'.split(' '),
  )
  t.strictSame(
    ran(out).results.map(({ id, socket, mode, verdict, note }) => [
      id,
      socket,
      mode,
      verdict,
      note,
    ]),
    ['PUSH', 'PAIR'].flatMap(socket =>
      ['bind', 'connect'].map(mode => {
        return ['heartbeat/10.1', socket, mode, 'UNIMPLEMENTED', 'needs heartbeat']
      }),
    ),
  )
})

t.test('--json: a line for each result, with octets of what is not OK, or of all', async t => {
  const args = [...exec('null/5.11'), ...PULL, '--only', 'null/5.11,null/5.3', '--seed', '7']
  const { out } = await conform(...args, '--json')
  const lines = out.trimEnd().split('\n')
  t.strictSame(
    lines.map(line => Object.hasOwn(JSON.parse(line) as object, 'runs')),
    [true, true, false],
    'the last line is the run',
  )
  const brief = byId(ran(out))
  t.match(brief, { endpoint: 'reference', dialect: 'libzmq', seed: 7, restarts: 0, retries: 0 })
  t.match(brief.results, [
    { id: 'null/5.11', verdict: 'FAIL', runs: [{ outcome: 'works' }] },
    { id: 'null/5.3', mode: 'bind', verdict: 'OK', runs: [{ transcript: [] }] },
  ])
  t.ok((brief.results[0]?.runs[0]?.transcript.length ?? 0) > 5)
  const whole = byId(ran((await conform(...args, '--format', 'json', '--verbose')).out))
  t.ok((whole.results[1]?.runs[0]?.transcript.length ?? 0) > 5)
})

t.test('--html: a matrix and a page for each case', async t => {
  const folder = join(t.testdir({}), 'pages')
  const args = [...exec('null/5.11'), ...PULL, '--only', 'null/5.11,null/5.3', '--html', folder]
  t.equal((await conform(...args)).code, 1)
  t.strictSame(readdirSync(folder).toSorted(), [
    'index.html',
    'null-5.11.html',
    'null-5.11.pcapng',
    'null-5.3.html',
    'null-5.3.pcapng',
  ])
  const index = readFileSync(join(folder, 'index.html'), 'utf8')
  t.match(index, /<a href="null-5\.11\.html">null\/5\.11<\/a>/)
  t.match(
    index,
    /<td class="v FAIL" title="FAIL [^"]+"><a href="null-5\.11\.html#PULL-b">FAIL<\/a><\/td>/,
  )
  t.match(index, /<h2>What reference does<\/h2><p>As PULL it was judged 2 times: 1 OK, /)
  t.notMatch(index, /https?:\/\//, 'needs no network')
  t.match(readFileSync(join(folder, 'null-5.11.html'), 'utf8'), /-&gt; 04190552 45414459/)
})

t.test('--html: a folder that cannot be made is told before anything runs', async t => {
  const file = join(t.testdir({ file: '' }), 'file')
  const { code, out, err } = await conform(...exec('null/5.11'), ...PULL, '--html', `${file}/pages`)
  t.equal(code, 2)
  t.equal(out, '')
  t.equal(err, `rawzmq: ${file}/pages: not a directory (ENOTDIR)\n`)
})

t.test('--add: another endpoint beside it', async t => {
  const only = ['--only', 'null/5.11,null/5.3']
  const { out } = await conform(...exec('null/5.11'), ...PULL, ...only, '--json')
  const file = join(
    t.testdir({
      'other.json': out,
      'none.json': '{}',
      'torn.json': '{"end',
      'odd.json': '{"endpoint":"x","results":[null]}',
    }),
    'other.json',
  )
  const table = await conform(...exec(), ...PULL, ...only, '--add', file, '--format', 'markdown')
  t.equal(table.code, 0)
  t.match(table.out, /^\| case \| rule \| reference \| reference \|\n/)
  t.match(table.out, /\| `null\/5\.11` \| .* \| OK \| \*\*FAIL\*\* \|\n/)
  t.notMatch(table.out, /`null\/5\.3`/)
  for (const name of ['none.json', 'torn.json', 'odd.json']) {
    const wrong = await conform(...exec(), '--add', join(file, '..', name))
    t.match(wrong, { code: 2, err: new RegExp(`--add: .*${name} is no result`) }, name)
  }
  for (const flag of ['--add', '--xfail']) {
    const missing = await conform(...exec(), flag, join(file, '..', 'missing'))
    t.match(missing, { code: 2, err: /missing: no such file or directory \(ENOENT\)/ }, flag)
  }
})

t.test('an endpoint that is there, without a driver', async t => {
  const testee = reference('reference')
  t.teardown(() => testee.close())
  const ears = { delivered: () => {}, ended: () => {} }
  const base = { mode: 'bind', socket: 'PULL', mechanism: 'NULL', options: {} } as const
  const { endpoint } = await testee.open({ ...base, endpoint: 'tcp://127.0.0.1:*' }, ears)
  const args = [
    '--connect',
    endpoint,
    '--socket',
    'PULL',
    '--only',
    'null/5.3,metadata/7.1,pair,pull',
  ]
  const { code, out } = await conform(...args, '--json')
  t.equal(code, 0)
  const verdicts = ran(out).results.map(({ id, verdict }) => `${id} ${verdict}`)
  t.ok(verdicts.includes('null/5.3 OK'))
  t.ok(verdicts.includes('metadata/7.1 INFO'), 'nobody sees what is delivered')
  t.ok(verdicts.includes('pull/16.5 UNIMPLEMENTED'))
})

t.test('an endpoint that connects, without a driver', async t => {
  const dialler = reference('reference')
  t.teardown(() => dialler.close())
  // A port that was free a moment ago; whoever dials it waits until the suite listens there.
  const finder = reference('finder')
  const ears = { delivered: () => {}, ended: () => {} }
  const base = { socket: 'PULL', mechanism: 'NULL', options: {} } as const
  const { endpoint } = await finder.open({ ...base, mode: 'bind', endpoint: 'tcp://*:*' }, ears)
  await finder.close()
  await dialler.open({ ...base, mode: 'connect', endpoint }, ears)
  const args = ['--listen', endpoint, '--socket', 'PULL', '--only', 'greeting/1.1,null/5.1']
  t.match(await conform(...args), { code: 0, out: /: 2 results in .*: OK 2\n$/ })
})

t.test('an endpoint that cannot be reached, or started', async t => {
  const none = reference('none')
  const setup = {
    mode: 'bind',
    socket: 'PULL',
    mechanism: 'NULL',
    options: {},
    endpoint: '',
  } as const
  const { endpoint } = await none.open(setup, { delivered: () => {}, ended: () => {} })
  await none.close()
  const only = ['--socket', 'PULL', '--only', 'greeting/1.1']
  const unreached = await conform('--connect', endpoint, ...only)
  t.match(unreached, { code: 3, out: /^ended early: /, err: /cannot be reached/ })
  const ends = ['--exec', `"${process.execPath}" -e ""`]
  t.match(await conform(...ends, ...only), { code: 3, err: /did not become ready: ended: / })
  const missing = ['--exec', '/no/such/program {endpoint}']
  t.match(await conform(...missing, ...only), { code: 3, err: /cannot be started/ })
})

t.test('a process that ends is started again, and every report says so', async t => {
  const args = [
    ...exec('die'),
    ...PULL,
    '--only',
    'greeting/1.1,greeting/1.2,greeting/1.3',
    '--jobs',
    '1',
  ]
  const text = await conform(...args)
  t.match(
    text.out,
    /the process under test ended by itself \d+ times and was started again: PULL gree/,
  )
  t.match(text.err, /the process under test ended with 7/)
  const result = ran((await conform(...args, '--json')).out)
  t.ok(result.restarts > 0)
  t.equal(result.results.length, 3, 'all were run')
  t.equal(
    result.results.reduce((sum, { restarts }) => sum + (restarts ?? 0), 0),
    result.restarts,
  )
  t.match((await conform(...args, '--format', 'tap')).out, /\n# the process under test ended by/)
  t.match(
    (await conform(...args, '--format', 'junit')).out,
    /<property name="restarts" value="[1-9]/,
  )
  const each = ran((await conform(...args, '--per-case', '--json')).out)
  t.equal(each.restarts, 0, 'a process for each run does not live so long')
})

t.test('Ctrl-C: what was done so far, and 130', async t => {
  const host = new FakeProcess()
  const running = main(['conform', '--engine', 'typescript', '--format', 'json'], host)
  setImmediate(() => host.emit('SIGINT'))
  t.equal(await running, 130)
  t.ok(ran(host.out).results.length < CASES.length)
})

t.test('Ctrl-C in the middle of a case ends it, and says in which', async t => {
  const host = new FakeProcess()
  const only = ['--only', 'greeting/1.1,conn/20.11', '--slow', '--jobs', '1', '--json']
  const running = main(['conform', '--engine', 'typescript', ...PULL, ...only], host)
  while (host.out === '') await new Promise(resolve => setTimeout(resolve, 20))
  const start = performance.now()
  host.emit('SIGTERM')
  t.equal(await running, 130)
  t.ok(performance.now() - start < 20_000, 'conn/20.11 takes a minute')
  t.match(host.err, /stopped in PULL conn\/20\.11b\n/)
  t.strictSame(
    ran(host.out).results.map(({ id }) => id),
    ['greeting/1.1'],
  )
})

/** A driver whose socket is bound where something else is. */
const driverAt = (port: number): string => `
import { createInterface } from 'node:readline'
const say = line => console.log(JSON.stringify(line))
say({ ready: 'tcp://127.0.0.1:${port}', can: ['zmtp3'] })
createInterface({ input: process.stdin }).on('line', line => say(line.includes('close') ? { closed: true } : { read: true }))
`

t.test('an endpoint that is another than was said: one sentence, in seconds', async t => {
  const web = createServer(socket => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
  const { port } = web.address() as { port: number }
  const args = ['--socket', 'PULL', '--connect']
  t.match(await conform(...args, `tcp://127.0.0.1:${port}`), {
    code: 3,
    err: /does not speak ZMTP: it looks like an HTTP server; it begins with "HTTP\/1\.1 400/,
  })
  // A driver that is at something else, and --no-preflight, which lets the cases say so.
  const file = join(t.testdir({ 'driver.mjs': driverAt(port) }), 'driver.mjs')
  const driver = ['--exec', `"${process.execPath}" "${file}"`, ...PULL, '--only', 'greeting/1.1']
  t.match(await conform(...driver), { code: 3, err: /looks like an HTTP server.*--no-preflight/ })
  t.match(await conform(...driver, '--no-preflight'), { code: 1, out: /^FAIL +PULL +greeting/ })
  web.close()
  const push = reference('push')
  t.teardown(() => push.close())
  const setup = { mode: 'bind', socket: 'PUSH', mechanism: 'NULL', options: {} } as const
  const ears = { delivered: () => {}, ended: () => {} }
  const { endpoint } = await push.open({ ...setup, endpoint: 'tcp://127.0.0.1:*' }, ears)
  t.match(await conform(...args, endpoint), { code: 3, err: /is a PUSH, not a PULL/ })
})

t.test('an endpoint without PONG is judged without heartbeats, and that is said', async t => {
  const old = createServer(socket => {
    socket.on('error', () => {})
    socket.write(hex('ff 00*7 01 7f 03 00 "NULL" 00*16 00 00*31'))
    socket.write(hex('04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"'))
  }).listen(0, '127.0.0.1')
  t.teardown(() => old.close())
  await once(old, 'listening')
  const { port } = old.address() as { port: number }
  const only = ['--socket', 'PULL', '--only', 'heartbeat/10.1']
  const { out, err } = await conform('--connect', `tcp://127.0.0.1:${port}`, ...only, '--json')
  t.match(err, /no PONG came to a PING: judged as --without heartbeat/)
  t.strictSame(
    ran(out).results.map(({ verdict }) => verdict),
    ['UNIMPLEMENTED'],
  )
})

t.test('--combine: what fails is made smaller, and printed as a command', async t => {
  const words = 'PUSH connect NULL 3.1 1,70 endpoint'
  const { code, out, err } = await conform(...exec('greeting/2.7'), '--combine', words)
  t.equal(code, 1)
  t.match(out, /FAIL +PUSH +combine\/1c +PUSH connect NULL 3\.1 1,70 endpoint/)
  t.match(err, /smallest that fails: .* greeting\/2\.7' --combine 'PULL bind NULL 3\.1 1 we'\n/)
  t.match(await conform(...exec(), '--combine', words), {
    code: 0,
    out: /OK 1\n/,
    err: /^1 of 1: OK 1\n$/,
  })
  const drawn = await conform(
    ...exec(),
    '--combine',
    '3',
    '--socket',
    'PULL',
    '--mechanism',
    'NULL',
  )
  t.match(drawn, { code: 0, out: /: 3 results in .*OK 3\n/ })
  t.match(await conform('--combine', '0'), { code: 2, err: /1 to 10000/ })
  t.match(await conform('--combine', '5', '--only', 'null'), { code: 2, err: /without --only/ })
})

t.test(
  '--record and --baseline: the same is 0, whatever it is; worse and better are 1',
  async t => {
    const folder = t.testdir({ 'no.json': '{"a":1}' })
    const file = join(folder, 'baseline.json')
    const flags = [...PULL, '--only', 'greeting/1.5,greeting/1.7']
    t.equal((await conform(...exec('greeting/1.5'), ...flags, '--record', file)).code, 1)
    t.equal((await conform(...exec('greeting/1.5'), ...flags, '--baseline', file)).code, 0)
    const better = await conform(...exec(), ...flags, '--baseline', file)
    t.match(better, { code: 1, err: /better +PULL b +greeting\/1\.5 +FAIL -> OK\n/ })
    const other = await conform(...exec('greeting/1.7'), ...flags, '--baseline', file)
    t.match(other, { code: 1, err: /worse +PULL b +greeting\/1\.7 +OK -> FAIL\n/ })
    const [, names = ''] = list(t, 'greeting/1.7')
    const flaky = ['--flaky', names, '--flaky-limit', '1']
    const known = await conform(...exec('greeting/1.7'), ...flags, '--baseline', file, ...flaky)
    t.match(known, {
      code: 1,
      err: /known to vary, 1 of 1 allowed:\nworse +PULL b +greeting\/1\.7/,
    })
    t.match(known.err, /^better +PULL b +greeting\/1\.5/m, 'which nobody expected')
    const none = await conform(...exec(), ...flags, '--baseline', join(folder, 'no.json'))
    t.match(none, { code: 2, err: /is no file of rawzmq conform --record/ })
  },
)

t.test('--compare: what changed between two runs, recorded or whole', async t => {
  const folder = t.testdir({ 'no.json': '{"a":1}' })
  const [older, newer] = [join(folder, 'older.json'), join(folder, 'newer.json')]
  const flags = [...PULL, '--only', 'greeting/1.5,greeting/1.7']
  await conform(...exec('greeting/1.5'), ...flags, '--record', older)
  const { out } = await conform(...exec('greeting/1.7'), ...flags, '--json')
  writeFileSync(newer, out)
  const compared = await conform('--compare', older, newer)
  t.match(compared, { code: 1, out: /^better +PULL b +greeting\/1\.5 +FAIL -> OK$/m })
  t.match(compared.out, /^worse +PULL b +greeting\/1\.7 +OK -> FAIL$/m)
  t.match(compared.out, /\nreference \(20.*\) -> reference \(20.*\): 1 worse, 1 better\n$/)
  const { out: lines } = await conform('--compare', older, newer, '--json')
  const kinds = lines
    .trimEnd()
    .split('\n')
    .map(line => (JSON.parse(line) as { kind: string }).kind)
  t.strictSame(kinds.toSorted(), ['better', 'worse'])
  t.match(await conform('--compare', older, older), { code: 0, out: /: the same verdicts\n$/ })
  t.match(await conform('--compare', older), { code: 2, err: /two files, the older first/ })
  const no = await conform('--compare', older, join(folder, 'no.json'))
  t.match(no, { code: 2, err: /--compare: .*no\.json is no file of/ })
  t.match(await conform('--compare', older, join(folder, 'none')), { code: 2, err: /ENOENT/ })
})
