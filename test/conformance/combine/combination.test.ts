// Combinations as words and as cases: both ways, what cannot be, and that real libzmq works with each.
import t from 'tap'
import {
  canBe,
  caseOf,
  type Combination,
  combinationText,
  parseCombination,
} from '../../../lib/conformance/combine/combination.js'
import { drawCombinations, reduceCombination } from '../../../lib/conformance/combine/draw.js'
import { runSuite } from '../../../lib/conformance/suite.js'
import { engineTestee } from '../../../lib/conformance/testee-engine.js'
import { ALL_TYPES } from '../../../lib/conformance/vocabulary.js'
import { octets } from '../../../lib/raw/hex.js'
import { wordsFor } from '../../../lib/conformance/vocabulary.js'
import { nativeEngine } from '../../../lib/native/index.js'

const CHOICE = {
  sockets: ALL_TYPES,
  modes: ['bind', 'connect'],
  mechanisms: ['NULL', 'PLAIN', 'CURVE'],
} as const

const greeting = (text: string): string => {
  const combination = parseCombination(text)
  const [step] = caseOf(combination).runs[0]?.steps ?? []
  if (step === undefined || !('join' in step)) throw new Error('no join')
  return octets(step.greeting ?? '', { words: wordsFor(combination.socket) }).toString('latin1')
}

const smallest = async (text: string, fails: (each: Combination) => boolean) =>
  combinationText(await reduceCombination(parseCombination(text), async each => fails(each)))

t.test('words and back', async t => {
  for (const text of [
    'PULL bind NULL 3.1 whole we',
    'PUSH connect CURVE-client 3.0 1,7 endpoint',
    'ROUTER bind PLAIN-server 255.255 64 we',
    'PAIR bind NULL 2.0 10,1,53 endpoint',
  ]) {
    t.equal(combinationText(parseCombination(text)), text)
  }
})

t.test('what is no combination, or cannot be', async t => {
  for (const text of [
    '',
    'PULL',
    'PULLS bind NULL 3.1 whole we',
    'PULL listen NULL 3.1 whole we',
    'PULL bind GSSAPI 3.1 whole we',
    'PULL bind NULL 3.2 whole we',
    'PULL bind NULL 3.1 0 we',
    'PULL bind NULL 3.1 1.5 we',
    'PULL bind NULL 3.1 1,,2 we',
    'PULL bind NULL 3.1 whole they',
    'PULL bind NULL 3.1 whole we too',
  ]) {
    t.throws(
      () => parseCombination(text),
      { code: 'ERR_USAGE', message: /is no combination such as/ },
      text,
    )
  }
  for (const text of [
    'PULL bind CURVE-server 2.0 whole we',
    'PULL bind PLAIN-client 3.1 whole all',
    'PUB bind NULL 3.0 whole we',
    'PULL bind NULL 2.0 whole all',
  ]) {
    t.throws(() => parseCombination(text), /there is no/, text)
  }
})

t.test('the greeting says what the words say', async t => {
  const start = 'ff00000000000000017f'
  const hexOf = (text: string) => Buffer.from(greeting(text), 'latin1').toString('hex')
  t.equal(hexOf('PULL bind NULL 3.9 whole we'), `${start}03094e554c4c${'00'.repeat(48)}`)
  t.equal(
    hexOf('PULL bind CURVE-client 4.0 1 we'),
    `${start}04004355525645${'00'.repeat(15)}01${'00'.repeat(31)}`,
  )
  const all = greeting('PULL bind NULL 255.255 whole all')
  t.equal(all.length, 64 + 28, 'and READY behind it')
  t.equal(all.slice(64, 72), '\u0004\u001a\u0005READY')
})

t.test('drawn by chance: the same for a seed, all different, all possible', async t => {
  const drawn = drawCombinations(CHOICE, 200, 3)
  t.equal(drawn.length, 200)
  t.equal(new Set(drawn.map(combinationText)).size, 200)
  t.ok(drawn.every(canBe))
  t.strictSame(drawCombinations(CHOICE, 200, 3), drawn)
  t.not(
    combinationText(drawCombinations(CHOICE, 1, 4)[0] as Combination),
    combinationText(drawn[0] as Combination),
  )
  for (const each of drawn)
    t.equal(combinationText(parseCombination(combinationText(each))), combinationText(each))
})

t.test('what fails is made as small as it gets', async t => {
  const long = 'DEALER connect CURVE-client 3.9 5,1,17 endpoint'
  t.equal(await smallest(long, () => true), 'PULL bind NULL 3.1 whole we')
  t.equal(await smallest(long, ({ cut }) => cut.includes(1)), 'PULL bind NULL 3.1 1 we')
  t.equal(
    await smallest(long, ({ cut, security }) => cut.length > 1 && security === 'CURVE client'),
    'PULL bind CURVE-client 3.1 1,17 we',
  )
  t.equal(
    await smallest(long, ({ mode, version }) => mode === 'connect' && version === '3.9'),
    'PULL connect NULL 3.9 whole we',
  )
  t.equal(await smallest(long, each => combinationText(each) === long), long)
})

t.test('libzmq 4.3.5 works with what is drawn', async t => {
  const capabilities = [
    ...(['app', 'zmtp3', 'zmtp2', 'heartbeat', 'linger', 'zapDomain', 'plainServer'] as const),
    ...(['plainUsername', 'plainPassword', 'curveServer', 'curvePublicKey'] as const),
    ...(['curveSecretKey', 'curveServerKey', ...ALL_TYPES] as const),
  ]
  const drawn = drawCombinations(CHOICE, 10, 1)
  const { results } = await runSuite({
    cases: drawn.map((each, at) => caseOf(each, at + 1)),
    modes: ['bind', 'connect'],
    jobs: 2,
    patience: 5,
    testee: async () => engineTestee(await nativeEngine(), capabilities),
  })
  t.equal(results.length, 10)
  t.strictSame(
    results.filter(({ verdict }) => verdict !== 'OK').map(({ title }) => title),
    [],
  )
})
