// What the reference endpoint's links need of a security mechanism, and PLAIN (RFC 24), written out by hand on both
// sides. Strict: whatever breaks a rule is a breach, which closes the link unless the fault says otherwise.
import { command } from './frames.js'

/** What a handshake needs of its link. */
export interface Hands {
  readonly options: Readonly<Partial<Record<string, number | string | boolean>>>
  has(name: string): boolean
  /** @returns true if the link was closed for it */
  breach(reason: string): boolean
  /** @returns true if the fault closed the link on something legal */
  refuses(what: string, octets: Buffer): boolean
  /** Sends a command. */
  say(body: Buffer): void
  /** Our properties, as READY has them. */
  properties(): Buffer
  /** True if the properties behind the name of this body are in order; else the link is closed, or the fault let it pass. */
  isPeerGood(body: Buffer): boolean
  /** Refuses the peer as the ZAP handler's status says, if it does. @returns true if it did */
  isForbidden(credentials: readonly Buffer[]): boolean
  /** The handshake is over. */
  ready(): void
}

/** One side of a security mechanism on one link. */
export interface RefMechanism {
  readonly name: string
  readonly isServer: boolean
  /** The greetings are exchanged. */
  begin(): void
  /** One frame of the handshake. */
  take(flags: number, body: Buffer): void
  /** The frame for what is sent in traffic; absent if it goes as it is. */
  seal?(flags: number, body: Buffer): Buffer
  /** What is in a frame of traffic; undefined if the link was closed for it, or nothing is to be done. */
  open?(flags: number, body: Buffer): { readonly flags: number; readonly body: Buffer } | undefined
}

/** The name of a command that letters make, or what there is instead. */
export const nameIn = (body: Buffer): string => {
  const name = body.toString('latin1', 1, 1 + (body[0] ?? 0))
  return /^[A-Za-z]+$/.test(name) ? name : 'without name'
}

/** True if a frame is the command that is due, or the fault takes it for that. */
export function isDue(hands: Hands, due: string, flags: number, body: Buffer): boolean {
  const name = nameIn(body)
  if ((flags & 4) === 0 && hands.breach(`${due === name ? name : 'data'} as message`)) return false
  if (name !== due) hands.breach(`${name} for ${due}`)
  return name === due
}

const field = (text: Buffer): Buffer => Buffer.concat([Buffer.from([text.length]), text])

/** The server's side of PLAIN. */
export function plainServer(hands: Hands): RefMechanism {
  let due = 'HELLO'
  const welcome = (): void => {
    due = 'INITIATE'
    hands.say(command('WELCOME'))
  }
  const hello = (body: Buffer): void => {
    const userEnd = 7 + (body[6] ?? 255)
    const passwordEnd = userEnd + 1 + (body[userEnd] ?? 255)
    if (passwordEnd !== body.length) {
      if (!hands.breach('fields of HELLO')) welcome()
      return
    }
    const user = body.subarray(7, userEnd)
    if (hands.refuses('HELLO', body)) return
    const password = body.subarray(userEnd + 1, passwordEnd)
    if (hands.options['zapDomain'] === '' && hands.breach('no handler')) return
    if (!hands.isForbidden([user, password])) welcome()
  }
  return {
    name: 'PLAIN',
    isServer: true,
    begin() {
      if (hands.has('server-first')) welcome()
    },
    take(flags, body) {
      if (!isDue(hands, due, flags, body)) return
      if (due === 'HELLO') return hello(body)
      if (hands.refuses('INITIATE', body) || !hands.isPeerGood(body)) return
      hands.say(command('READY', hands.properties()))
      hands.ready()
    },
  }
}

/** The client's side of PLAIN. */
export function plainClient(hands: Hands): RefMechanism {
  let due = 'WELCOME'
  const { plainUsername, plainPassword } = hands.options
  const initiate = (): void => {
    due = 'READY'
    hands.say(command('INITIATE', hands.properties()))
  }
  return {
    name: 'PLAIN',
    isServer: false,
    begin() {
      const fields = [plainUsername, plainPassword].map(text => field(Buffer.from(String(text))))
      hands.say(command('HELLO', Buffer.concat(fields)))
      if (hands.has('initiate-early')) initiate()
    },
    take(flags, body) {
      if (!isDue(hands, due, flags, body)) return
      if (due === 'READY') {
        if (hands.isPeerGood(body)) hands.ready()
        return
      }
      if (body.length > 8 && hands.breach('WELCOME with data')) return
      initiate()
    },
  }
}
