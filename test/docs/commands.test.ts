// docs/commands.md names every command with every argument and option, as they are declared. Names, defaults
// and choices are compared; the descriptions are written with them by RAWZMQ_WRITE_DOCS=1.
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import type { Argument, Command, Option } from 'commander'
import { COMMANDS, loadCommands } from '../../bin/commands/index.js'
import { openTerminal } from '../../bin/terminal.js'
import { firstColumn, markdownTable, readPage, sectionOf } from '../support/doc-sections.js'
import { FakeProcess } from '../support/fake-process.js'

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

function argumentRow(argument: Argument): string[] {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return [`\`${argument.required ? `<${name}>` : `[${name}]`}\``, '', '', argument.description]
}

function optionRow({ flags, description, defaultValue, argChoices, mandatory }: Option): string[] {
  const standard = defaultValue === undefined ? '' : `\`${String(defaultValue)}\``
  const choices = (argChoices ?? []).map(choice => `\`${choice}\``).join(', ')
  return [`\`${flags}\``, mandatory ? 'required' : standard, choices, description]
}

const rowsFor = (command: Command): string[][] => [
  ...command.registeredArguments.map(argumentRow),
  ...command.options.map(optionRow),
  ...command.commands.flatMap(inner =>
    rowsFor(inner).map(([first = '', ...rest]) => [`\`${inner.name()}\` ${first}`, ...rest]),
  ),
]

function sectionFor(command: Command): string {
  const rows = rowsFor(command)
  return [
    `${capital(command.description())}.`,
    '',
    markdownTable(['option', 'default', 'choices', 'meaning'], rows),
  ].join('\n')
}

const terminal = openTerminal(new FakeProcess())
const commands = (await loadCommands(undefined)).map(define => define(terminal, () => undefined))
terminal.release()

const sections = Object.fromEntries(commands.map(command => [command.name(), sectionFor(command)]))
const page = await readPage('docs/commands.md', sections)

/** Option, default and choices of each row. */
const columns = (text: string): string[][] =>
  [...text.matchAll(/^\| (`.*)$/gm)].map(([, row]) =>
    String(row)
      .split(/(?<!\\)\|/)
      .slice(0, 3)
      .map(cell => cell.trim()),
  )

t.test('every command has a section', async t => {
  const named = [...page.matchAll(/^## (\S+)$/gm)].map(([, name]) => name)
  t.same(named.toSorted(), Object.keys(COMMANDS).toSorted())
})

for (const [name, content] of Object.entries(sections)) {
  t.test(`${name}: every option is there, and no other`, async t => {
    const section = sectionOf(page, name) ?? ''
    t.ok(firstColumn(content).length > 0)
    t.same(columns(section), columns(content), 'RAWZMQ_WRITE_DOCS=1 writes it anew')
  })
}

/** Every option of every command line in our documents, with its command and place. */
function* mentioned(path: string): Generator<{ command: string; option: string; place: string }> {
  for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    for (const [, command, rest] of line.matchAll(/\brawzmq ([a-z]+(?:-[a-z]+)*)\b([^`|#]*)/g)) {
      for (const [option] of String(rest).matchAll(/(?<![\w-])--[a-z][a-z-]*/g)) {
        yield { command: String(command), option, place: `${path}:${index + 1}` }
      }
    }
  }
}

const optionsOf = (command: Command): ReadonlySet<string | undefined> =>
  new Set([command, ...command.commands].flatMap(({ options }) => options.map(({ long }) => long)))

t.test('command lines in the documents use options that exist', async t => {
  const known = new Map(commands.map(command => [command.name(), optionsOf(command)]))
  const folder = readdirSync('docs', { recursive: true }).map(name => `docs/${String(name)}`)
  const files = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...folder]
  const all = files.filter(name => name.endsWith('.md')).flatMap(path => [...mentioned(path)])
  t.ok(all.length > 20, `${all.length} options`)
  for (const { command, option, place } of all) {
    if (option === '--help') continue
    t.ok(known.get(command)?.has(option), `${place}: rawzmq ${command} ${option}`)
  }
})
