// The documents tell the truth: programs in them run and print what is said, links lead somewhere, and
// every page is reached from the README in two steps.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import t from 'tap'
import { docPrograms, runProgram } from './support/doc-blocks.js'

// Each program is a process, and there are many.
t.setTimeout(600_000)

const pages = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? pages(path) : path.endsWith('.md') ? [path] : []
  })

const DOCUMENTS = [
  ...readdirSync('.').filter(name => name.endsWith('.md')),
  ...pages('docs'),
  ...(existsSync('fixtures') ? pages('fixtures') : []),
]

const linksOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => (target as string).replace(/#.*$/, ''))
    .filter(target => target !== '' && !/^[a-z]+:/.test(target))
    .map(target => normalize(join(dirname(path), target)))

for (const path of DOCUMENTS) {
  t.test(`${path}: links`, async t => {
    for (const target of linksOf(path)) t.ok(existsSync(target), target)
  })

  // Those of the lessons are run by lessons.test.ts, which knows what differs from run to run.
  if (path.startsWith(join('docs', 'lessons'))) continue
  for (const { program, output } of docPrograms(path)) {
    if (!/from ['"]rawzmq/.test(program.text)) continue
    t.test(`${path}:${program.line} runs`, async t => {
      const { exitCode, stdout, stderr } = await runProgram(program.text)
      t.equal(exitCode, 0, stderr)
      if (output !== undefined) t.equal(stdout, output)
    })
  }
}

t.test('every page is two steps from the README at most', async t => {
  const first = linksOf('README.md')
  const pagesNear = first.filter(path => path.endsWith('.md') && existsSync(path))
  const near = new Set(['README.md', ...first, ...pagesNear.flatMap(linksOf)])
  for (const path of DOCUMENTS) t.ok(near.has(path), path)
})
