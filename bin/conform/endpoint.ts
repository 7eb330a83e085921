// The endpoint under test, as the flags of `rawzmq conform` name it.
import { systemClock } from '../../lib/clock.js'
import type { Capability, Mode, OptionName } from '../../lib/conformance/case.js'
import { preflight } from '../../lib/conformance/preflight.js'
import { type Testee, Unreachable } from '../../lib/conformance/testee.js'
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

/** @throws UsageError unless exactly one of --exec, --connect, --listen, --engine is there */
export function endpointUnderTest(
  flags: EndpointFlags,
  sockets: readonly SocketTypeName[] | undefined,
  chatter: (text: string) => void,
  signal: AbortSignal,
): EndpointUnderTest {
  const { exec, connect, listen, engine } = flags
  const given = [exec, connect, listen, engine].filter(flag => flag !== undefined)
  if (given.length !== 1) {
    throw new UsageError('one of --exec, --connect, --listen or --engine says what is tested')
  }
  const extra = (flags.with ?? []).map(word => capability('--with', word))
  const without = (flags.without ?? []).map(word => capability('--without', word))
  const allBut = (...capabilities: readonly Capability[]): Capability[] =>
    [...capabilities, ...extra].filter(each => !without.includes(each))
  const base = { isShared: false, listenAt: undefined }
  if (exec !== undefined) {
    // What is no command line at all is said before anything is started.
    wordsOf(exec)
    return {
      ...base,
      modes: ['bind', 'connect'],
      async testee() {
        const isPerCase = flags.perCase === true
        const capabilities = extra
        const settings = { command: exec, capabilities, without, isPerCase }
        const driver = new DriverTestee({ ...settings, chatter, signal })
        await driver.start(sockets?.[0] ?? 'PULL', 'NULL')
        return driver
      },
    }
  }
  if (engine !== undefined) {
    const options = OPTIONS.filter(name => engine === 'typescript' || name !== OURS)
    const capabilities = allBut(...FEATURES, ...options, ...FURTHER_TYPES)
    return {
      ...base,
      modes: ['bind', 'connect'],
      async testee() {
        const opened = await openEngine(engine)
        const { implementation, implementationVersion } = implementationOf(opened)
        const name = `${implementation} ${implementationVersion}`
        return engineTestee(opened, capabilities, name)
      },
    }
  }
  const [type] = sockets ?? []
  if (type === undefined || sockets?.length !== 1) {
    throw new UsageError('--socket must name the one type of the endpoint that is there')
  }
  const capabilities = allBut('zmtp3', 'heartbeat', type).filter(each => each !== 'app')
  return {
    ...base,
    modes: [connect === undefined ? 'connect' : 'bind'],
    isShared: true,
    listenAt: listen,
    async testee() {
      if (connect === undefined) return wireTestee(listen ?? '', capabilities)
      const answers = await reach(connect, type)
      const isMute = answers === false && capabilities.includes('heartbeat')
      if (isMute) chatter('no PONG came to a PING: judged as --without heartbeat')
      return wireTestee(
        connect,
        isMute ? capabilities.filter(each => each !== 'heartbeat') : capabilities,
      )
    },
  }
}

/** @throws Unreachable if nobody listens there, or another than was said. @returns see preflight */
async function reach(endpoint: string, socket: SocketTypeName): Promise<boolean | undefined> {
  try {
    return await preflight(endpoint, socket, systemClock)
  } catch (error) {
    if (error instanceof UsageError || error instanceof Unreachable) throw error
    throw new Unreachable(`${endpoint} cannot be reached: ${(error as Error).message}`)
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
