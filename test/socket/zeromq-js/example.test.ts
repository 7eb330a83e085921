// The examples for those who come from zeromq.js, in README.md and docs/zeromq-js.md: one text, on both
// packages, the import changed.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { docPrograms, runProgram } from '../../support/doc-blocks.js'

const PACKAGES = {
  zeromq: pathToFileURL(createRequire(import.meta.url).resolve('zeromq')).href,
  rawzmq: new URL('../../../lib/index.js', import.meta.url).href,
}

/** The last program of the page. */
const EXAMPLE = readFileSync('docs/zeromq-js.md', 'utf8')
  .split('```js\n')
  .at(-1)
  ?.split('```')[0] as string

async function outputOf(program: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  let out = ''
  child.stdout.on('data', chunk => (out += chunk))
  child.stderr.on('data', chunk => (out += chunk))
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
  await new Promise(resolve => child.on('close', resolve))
  clearTimeout(timer)
  return out
}

for (const [name, url] of Object.entries(PACKAGES)) {
  t.test(name, async t => {
    t.match(EXAMPLE, "from 'zeromq'")
    const program = EXAMPLE.replace("'zeromq'", JSON.stringify(url))
    t.equal(
      await outputOf(program),
      'handshake\nworker got job 0\nworker got job 1\nworker got job 2\nworker done\n',
    )
  })
}

const README_EXAMPLE = docPrograms('README.md').find(({ program }) =>
  program.text.includes("// was: 'zeromq'"),
)

for (const name of Object.keys(PACKAGES)) {
  t.test(`README, ${name}`, async t => {
    if (README_EXAMPLE === undefined) throw new Error('README has no example')
    const { program, output } = README_EXAMPLE
    const { exitCode, stdout, stderr } = await runProgram(
      program.text.replace("from 'rawzmq'", `from '${name}'`),
    )
    t.same({ exitCode, stdout, stderr }, { exitCode: 0, stdout: output, stderr: '' })
  })
}
