// The lessons tell the truth: both texts show the program that runs, and what it prints.
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { docBlocks } from './support/doc-blocks.js'

const FOLDER = join('docs', 'lessons')
const LANGUAGES = [
  { ending: '.md', sections: ['## What to notice', '## Exercise', '## Answer'] },
  { ending: '.zh.md', sections: ['## 注意什么', '## 练习', '## 答案'] },
] as const
const LINES_MAX = 60

const lessons = readdirSync(join(FOLDER, 'programs'))
  .filter(name => name.endsWith('.ts'))
  .map(name => name.replace(/\.ts$/, ''))
  .toSorted()

interface End {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

function run(path: string, ...args: string[]): Promise<End> {
  return new Promise(resolve => {
    execFile(process.execPath, [path, ...args], { timeout: 50_000 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ exitCode, stdout, stderr })
    })
  })
}

/** What differs from run to run, and from machine to machine. */
const normal = (text: string): string =>
  text
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/\bfd \d+/g, 'fd N')
    .replace(/\b(part 0: 08 00|value|part 2:) [0-9a-f]{2} 00 00 00/g, '$1 NN 00 00 00')
    .replace(/\b(E[A-Z]+) \(\d+\)/g, '$1 (N)')
    .replace(/\b\d+ ms\b/g, 'N ms')

/** The program of a text and the output under it. */
function shown(path: string): { program: string | undefined; output: string | undefined } {
  const blocks = docBlocks(path)
  const at = blocks.findIndex(({ language }) => language === 'ts')
  const output = blocks.slice(at + 1).find(({ language }) => language === 'text')
  return { program: blocks[at]?.text, output: output?.text }
}

t.setTimeout(600_000)
t.equal(lessons.length, 17)

for (const [index, name] of lessons.entries()) {
  t.test(`lesson ${name}`, async t => {
    const program = readFileSync(join(FOLDER, 'programs', `${name}.ts`), 'utf8')
    t.ok(program.split('\n').length - 1 <= LINES_MAX, `at most ${LINES_MAX} lines`)
    const { exitCode, stdout, stderr } = await run(join('dist', FOLDER, 'programs', `${name}.js`))
    t.equal(exitCode, 0, stderr)
    t.equal(stderr, '')
    for (const { ending, sections } of LANGUAGES) {
      const path = join(FOLDER, `${name}${ending}`)
      const text = shown(path)
      t.equal(text.program, program, `${path}: program`)
      t.equal(normal(text.output ?? ''), normal(stdout), `${path}: output`)
      const source = readFileSync(path, 'utf8')
      t.ok(source.startsWith(`# ${index + 1}. `), `${path}: title`)
      for (const section of sections) t.ok(source.includes(`\n${section}\n`), section)
    }
  })
}

t.test('both languages show the same output, to the digit', async t => {
  for (const name of lessons) {
    const [english, chinese] = LANGUAGES.map(({ ending }) => shown(join(FOLDER, name + ending)))
    t.same(chinese, english, name)
  }
})

t.test('npm run lesson: lists them, and refuses a number that is none', async t => {
  const runner = join('dist', FOLDER, 'run.js')
  const list = await run(runner)
  t.equal(list.exitCode, 0, list.stderr)
  const numbers = list.stdout.trimEnd().split('\n').map(Number.parseFloat)
  t.same(
    numbers,
    lessons.map((_, index) => index + 1),
  )
  const wrong = await run(runner, String(lessons.length + 1))
  t.equal(wrong.exitCode, 2)
  t.match(wrong.stderr, /^there is no lesson 18/)
  const eighth = await run(runner, '8')
  t.match(eighth.stdout, /^sent 10, received 8;/)
})
