// The program as a function: help and defaults of each command, wrong usage, expected errors.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { COMMANDS, loadCommands } from '../../bin/commands/index.js'
import { main } from '../../bin/main.js'
import { packageVersion } from '../../bin/version.js'
import { FakeProcess } from '../support/fake-process.js'

async function rawzmq(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(args, host)
  return { code, out: host.out, err: host.err }
}

/** Text without line breaks, which depend on its width. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')

t.test('version', async t => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  t.equal(packageVersion(), manifest.version)
  t.strictSame(await rawzmq('--version'), { code: 0, out: `${manifest.version}\n`, err: '' })
})

t.test('help names every command', async t => {
  const { code, out, err } = await rawzmq('--help')
  t.strictSame([code, err], [0, ''])
  for (const name of Object.keys(COMMANDS)) t.match(out, new RegExp(`^  ${name} `, 'm'))
})

t.test('each command has a help, and the name it is listed by', async t => {
  for (const name of Object.keys(COMMANDS)) {
    const { code, out, err } = await rawzmq(name, '--help')
    t.strictSame([code, err], [0, ''])
    t.match(out, new RegExp(`^Usage: rawzmq ${name} `))
    t.strictSame(await rawzmq('help', name), { code, out, err })
  }
})

t.test('only the command that is named is loaded', async t => {
  t.equal((await loadCommands('run')).length, 1)
  const all = Object.keys(COMMANDS).length
  for (const name of [undefined, 'nothing', '--help', 'toString']) {
    t.equal((await loadCommands(name)).length, all)
  }
})

t.test('the defaults of run are the article’s', async t => {
  const out = flat((await rawzmq('run', '--help')).out)
  t.match(out, '--consumers <n> consumers, each in its own process (default: 4)')
  t.match(out, '(default: "tcp://127.0.0.1:*")')
  t.match(out, '--times <n> messages to send (default: 10)')
  t.match(out, '--interval <ms> pause after each message (default: 100)')
  t.match(out, '--work <ms> work on each message, Quit included (default: 300)')
  t.match(out, '(choices: "ready", "article", default: "ready")')
  t.match(out, '0 is never (default: 30000)')
})

t.test('wrong usage names the option and what is allowed', async t => {
  const number = 'It must be a whole number'
  const cases: readonly [args: string, text: string][] = [
    ['frob', "error: unknown command 'frob'"],
    ['run --tims 3', "error: unknown option '--tims'"],
    ['run --times x', `option '--times <n>' argument 'x' is invalid. ${number} from 0 on.`],
    ['run --times -1', `argument '-1' is invalid. ${number} from 0 on.`],
    ['run --consumers 0', `argument '0' is invalid. ${number} from 1 to 1000.`],
    ['run --interval 1.5', `argument '1.5' is invalid. ${number} from 0 to 2147483647.`],
    ['run --gate open', "argument 'open' is invalid. Allowed choices are ready, article."],
    ['run --engine c', "argument 'c' is invalid. Allowed choices are typescript, native."],
    ['run --consumer-engine c', "option '--consumer-engine <name>' argument 'c' is invalid."],
    ['run --endpoint inproc://x', 'It must be tcp://HOST:PORT or ipc://PATH.'],
    ['run --times', "error: option '--times <n>' argument missing"],
    ['run now', "error: too many arguments for 'run'"],
    ['producer', "error: required option '--bind <endpoint>' not specified"],
    ['producer --bind x', "option '--bind <endpoint>' argument 'x' is invalid."],
    ['consumer', "error: required option '--connect <endpoint>' not specified"],
    ['consumer --connect tcp://127.0.0.1:1 --id x', "option '--id <n>' argument 'x' is invalid."],
  ]
  for (const [args, text] of cases) {
    const { code, out, err } = await rawzmq(...args.split(' '))
    t.strictSame([code, out], [2, ''], args)
    t.match(err, text)
    t.match(err, '(try --help)')
  }
})

t.test('numbers that do not go together are named as options', async t => {
  const bind = ['--bind', 'tcp://127.0.0.1:*']
  const { code, out, err } = await rawzmq('producer', ...bind, '--min-consumers', '9')
  t.strictSame([code, out], [2, ''])
  t.equal(err, 'rawzmq: --min-consumers must not be above --consumers, but 9 > 4\n')
})

t.test('no command at all: the help, on stderr', async t => {
  const { code, out, err } = await rawzmq()
  t.strictSame([code, out], [2, ''])
  t.match(err, /^Usage: rawzmq /)
})

t.test('what the system refuses is said without a stack', async t => {
  const file = 'dist/nowhere/at/all.msgpack'
  const args = ['producer', '--bind', 'tcp://127.0.0.1:*', '--capture', file]
  const { code, out, err } = await rawzmq(...args)
  t.strictSame([code, out], [2, ''])
  t.match(err, /^rawzmq: dist\/nowhere\/at\/all\.msgpack: no such file or directory [^\n]*\n$/)
})
