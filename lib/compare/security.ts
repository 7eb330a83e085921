// What scenarios about security are made of: the options of both sides, and a ZAP handler (RFC 27) that does as it is
// told. The keys are those of libzmq's manual: nobody's.
import { OPTIONS } from '../options.js'
import type { MonitoredSocket, Scenario, SocketOptions, World } from './scenario.js'

const SERVER_KEY = 'rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7'
const SERVER_SECRET = 'JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6'
const CLIENT_KEY = 'Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID'
const CLIENT_SECRET = 'D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs'

/** A server of CURVE without a domain. */
export const CURVE_SERVER = {
  [OPTIONS.CURVE_SERVER]: true,
  [OPTIONS.CURVE_SECRETKEY]: SERVER_SECRET,
}

const DOMAIN = { [OPTIONS.ZAP_DOMAIN]: 'global' }

/** The options of the two sides of each mechanism. */
export const SIDES = {
  null: { server: DOMAIN, client: {} },
  plain: {
    server: { [OPTIONS.PLAIN_SERVER]: true, ...DOMAIN },
    client: { [OPTIONS.PLAIN_USERNAME]: 'admin', [OPTIONS.PLAIN_PASSWORD]: 'secret' },
  },
  curve: {
    server: { ...CURVE_SERVER, ...DOMAIN },
    client: {
      [OPTIONS.CURVE_SERVERKEY]: SERVER_KEY,
      [OPTIONS.CURVE_PUBLICKEY]: CLIENT_KEY,
      [OPTIONS.CURVE_SECRETKEY]: CLIENT_SECRET,
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly server: SocketOptions; readonly client: SocketOptions }>
>

/** A mechanism by the name its scenarios have. */
export type MechanismName = keyof typeof SIDES

/** What a handler answers: the delimiter, the six parts behind it, and whatever else. */
export type ZapReply = readonly string[]

/** An answer with a status, faultless but for the parts that are given by their place. */
export function zapReply(status: string, change: Readonly<Record<number, string>> = {}): ZapReply {
  return ['', '1.0', '1', status, 'text', 'anna', ''].map((part, at) => change[at] ?? part)
}

/** Binds a ZAP handler. The first request is noted, but for the address: ours knows none over ipc. */
export async function bindZap(world: World, reply: ZapReply | undefined): Promise<void> {
  const handler = world.plainSocket('ROUTER')
  await handler.bind('inproc://zeromq.zap.01')
  let isNoted = false
  const answer = async (): Promise<void> => {
    const [name, ...parts] = await handler.receive()
    if (!isNoted) world.note(`asked: ${parts.toSpliced(4, 1).map(shown).join(' | ')}`)
    isNoted = true
    if (reply !== undefined) await handler.send([name as Buffer, ...reply.map(utf8)])
    await answer()
  }
  // It ends with the run.
  answer().catch(() => {})
}

const utf8 = (text: string): Buffer => Buffer.from(text, 'latin1')

/** A key has octets that are no characters. */
function shown(part: Buffer): string {
  return part.length === 32 ? part.toString('hex') : part.toString('latin1')
}

/** A bound PULL, and a PUSH that connects to it. */
export interface Met {
  readonly pull: MonitoredSocket
  readonly push: MonitoredSocket
}

/** What is other than usual. */
export interface MeetingSettings {
  /** What the handler answers; `silent`: nothing, `none`: there is no handler. Default: status 200. */
  readonly zap?: ZapReply | 'silent' | 'none'
  /** All options of the PULL, or of the PUSH. Default: those of the mechanism's two sides. */
  readonly server?: SocketOptions
  readonly client?: SocketOptions
}

/** Lets a PULL and a PUSH meet with a mechanism, and does with them what is told. */
export const meeting =
  (
    mechanism: MechanismName,
    { zap = zapReply('200'), ...options }: MeetingSettings,
    then: (met: Met, world: World) => Promise<void>,
  ): Scenario['run'] =>
  async world => {
    if (zap !== 'none') await bindZap(world, zap === 'silent' ? undefined : zap)
    const { server, client } = { ...SIDES[mechanism], ...options }
    const pull = world.socket('pull', 'PULL', server)
    const push = world.socket('push', 'PUSH', client)
    push.connect(await pull.bind(world.place()))
    await then({ pull, push }, world)
  }

/** The PUSH is turned away, and does not come again. */
export async function turnedAway({ pull, push }: Met, world: World): Promise<void> {
  await push.saw('DISCONNECTED')
  await pull.saw('DISCONNECTED')
  await world.wait(300)
  await push.close()
  await pull.close()
}

/** The PUSH is turned away without a word, and tries again, for ever. */
export async function triesOn({ pull, push }: Met): Promise<void> {
  await pull.saw('DISCONNECTED')
  pull.cut()
  await push.saw('CONNECT_RETRIED')
  push.cut()
}

/** Two servers, neither of which begins. */
export const bothServers = (mechanism: 'plain' | 'curve'): Scenario['run'] => {
  const client = SIDES[mechanism].server
  const server = { ...client, [OPTIONS.HANDSHAKE_IVL]: 200 }
  return meeting(mechanism, { server, client }, triesOn)
}
