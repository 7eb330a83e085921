// A client of a Jupyter kernel, as an editor has it (the messaging protocol of jupyter-client, version 5.3): five
// sockets, and messages of several parts that are signed. It knows no engine: the package comes as an argument.
import { createHmac, randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import type { Dealer, Readable } from '../../lib/index.js'
import { closing, type Zmq } from '../support/packages.js'

/** What the kernel's connection file says. */
export interface Connection {
  readonly ip: string
  readonly key: string
  readonly shell_port: number
  readonly control_port: number
  readonly stdin_port: number
  readonly iopub_port: number
  readonly hb_port: number
}

type Json = Readonly<Record<string, unknown>>

/** A message without its addresses and its signature, which was right. */
export interface JupyterMessage {
  readonly type: string
  readonly content: Json
  /** The id of the request that it belongs to. */
  readonly parent: string | undefined
  /** Its whole header: what answers it repeats it. */
  readonly header: Json
}

export type Channel = 'shell' | 'control' | 'stdin'

/** Comes before the signature, and after the addresses. */
const DELIMITER = '<IDS|MSG>'

const sign = (key: string, parts: readonly (string | Buffer)[]): string => {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return hmac.digest('hex')
}

/** DEALERs for three channels, a SUB for what the kernel publishes, a REQ for its heartbeat. */
export function jupyterClient(t: Test, zmq: Zmq, connection: Connection) {
  const session = randomUUID()
  // The kernel asks for input by the address that the request came from: all have the same.
  const dealer = (): Dealer => closing(t, new zmq.Dealer({ routingId: session }))
  const channels = { shell: dealer(), control: dealer(), stdin: dealer() }
  const iopub = closing(t, new zmq.Subscriber())
  const heartbeat = closing(t, new zmq.Request())
  iopub.subscribe()
  const sockets = { ...channels, iopub, hb: heartbeat }
  for (const [name, socket] of Object.entries(sockets)) {
    const port = connection[`${name as keyof typeof sockets}_port`]
    socket.connect(`tcp://${connection.ip}:${port}`)
  }

  async function next(socket: Readable): Promise<JupyterMessage> {
    const parts = await socket.receive()
    const start = parts.findIndex(part => String(part) === DELIMITER) + 1
    const [signature, ...signed] = parts.slice(start)
    if (start === 0 || String(signature) !== sign(connection.key, signed.slice(0, 4))) {
      throw new Error(`no Jupyter message, or a wrong signature: ${parts.join(' ')}`)
    }
    const [header, parent, , content] = signed
      .slice(0, 4)
      .map(part => JSON.parse(String(part)) as Json)
    return {
      type: String(header?.['msg_type']),
      content: content ?? {},
      parent: parent?.['msg_id'] as string | undefined,
      header: header ?? {},
    }
  }

  /** Sends a message; gives its id. */
  async function send(
    channel: Channel,
    type: string,
    content: Json = {},
    { parent = {}, key = connection.key }: { readonly parent?: Json; readonly key?: string } = {},
  ): Promise<string> {
    const id = randomUUID()
    const header = {
      msg_id: id,
      msg_type: type,
      session,
      username: 'editor',
      version: '5.3',
      date: new Date().toISOString(),
    }
    const parts = [header, parent, {}, content].map(part => JSON.stringify(part))
    await channels[channel].send([DELIMITER, sign(key, parts), ...parts])
    return id
  }

  return {
    channels,
    iopub,
    heartbeat,
    send,
    /** The next message of a channel. */
    read: (channel: Channel) => next(channels[channel]),
    /** Sends a request, and gives the reply to it. */
    async ask(channel: Channel, type: string, content: Json = {}): Promise<JupyterMessage> {
      const id = await send(channel, type, content)
      for (;;) {
        const reply = await next(channels[channel])
        if (reply.parent === id) return reply
      }
    },
    /** What the kernel publishes of a request, until it is idle again. */
    async *published(id: string): AsyncGenerator<JupyterMessage, void, undefined> {
      for (;;) {
        const message = await next(iopub)
        if (message.parent !== id) continue
        yield message
        if (message.type === 'status' && message.content['execution_state'] === 'idle') return
      }
    },
  }
}
