// Monitors through drivers: what docs/conformance/monitors.json says of ours and of libzmq 4.3.5 is what comes here, too.
// `npm run monitors` measures all anew.
import t from 'tap'
import { keepProcessAlive } from '../../../lib/clock.js'
import { implementations } from '../../../lib/conformance/drivers/registry.js'
import { play } from './measure.js'
import { SCENES } from './scenes.js'
import { MONITORS } from './table.js'

t.setTimeout(60_000)

t.test('what is stored is of every driver with a monitor, and of every scene', async t => {
  const names = SCENES.map(({ name }) => name)
  t.strictSame(Object.keys(MONITORS), [
    'rawzmq',
    'libzmq-4.3.5',
    'libzmq-4.3.4',
    'jeromq-0.6.0',
    'jeromq-0.3.6',
  ])
  for (const { scenes } of Object.values(MONITORS)) {
    t.strictSame(
      Object.keys(scenes).filter(name => !names.includes(name)),
      [],
    )
  }
  t.strictSame(Object.keys(MONITORS['libzmq-4.3.5']?.scenes ?? {}), names)
})

const PLAYED = new Set([
  'binds where somebody is',
  'connects',
  'bound, its peer leaves',
  'its ZAP handler refuses the peer',
  'it is refused: an ERROR of 400',
  'bound, is closed',
])

for (const name of ['rawzmq', 'libzmq-4.3.5']) {
  t.test(`${name}: the events of some scenes`, async t => {
    const letGo = keepProcessAlive()
    const implementation = implementations().find(each => each.name === name)
    if (implementation === undefined) throw new Error(`${name} is not in the registry`)
    for (const scene of SCENES.filter(each => PLAYED.has(each.name))) {
      const stored = MONITORS[name]?.scenes[scene.name] ?? []
      const seen = await play(implementation, scene, stored)
      t.strictSame(seen, { form: 2, events: stored }, scene.name)
    }
    letGo()
  })
}
