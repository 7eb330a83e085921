// libzmq 4.3.5, in this process: each deviation that is expected of it is found, and as grave as it is. That
// there are no others is for the whole run to see, which takes a minute (docs/conformance.md).
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Capability } from '../../lib/conformance/case.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import { idOf } from '../../lib/conformance/result.js'
import { isNamed, judge, parseExpectations } from '../../lib/conformance/select.js'
import { needsOf } from '../../lib/conformance/security.js'
import { runSuite } from '../../lib/conformance/suite.js'
import { engineTestee } from '../../lib/conformance/testee-engine.js'
import { FURTHER_TYPES } from '../../lib/conformance/vocabulary.js'
import { nativeEngine } from '../../lib/native/index.js'

const CAPABILITIES: readonly Capability[] = [
  ...(['app', 'zmtp3', 'zmtp2', 'zmtp1', 'heartbeat', 'zapDomain', 'handshakeInterval'] as const),
  ...FURTHER_TYPES,
  ...needsOf('PLAIN server'),
  ...needsOf('PLAIN client'),
  ...needsOf('CURVE server'),
  ...needsOf('CURVE client'),
]

t.test('the expected deviations of libzmq', async t => {
  const file = 'test/conformance/expected/libzmq-4.3.5.txt'
  const expectations = parseExpectations(readFileSync(file, 'utf8'), CASES)
  const cases = CASES.filter(({ id }) => expectations.some(({ name }) => isNamed(id, name)))
  const suite = await runSuite({
    cases,
    sockets: ['PUSH', 'PULL', 'ROUTER', 'PUB', 'XPUB', 'XSUB'],
    modes: ['bind', 'connect'],
    patience: 2,
    jobs: 8,
    testee: async () => engineTestee(await nativeEngine(), CAPABILITIES),
  })
  const { unexpected, passed } = judge(suite.results, expectations, true)
  t.strictSame(
    [...unexpected, ...passed].map(result => [idOf(result), result.socket, result.verdict]),
    [],
  )
  t.equal(suite.results.length > 70, true)
})
