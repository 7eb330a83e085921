// docs/how-to-add.md: each file that it names is there, each kind of addition has its list, and what takes more
// than three files is said to.
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import t from 'tap'

const page = readFileSync('docs/how-to-add.md', 'utf8')

/** Sections by the kind of what is added. */
const sections = new Map(
  page
    .split(/^## An? /m)
    .slice(1)
    .map(section => [section.slice(0, section.indexOf('\n')), section] as const),
)

/** Names of files and folders: all that has a slash and no blank. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`([\w.-]+\/[^\s`]*)`/g)].map(([, path]) => path as string)

t.test('every kind of addition has a section, and the page says nothing of others', async t => {
  t.same(
    [...sections.keys()],
    [
      'mechanism',
      'socket type',
      'transport',
      'framing',
      'case',
      'scenario',
      'option',
      'command',
      'fixture',
      'lesson',
    ],
  )
})

for (const [kind, section] of sections) {
  t.test(`${kind}: the files are there`, async t => {
    const paths = pathsIn(section).filter(path => path !== 'rawzmq/native')
    t.ok(paths.length > 0)
    for (const path of paths) {
      const place = /NAME/.test(path) ? dirname(path.replace(/\/$/, '')) : path
      t.ok(existsSync(place), path)
    }
  })

  t.test(`${kind}: three files at most, or it is said that it takes more`, async t => {
    const steps = section.match(/^\d+\. .*/gm) ?? []
    t.ok(steps.length > 0)
    for (const step of steps) t.ok(pathsIn(step).length > 0, `a file is named: ${step}`)
    const takesMore = /^More than three/m.test(section)
    t.equal(steps.length > 3, takesMore)
  })
}
