// The options about security: whatever is set in whatever order, both packages end up with the same.
import t from 'tap'
import zeromq from 'zeromq'
import * as rawzmq from '../../../lib/index.js'
import { closing, onBoth, tell, type Zmq } from '../../support/packages.js'

const SHOWN = [
  'securityMechanism',
  'plainServer',
  'plainUsername',
  'plainPassword',
  'curveServer',
  'curvePublicKey',
  'curveSecretKey',
  'curveServerKey',
  'zapDomain',
  'zapEnforceDomain',
] as const

const KEY = rawzmq.curveKeyPair()
const OTHER = zeromq.curveKeyPair()

type Step = readonly [option: string, value: unknown]

/** Sets the options in order; tells after each what all are then. */
function outcomes(zmq: Zmq, steps: readonly Step[]): string[] {
  const socket = new zmq.Dealer({ linger: 0 }) as unknown as Record<string, unknown>
  const told: string[] = []
  for (const [option, value] of [['linger', 0] as const, ...steps]) {
    let outcome = 'ok'
    try {
      socket[option] = value
    } catch (error) {
      outcome = tell(error as Error)
    }
    const shown = SHOWN.map(name => {
      try {
        return `${name} ${String(socket[name])}`
      } catch (error) {
        return `${name} ${tell(error as Error)}`
      }
    })
    told.push(`${outcome}: ${shown.join(', ')}`)
  }
  ;(socket as unknown as { close(): void }).close()
  return told
}

const STEPS: Readonly<Record<string, readonly Step[]>> = {
  plain: [
    ['plainUsername', 'admin'],
    ['plainPassword', null],
    ['plainPassword', 'secret'],
    ['plainServer', true],
    ['plainUsername', null],
    ['plainUsername', 'x'],
    ['plainServer', false],
    ['plainUsername', ''],
    ['plainUsername', 'x'.repeat(255)],
    ['plainUsername', 'x'.repeat(256)],
    ['plainPassword', Buffer.from('bytes')],
    ['plainPassword', 5],
    ['plainServer', 1],
  ],
  curve: [
    ['curveServer', true],
    ['curveSecretKey', KEY.secretKey],
    ['curvePublicKey', KEY.publicKey],
    ['curveServerKey', OTHER.publicKey],
    ['curveServer', false],
    ['curveServerKey', null],
    ['curveSecretKey', ''],
    ['curveSecretKey', Buffer.alloc(32, 7)],
    ['curveServer', true],
    ['curveServer', 'yes'],
  ],
  keys: [
    KEY.secretKey,
    KEY.secretKey.slice(1),
    `${KEY.secretKey}0`,
    `${KEY.secretKey}\0`,
    `"${KEY.secretKey.slice(1)}`,
    '#'.repeat(40),
    'x'.repeat(32),
    Buffer.from(KEY.secretKey),
    Buffer.from(`${KEY.secretKey}\0`),
    Buffer.alloc(31),
    Buffer.alloc(33),
    5,
    undefined,
  ].map(value => ['curvePublicKey', value] as const),
  'one after the other': [
    ['curveServerKey', OTHER.publicKey],
    ['plainUsername', 'x'],
    ['plainServer', true],
    ['curveSecretKey', KEY.secretKey],
    ['plainServer', true],
    ['curveServer', false],
    ['curvePublicKey', KEY.publicKey],
    ['plainUsername', null],
  ],
  zap: [
    ['zapDomain', 'global'],
    ['zapDomain', null],
    ['zapDomain', ''],
    ['zapDomain', 'x'.repeat(255)],
    ['zapDomain', 'x'.repeat(256)],
    ['zapEnforceDomain', true],
    ['zapEnforceDomain', 1],
  ],
}

for (const [name, steps] of Object.entries(STEPS)) {
  t.test(name, async t => {
    t.strictSame(outcomes(rawzmq, steps), outcomes(zeromq as unknown as Zmq, steps))
  })
}

onBoth('a fresh key pair is Z85, and never the same', async (t, zmq) => {
  const [one, other] = [zmq.curveKeyPair(), zmq.curveKeyPair()]
  t.same(Object.keys(one), ['publicKey', 'secretKey'])
  for (const key of Object.values(one)) t.match(key, /^[0-9a-zA-Z.\-:+=^!/*?&<>()[\]{}@%$#]{40}$/)
  t.notSame(one, other)
  t.equal(zmq.capability.curve, true)
})

t.test('no error about a secret shows it', async t => {
  const pair = closing(t, new rawzmq.Pair())
  for (const option of ['curveSecretKey', 'plainPassword'] as const) {
    const secret = 'sesame'.repeat(50)
    try {
      pair[option] = secret
      t.fail(option)
    } catch (error) {
      const shown = Reflect.ownKeys(error as object).map(key => Reflect.get(error as object, key))
      t.notOk(shown.join().includes('sesame'))
      t.equal(Reflect.get(error as object, 'option'), option)
    }
  }
})
