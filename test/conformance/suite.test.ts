// The suite against our own engine in this process: every case that applies is OK or INFO, as each socket type,
// whether it binds or connects.
import t from 'tap'
import type { Capability } from '../../lib/conformance/case.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import { idOf } from '../../lib/conformance/result.js'
import { runSuite } from '../../lib/conformance/suite.js'
import { engineTestee } from '../../lib/conformance/testee-engine.js'
import { FURTHER_TYPES } from '../../lib/conformance/vocabulary.js'
import { typescriptEngine } from '../../lib/socket/engine.js'

const CAPABILITIES: readonly Capability[] = [
  'app',
  'zmtp3',
  'zmtp2',
  'zmtp1',
  'heartbeat',
  'maxMessageSize',
  'handshakeInterval',
  'heartbeatInterval',
  'heartbeatTimeout',
  'heartbeatTimeToLive',
  'sendHighWaterMark',
  'receiveHighWaterMark',
  'reconnectInterval',
  'routingId',
  'minimumZmtp',
  'linger',
  ...FURTHER_TYPES,
  'zapDomain',
  'plainServer',
  'plainUsername',
  'plainPassword',
  'curveServer',
  'curvePublicKey',
  'curveSecretKey',
  'curveServerKey',
]

t.setTimeout(600_000)

/** What docs/conformance.md has a sentence on. */
const LAX: ReadonlySet<string> = new Set([
  'conn/20.3',
  'version/3.14',
  'metadata/7.11',
  'metadata/7.12',
  'error/6.7',
  'plain/11.5',
  'curve/13.25',
])

t.test('our engine', async t => {
  const result = await runSuite({
    cases: CASES,
    modes: ['bind', 'connect'],
    patience: 4,
    jobs: 12,
    testee: async () => engineTestee(typescriptEngine(), CAPABILITIES),
  })
  const bad = result.results.filter(
    ({ verdict, id }) => verdict === 'FAIL' || (verdict === 'NON-STRICT' && !LAX.has(id)),
  )
  t.strictSame(
    bad.map(found => [idOf(found), found.verdict, found.runs.map(({ outcome }) => outcome)]),
    [],
  )
  t.ok(result.results.length > 1050)
})
