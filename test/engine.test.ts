// The engine contract (lib/engine.ts), whole on both engines: what they say they have is what they have.
import t from 'tap'
import type { Engine } from '../lib/engine.js'
import { nativeEngine } from '../lib/native/index.js'
import { OPTIONS } from '../lib/options.js'
import { typescriptEngine } from '../lib/socket/engine.js'
import { ALL_TYPE_NAMES } from '../lib/socket-types.js'

const MAKERS: readonly (() => Engine | Promise<Engine>)[] = [typescriptEngine, nativeEngine]

/** What a kernel has for sure. */
const EVERYWHERE = new Set(['tcp', 'ipc', 'inproc'])

for (const make of MAKERS) {
  t.test(make.name, async t => {
    const engine = await make()
    t.teardown(() => engine.close())
    const { socketTypes, transports, mechanisms, options } = engine.features

    for (const type of ALL_TYPE_NAMES) {
      if (socketTypes.includes(type)) t.equal(engine.socket(type).type, type)
      else t.throws(() => engine.socket(type), { name: 'UsageError' }, type)
    }

    const socket = engine.socket('PULL')
    for (const transport of ['tcp', 'ipc', 'inproc', 'pgm', 'tipc', 'vmci', 'ws', 'wss']) {
      // Nobody is there; an endpoint of a transport that is not there is refused at once.
      const connect = (): void => socket.connect(`${transport}://127.0.0.1:1`)
      if (!transports.includes(transport)) t.throws(connect, { code: 'EPROTONOSUPPORT' }, transport)
      else if (EVERYWHERE.has(transport)) t.doesNotThrow(connect, transport)
    }

    t.ok(mechanisms.includes('NULL'))
    for (const number of options) t.type(number, 'number')
    t.doesNotThrow(() => socket.getOption(OPTIONS.LINGER))
    t.ok(options.includes(OPTIONS.LINGER))
    for (const number of [9999, 98_765]) {
      t.notOk(options.includes(number))
      t.throws(() => socket.getOption(number), { code: 'EINVAL' })
    }

    const push = engine.socket('PUSH')
    push.leaveAlone()
    if (push.tracksLinks) t.equal(push.trackLinks().last, undefined)
    else t.throws(() => push.trackLinks(), { code: 'ENOTSUP' })
    const call = { endpoint: 'inproc://a', events: 0xffff, version: 1, type: 0 }
    t.equal(push.monitorRaw({ ...call, endpoint: 'tcp://127.0.0.1:1' }) > 0, true)
    t.equal(push.monitorRaw({ ...call, endpoint: null }), 0)
    for (const type of [-1, 2, 7, 21, 99, 4591]) {
      t.equal(push.monitorRaw({ ...call, type }), 22, `EINVAL for a monitor of type ${type}`)
    }
  })
}
