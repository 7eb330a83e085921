// The scenarios of the socket types, on both engines, in both versions of the events.
import t from 'tap'
import {
  describeResult,
  runTrials,
  SCENARIOS,
  selectTrials,
  trialsOf,
} from '../../lib/compare/index.js'
import { nativeEngine } from '../../lib/native/index.js'
import { typescriptEngine } from '../../lib/socket/engine.js'

const TOPICS: readonly (readonly [what: string, filters: readonly string[]])[] = [
  ['REQ and REP', ['request-', 'reply-']],
  ['ROUTER and DEALER', ['router-', 'dealer-']],
  ['PUB, SUB, XPUB and XSUB', ['publish', 'subscriber-', 'xpub-', 'xsub-', 'invert-']],
  ['CONFLATE', ['conflate*']],
  ['STREAM', ['stream-']],
  ['drafts', ['server-', 'client-', 'radio-', 'dish-', 'scatter-', 'channel-', 'draft-']],
  ['types that cannot talk', ['types-']],
  ['PIPES_STATS', ['pipes-stats-']],
]

const engines = { typescript: async () => typescriptEngine(), native: () => nativeEngine() }

for (const [what, filters] of TOPICS) {
  t.test(what, async t => {
    const { selected, unknown } = selectTrials(trialsOf(SCENARIOS), filters)
    t.same(unknown, [])
    for (const result of await runTrials(selected, { engines, jobs: 2 }, () => {})) {
      t.not(result.verdict, 'different', result.id)
      if (result.verdict === 'different') t.comment(describeResult(result, { hasRawParts: true }))
    }
  })
}
