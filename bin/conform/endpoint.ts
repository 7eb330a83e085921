// The endpoint under test, as the flags of `rawzmq conform` name it.
import { systemClock } from '../../lib/clock.js'
import type { Capability, Mode, OptionName } from '../../lib/conformance/case.js'
import { adjusted, preflight } from '../../lib/conformance/preflight.js'
import { type Testee, Unreachable, Unsupported } from '../../lib/conformance/testee.js'
import { DriverTestee, wordsOf } from '../../lib/conformance/testee-driver.js'
import { engineTestee } from '../../lib/conformance/testee-engine.js'
import { wireTestee } from '../../lib/conformance/testee-wire.js'
import { FURTHER_TYPES } from '../../lib/conformance/vocabulary.js'
import type { EngineName, SocketTypeName } from '../../lib/engine.js'
import { UsageError } from '../../lib/errors.js'
import { implementationOf } from '../version.js'

/** The options that say what is tested. */
export interface EndpointFlags {
  readonly exec?: string
  readonly perCase?: true
  readonly connect?: string
  readonly listen?: string
  readonly engine?: EngineName
  readonly with?: readonly string[]
  readonly without?: readonly string[]
  /** False: the first case begins at once. */
  readonly preflight?: boolean
}

/** What the suite needs to know of it. */
export interface EndpointUnderTest {
  testee(): Promise<Testee>
  readonly modes: readonly Mode[]
  /** True if there is one endpoint for all: then one case at a time. */
  readonly isShared: boolean
  readonly listenAt: string | undefined
}

const OPTIONS: readonly OptionName[] = [
  'maxMessageSize',
  'handshakeInterval',
  'heartbeatInterval',
  'heartbeatTimeout',
  'heartbeatTimeToLive',
  'sendHighWaterMark',
  'receiveHighWaterMark',
  'reconnectInterval',
  'linger',
  'zapDomain',
  'plainServer',
  'plainUsername',
  'plainPassword',
  'curveServer',
  'curvePublicKey',
  'curveSecretKey',
  'curveServerKey',
  'minimumZmtp',
]
const FEATURES: readonly Capability[] = ['app', 'zmtp3', 'zmtp2', 'zmtp1', 'heartbeat']
const KNOWN: readonly Capability[] = [...FEATURES, 'zmtp30', ...OPTIONS, ...FURTHER_TYPES]

/** What libzmq has not. */
const OURS: OptionName = 'minimumZmtp'

function capability(flag: string, word: string): Capability {
  const known = KNOWN.find(each => each === word)
  if (known === undefined) throw new UsageError(`${flag}: ${word} is none of ${KNOWN.join(', ')}`)
  return known
}

/** What of the other flags the endpoint is met with. */
export interface Choice {
  readonly sockets: readonly SocketTypeName[] | undefined
  readonly modes: readonly Mode[] | undefined
  readonly patience: number
}

type Learned = ReturnType<typeof adjusted>
const NOTHING: Learned = { add: [], drop: [], why: [] }

/** @throws UsageError unless exactly one of --exec, --connect, --listen, --engine is there */
export function endpointUnderTest(
  flags: EndpointFlags,
  choice: Choice,
  chatter: (text: string) => void,
  signal: AbortSignal,
): EndpointUnderTest {
  const { exec, connect, listen, engine } = flags
  const { sockets, patience } = choice
  const given = [exec, connect, listen, engine].filter(flag => flag !== undefined)
  if (given.length !== 1) {
    throw new UsageError('one of --exec, --connect, --listen or --engine says what is tested')
  }
  const extra = (flags.with ?? []).map(word => capability('--with', word))
  const without = (flags.without ?? []).map(word => capability('--without', word))
  const allBut = (...capabilities: readonly Capability[]): Capability[] =>
    [...capabilities, ...extra].filter(each => !without.includes(each))
  const socket = sockets?.[0] ?? 'PULL'
  const meet = async (testee: Testee, mode: Mode): Promise<Learned> => {
    if (flags.preflight === false) return NOTHING
    const settings = { socket, mode, listenAt: listen, clock: systemClock, patience, signal }
    try {
      const learned = adjusted(await preflight(testee, settings), testee.capabilities)
      for (const text of learned.why) chatter(text)
      return learned
    } catch (error) {
      if (error instanceof Unsupported) return NOTHING // the cases will say so
      if (!(error instanceof Unreachable)) throw error
      throw new Unreachable(`${error.message} (--no-preflight judges whatever is there)`)
    }
  }
  let met: Promise<Learned> | undefined
  /** Before the first case, and once, however many workers have one. */
  const learn = (testee: Testee, mode: Mode): Promise<Learned> => (met ??= meet(testee, mode))
  const own = { isShared: false, listenAt: undefined, modes: ['bind', 'connect'] } as const
  const ownMode = choice.modes?.[0] ?? 'bind'
  if (exec !== undefined) {
    // What is no command line at all is said before anything is started.
    wordsOf(exec)
    return {
      ...own,
      async testee() {
        const isPerCase = flags.perCase === true
        const settings = { command: exec, capabilities: extra, without, isPerCase }
        const driver = new DriverTestee({ ...settings, chatter, signal })
        try {
          await driver.start(socket, 'NULL')
          const { add } = await learn(driver, ownMode)
          for (const each of add) if (!without.includes(each)) driver.capabilities.add(each)
          return driver
        } catch (error) {
          await driver.close()
          throw error
        }
      },
    }
  }
  if (engine !== undefined) {
    const options = OPTIONS.filter(name => engine === 'typescript' || name !== OURS)
    const capabilities = allBut(...FEATURES, ...options, ...FURTHER_TYPES)
    return {
      ...own,
      async testee() {
        const opened = await openEngine(engine)
        const { implementation, implementationVersion } = implementationOf(opened)
        const name = `${implementation} ${implementationVersion}`
        const testee = engineTestee(opened, capabilities, name)
        await learn(testee, ownMode)
        return testee
      },
    }
  }
  const [type] = sockets ?? []
  if (type === undefined || sockets?.length !== 1) {
    throw new UsageError('--socket must name the one type of the endpoint that is there')
  }
  const capabilities = allBut('zmtp3', 'heartbeat', type).filter(each => each !== 'app')
  const mode = connect === undefined ? 'connect' : 'bind'
  return {
    modes: [mode],
    isShared: true,
    listenAt: listen,
    async testee() {
      const address = connect ?? listen ?? ''
      const { add, drop } = await learn(wireTestee(address, capabilities), mode)
      const known = [...capabilities, ...add].filter(each => !drop.includes(each))
      return wireTestee(address, known)
    },
  }
}

async function openEngine(name: EngineName) {
  if (name === 'native') {
    const { nativeEngine } = await import('../../lib/native/index.js')
    return nativeEngine()
  }
  const { typescriptEngine } = await import('../../lib/socket/engine.js')
  return typescriptEngine()
}
