import t from 'tap'
import { Ring } from '../../../lib/socket/pattern/ring.js'
import { TestPipe } from './patterns.js'

/** The names of the active pipes, from the one whose turn it is; the turn is afterwards where it was. */
function turns(ring: Ring): string {
  const names: string[] = []
  for (let index = 0; index < ring.active; index++) {
    names.push((ring.current as TestPipe).name)
    ring.advance()
  }
  return names.join('')
}

/** What is done, and whose turns follow. A name: activate it; `-`: the current is left out; `>`: advance; `/n`: remove n. */
const STORIES: [steps: string, turns: string][] = [
  ['', 'abcd'],
  ['>', 'bcda'],
  ['> > > >', 'abcd'],
  ['-', 'dbc'],
  ['- d', 'dbc'],
  ['- a', 'dbca'],
  ['> -', 'dca'],
  ['> > > -', 'abc'],
  ['- - - -', ''],
  ['- - - - c a', 'ca'],
  ['/a', 'dbc'],
  ['/d', 'abc'],
  ['> /b', 'dca'],
  ['> > > /d', 'abc'],
  ['- /a', 'dbc'],
  ['/a /b /c /d', ''],
  ['/a /a', 'dbc'],
]

t.test('stories', async t => {
  for (const [steps, expected] of STORIES) {
    const ring = new Ring()
    const pipes = new Map('abcd'.split('').map(name => [name, new TestPipe(name)]))
    for (const pipe of pipes.values()) ring.add(pipe)
    for (const step of steps.split(' ')) {
      if (step === '>') ring.advance()
      else if (step === '-') ring.deactivateCurrent()
      else if (step.startsWith('/')) ring.remove(pipes.get(step.slice(1)) as TestPipe)
      else if (step !== '') ring.activate(pipes.get(step) as TestPipe)
    }
    t.equal(turns(ring), expected, JSON.stringify(steps))
    t.equal(ring.size, 4 - new Set(steps.match(/\/./g)).size)
  }
})
