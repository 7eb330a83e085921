// docs/gate.md shows the tables and the picture that the code makes.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { ARTICLE_TABLE } from '../../../lib/gate/article/article.js'
import { GATE_TABLE } from '../../../lib/gate/machine/gate.js'
import { PUBLISHER_TABLE } from '../../../lib/gate/machine/publisher.js'
import { OUTCOME_CODES } from '../../../lib/gate/machine/outcome.js'
import { signalText, statePicture, tableText } from '../../support/gate-table-text.js'

/** Columns are as wide as the formatter makes them. */
const narrow = (text: string): string => text.replaceAll(/ +\|/g, ' |').replaceAll(/-+/g, '-')

t.test('the document has the tables and the picture that the code makes', async t => {
  const page = narrow(readFileSync('docs/gate.md', 'utf8'))
  t.ok(page.includes(narrow(tableText(GATE_TABLE))), 'the ready gate')
  t.ok(page.includes(narrow(tableText(ARTICLE_TABLE))), 'the article’s gate')
  t.ok(page.includes(narrow(tableText(PUBLISHER_TABLE))), 'the publisher’s gate')
  t.ok(page.includes(narrow(signalText())), 'the signals')
  t.ok(page.includes(narrow(statePicture())), 'the picture')
  for (const code of Object.values(OUTCOME_CODES)) t.ok(page.includes(code), code)
})

t.test('the picture has every way out of a state', async t => {
  t.equal(
    statePicture(),
    [
      'stateDiagram-v2',
      '  [*] --> waiting',
      '  waiting --> open: enough are ready',
      '  waiting --> failed: time over, aborted, error, bind failed, monitor ended',
      '  open --> draining: work done',
      '  open --> failed: the last has gone, time over, aborted, error, monitor ended',
      '  draining --> stopped: the last has gone',
      '  draining --> failed: time over, aborted, error, monitor ended',
      '  stopped --> [*]',
      '  failed --> [*]',
    ].join('\n'),
  )
})
