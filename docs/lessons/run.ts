// `npm run lesson`: lists the lessons; `npm run lesson 3` runs the third. `--update` runs it and writes its
// program and its output into both texts.
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join('docs', 'lessons')
const programs = readdirSync(join(FOLDER, 'programs')).filter(name => name.endsWith('.ts'))
const lessons = programs.map(name => name.replace(/\.ts$/, '')).toSorted()

const compiled = (name: string): string => join('dist', FOLDER, 'programs', `${name}.js`)

/** The first line of a lesson's text, without its mark. */
const titleOf = (name: string, ending: string): string =>
  (readFileSync(join(FOLDER, `${name}${ending}`), 'utf8').split('\n')[0] ?? '').replace(/^# /, '')

/** Puts program and output into a text: its first `ts` block, and the `text` block behind it. */
function update(path: string, program: string, output: string): void {
  const blocks = /^```ts\n[^]*?^```$([^]*?)^```text\n[^]*?^```$/m
  const text = readFileSync(path, 'utf8')
  const written = text.replace(
    blocks,
    (_, between: string) => `\`\`\`ts\n${program}\`\`\`${between}\`\`\`text\n${output}\`\`\``,
  )
  writeFileSync(path, written)
}

const [wanted, option] = process.argv.slice(2)
const name = lessons.find(one => Number(one.slice(0, 2)) === Number(wanted))
if (wanted === undefined) {
  for (const one of lessons) console.log(`${titleOf(one, '.md')} · ${titleOf(one, '.zh.md')}`)
} else if (name === undefined) {
  console.error(`there is no lesson ${wanted}: 1 to ${lessons.length}, or nothing for a list`)
  process.exitCode = 2
} else if (option === '--update') {
  const output = execFileSync(process.execPath, [compiled(name)], { encoding: 'utf8' })
  const program = readFileSync(join(FOLDER, 'programs', `${name}.ts`), 'utf8')
  for (const ending of ['.md', '.zh.md']) update(join(FOLDER, `${name}${ending}`), program, output)
} else {
  process.exitCode = spawnSync(process.execPath, [compiled(name)], { stdio: 'inherit' }).status ?? 1
}
