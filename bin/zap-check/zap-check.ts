// Asks a ZAP handler one question and shows what was asked and answered.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  dissectZapReply,
  dissectZapRequest,
  renderFields,
  type ZapItem,
} from '../../lib/dissect/index.js'
import { UsageError } from '../../lib/errors.js'
import { context, Dealer } from '../../lib/index.js'
import { zapHandler, type ZapRules } from '../../lib/zap/index.js'
import { encodeZapRequest, ZAP_ENDPOINT, type ZapCredentials } from '../../lib/zmtp/zap.js'
import { painter } from '../paint.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'

/** What the command line says. */
export interface ZapCheckFlags {
  readonly to?: string
  readonly module?: string
  readonly keyFolder?: string
  readonly mechanism?: 'NULL' | 'PLAIN' | 'CURVE'
  readonly username?: string
  readonly password?: string
  readonly key?: Buffer
  readonly domain: string
  readonly address: string
  readonly routingId: string
  readonly timeout: number
  readonly json?: true
}

const REQUEST_ID = '1'

/** @returns the exit code */
export async function zapCheck(flags: ZapCheckFlags, terminal: Terminal): Promise<number> {
  const request = encodeZapRequest({
    requestId: REQUEST_ID,
    domain: flags.domain,
    address: flags.address,
    routingId: Buffer.from(flags.routingId),
    ...credentialsOf(flags),
  })
  const { endpoint, close } = await handlerOf(flags)
  let code: number = EXIT.failed
  const socket = new Dealer({ linger: 0, receiveTimeout: flags.timeout })
  const interrupt = (): void => socket.close()
  terminal.signal.addEventListener('abort', interrupt)
  try {
    socket.connect(endpoint)
    await socket.send(request)
    show(dissectZapRequest(request), 'question', flags, terminal)
    const answer = dissectZapReply(await socket.receive(), REQUEST_ID)
    show(answer, 'answer', flags, terminal)
    if (answer.summary.startsWith('answer: 200 ')) code = EXIT.done
  } catch (error) {
    const interrupted = interruption(terminal)
    if (interrupted === undefined && (error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    if (interrupted === undefined) {
      terminal.complain(`no answer came from ${endpoint} for ${flags.timeout} ms`)
    }
    code = interrupted ?? EXIT.unreachable
  } finally {
    terminal.signal.removeEventListener('abort', interrupt)
    socket.close()
    close(terminal, code)
  }
  return code
}

function credentialsOf({ mechanism, username, password, key }: ZapCheckFlags): ZapCredentials {
  const isPlain = username !== undefined || password !== undefined
  const told = mechanism ?? (key === undefined ? (isPlain ? 'PLAIN' : 'NULL') : 'CURVE')
  const idle =
    told === 'PLAIN' ? undefined : username === undefined ? password && '--password' : '--username'
  if (idle !== undefined) throw new UsageError(`${idle} means nothing for ${told}`)
  if (key !== undefined && told !== 'CURVE') throw new UsageError(`--key means nothing for ${told}`)
  if (told === 'CURVE' && key === undefined) throw new UsageError('CURVE needs --key')
  const plain = [Buffer.from(username ?? ''), Buffer.from(password ?? '')]
  return {
    mechanism: told,
    credentials: told === 'PLAIN' ? plain : key === undefined ? [] : [key],
  }
}

interface Handler {
  readonly endpoint: string
  /** @param code the exit code of the program */
  readonly close: (terminal: Terminal, code: number) => void
}

async function handlerOf({ to, module, keyFolder }: ZapCheckFlags): Promise<Handler> {
  const given = [to, module, keyFolder].filter(one => one !== undefined)
  if (given.length !== 1) {
    throw new UsageError('zap-check needs one of --to, --module and --key-folder')
  }
  if (to !== undefined) return { endpoint: to, close: () => {} }
  if (keyFolder !== undefined) return bind({ keyFolder }, '--key-folder')
  return load(module as string)
}

function bind(rules: ZapRules, option: string): Handler {
  try {
    const handler = zapHandler(rules)
    return { endpoint: ZAP_ENDPOINT, close: () => handler.close() }
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`)
  }
}

/** Has a module bind its handler. */
async function load(path: string): Promise<Handler> {
  const option = `--module ${path}`
  let bound: unknown
  try {
    const { default: found } = (await import(pathToFileURL(resolve(path)).href)) as {
      default?: unknown
    }
    bound =
      typeof found === 'function' ? await (found as (given: unknown) => unknown)(context) : found
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`)
  }
  if (!isObject(bound)) return { endpoint: ZAP_ENDPOINT, close: leave }
  const { close } = bound
  if (typeof close !== 'function') return bind(bound as ZapRules, option)
  return { endpoint: ZAP_ENDPOINT, close: () => void close.call(bound) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** A handler that nobody can close would keep this program from ending. */
function leave(terminal: Terminal, code: number): void {
  terminal.stdout.write('', () => process.exit(code))
}

function show(
  { summary, fields, fault }: ZapItem,
  kind: string,
  { json }: ZapCheckFlags,
  terminal: Terminal,
): void {
  if (json === true) {
    const rows = fields.map(({ bytes, ...field }) => ({ ...field, hex: bytes.toString('hex') }))
    terminal.out(`${JSON.stringify({ kind, summary, fields: rows, fault })}\n`)
    return
  }
  const paint = painter(terminal.hasColour)
  const lines = [paint('title', summary), ...renderFields(fields, { paint })]
  if (fault !== undefined) lines.push(paint('fault', `  ! ${fault}`))
  terminal.out(`${lines.join('\n')}\n`)
}
