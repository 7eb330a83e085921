// What `monitor` is asked to do, checked as a whole: every mistake is listed, not only the first.
import type { EngineName, RawTypeName, SocketTypeName } from '../../lib/engine.js'
import { UsageError } from '../../lib/errors.js'
import { parseHostPort, parseTcpTarget } from '../../lib/transport/endpoint.js'
import { parseEndpoint } from '../../lib/transport/transports.js'
import { STABLE_TYPE_NAMES } from '../../lib/socket-types.js'

/** The options as they were written. */
export interface MonitorFlags {
  readonly bind?: readonly string[]
  readonly connect?: readonly string[]
  readonly engine: string
  readonly eventVersion: string
  readonly raw?: true
  readonly json?: true
  readonly capture?: string
  readonly captureLimit?: number
  readonly for?: string
}

/** The options as they are meant. */
export interface MonitorPlan {
  readonly type: SocketTypeName | RawTypeName
  readonly binds: readonly string[]
  readonly connects: readonly string[]
  readonly engine: EngineName
  readonly eventVersion: 1 | 2
  readonly isRaw: boolean
  readonly isJson: boolean
  readonly capture: string | undefined
  readonly captureLimit: number | undefined
  readonly forMs: number | undefined
}

const TYPES: readonly string[] = STABLE_TYPE_NAMES
const ENGINES: readonly string[] = ['typescript', 'native'] satisfies EngineName[]
const SECONDS_MAX = 2_000_000

/**
 * Checks everything.
 *
 * @throws UsageError with all mistakes
 */
export function checkFlags(typeText: string, flags: MonitorFlags): MonitorPlan {
  const mistakes: string[] = []
  const type = typeText.toUpperCase()
  const { bind: binds = [], connect: connects = [], engine, eventVersion, for: seconds } = flags
  if (!TYPES.includes(type)) {
    mistakes.push(`TYPE ${typeText}: it must be one of ${TYPES.join(', ')}`)
  }
  if (binds.length + connects.length === 0) {
    mistakes.push('there is nothing to watch: give at least one --bind or --connect')
  }
  for (const text of binds) mistakes.push(...endpointMistakes('--bind', text))
  for (const text of connects) mistakes.push(...endpointMistakes('--connect', text))
  if (!ENGINES.includes(engine)) {
    mistakes.push(`--engine ${engine}: it must be ${ENGINES.join(' or ')}`)
  }
  if (eventVersion !== '1' && eventVersion !== '2') {
    mistakes.push(`--event-version ${eventVersion}: it must be 1 or 2`)
  }
  const number = seconds === undefined ? undefined : Number(seconds)
  const isTime = number === undefined || (number > 0 && number <= SECONDS_MAX)
  if (!isTime || seconds?.trim() === '') {
    mistakes.push(`--for ${seconds}: it must be a number of seconds above 0`)
  }
  if (mistakes.length > 0) throw mistakesError(mistakes)
  return {
    type: type as MonitorPlan['type'],
    binds,
    connects,
    engine: engine as EngineName,
    eventVersion: eventVersion === '2' ? 2 : 1,
    isRaw: flags.raw === true,
    isJson: flags.json === true,
    capture: flags.capture,
    captureLimit: flags.captureLimit,
    forMs: number === undefined ? undefined : number * 1000,
  }
}

function endpointMistakes(option: '--bind' | '--connect', text: string): string[] {
  const form = option === '--bind' ? 'tcp://HOST:PORT (* for any)' : 'tcp://HOST:PORT'
  const allowed = `it must be ${form} or ipc://PATH`
  try {
    const endpoint = parseEndpoint(text)
    if (endpoint.transport === 'inproc') {
      return [`${option} ${text}: inproc has no events, and no other process can reach it`]
    }
    if (endpoint.transport === 'tcp') {
      if (option === '--connect') parseTcpTarget(endpoint)
      else if (parseHostPort(endpoint.address, true) === undefined) {
        return [`${option} ${text}: ${allowed}`]
      }
    }
    return []
  } catch {
    // A SystemError whose text says less than this.
    return [`${option} ${text}: ${allowed}`]
  }
}

/** All of a command line's mistakes as one error. */
function mistakesError(mistakes: readonly string[]): UsageError {
  if (mistakes.length === 1) return new UsageError(mistakes[0])
  const list = mistakes.map(text => `  ${text}`).join('\n')
  return new UsageError(`${mistakes.length} mistakes:\n${list}`)
}
