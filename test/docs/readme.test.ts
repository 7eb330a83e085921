// README.md and README.zh-CN.md: one structure, the same blocks of code, the same links, each leads to the other.
// RAWZMQ_WRITE_DOCS=1 copies the tables of the benchmark, which are put into README.md.
import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { docBlocks } from '../support/doc-blocks.js'

interface Page {
  readonly text: string
  readonly headings: readonly (string | undefined)[]
  readonly blocks: readonly object[]
  readonly links: readonly string[]
  readonly rows: number
  readonly commands: readonly (string | undefined)[]
}

const FIGURES = /<!-- bench:start -->[^]*?<!-- bench:end -->/

const figuresOf = (path: string): string | undefined =>
  FIGURES.exec(readFileSync(path, 'utf8'))?.[0]

if (process.env.RAWZMQ_WRITE_DOCS === '1') {
  const text = readFileSync('README.zh-CN.md', 'utf8')
  const figures = figuresOf('README.md')
  writeFileSync(
    'README.zh-CN.md',
    text.replace(FIGURES, before => figures ?? before),
  )
}

function pageOf(path: string): Page {
  const text = readFileSync(path, 'utf8')
  const prose = text.replaceAll(/^```[^]*?^```$/gm, '')
  return {
    text,
    headings: [...prose.matchAll(/^(#+) /gm)].map(([, level]) => level),
    blocks: docBlocks(path).map(({ language, text: code }) => ({ language, code })),
    links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => String(target))
      .filter(target => !target.startsWith('README')),
    rows: [...prose.matchAll(/^\|/gm)].length,
    commands: [...prose.matchAll(/^\| (`[^|]*`) *\|/gm)].map(([, command]) => command),
  }
}

const english = pageOf('README.md')
const chinese = pageOf('README.zh-CN.md')

t.test('one structure in both languages', async t => {
  t.ok(english.headings.length > 4)
  t.same(chinese.headings, english.headings, 'headings')
  t.equal(chinese.rows, english.rows, 'rows of tables')
  t.same(chinese.commands, english.commands, 'commands')
  t.same(chinese.links, english.links, 'links, in order')
})

t.test('the same programs, transcripts and figures', async t => {
  t.ok(english.blocks.length > 4)
  t.same(chinese.blocks, english.blocks)
  const figures = figuresOf('README.md')
  t.equal(figuresOf('README.zh-CN.md'), figures, 'RAWZMQ_WRITE_DOCS=1 copies the figures')
})

t.test('each leads to the other, before all else', async t => {
  t.match(english.text.split('\n')[2], '](README.zh-CN.md)')
  t.match(chinese.text.split('\n')[2], '](README.md)')
})
