// README's example for those who come from zeromq.js: one text, on both packages, the import changed.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { PUSH_PULL_EXAMPLE } from './push-pull-example.js'

const PACKAGES = {
  zeromq: pathToFileURL(createRequire(import.meta.url).resolve('zeromq')).href,
  rawzmq: new URL('../../../lib/index.js', import.meta.url).href,
}

async function outputOf(program: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  let out = ''
  child.stdout.on('data', chunk => (out += chunk))
  child.stderr.on('data', chunk => (out += chunk))
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await new Promise(resolve => child.on('close', resolve))
  clearTimeout(timer)
  return out
}

for (const [name, url] of Object.entries(PACKAGES)) {
  t.test(name, async t => {
    t.match(PUSH_PULL_EXAMPLE, "from 'zeromq'")
    const program = PUSH_PULL_EXAMPLE.replace("'zeromq'", JSON.stringify(url))
    t.equal(
      await outputOf(program),
      'handshake\nworker got job 0\nworker got job 1\nworker got job 2\nworker done\n',
    )
  })
}
