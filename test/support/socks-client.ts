// A process that connects through SOCKS proxies that fail, tells the events up to the next attempt, and kills
// itself: libzmq 4.3.5 aborts at that attempt, and where such a socket is closed.
//
//   node socks-client.js PACKAGE [[PROXY,ENDPOINT,USERNAME?,PASSWORD?],…]
import { PACKAGES } from './packages.js'

/** Numbers of options that zeromq.js has no names for. */
const SOCKS_USERNAME = 99
const SOCKS_PASSWORD = 100

/** Sets who asks a proxy. */
export function setLogin(socket: object, [username = '', password = '']: readonly string[]): void {
  const { setStringOption } = socket as { setStringOption(option: number, value: string): void }
  setStringOption.call(socket, SOCKS_USERNAME, username)
  setStringOption.call(socket, SOCKS_PASSWORD, password)
}

const [, file, name, cases = '[]'] = process.argv
if (file === import.meta.filename && name !== undefined) {
  const zmq = PACKAGES.find(([each]) => each === name)?.[1]
  if (zmq === undefined) throw new Error(`no package ${name}`)
  const all = JSON.parse(cases) as readonly (readonly [string, string, ...string[]])[]
  const told = all.map((): string[] => [])
  let failed = 0
  // zeromq.js closes what is collected as garbage.
  const kept: object[] = []
  process.on('exit', () => kept.length)
  const types = ['connect:delay', 'connect', 'close', 'connect:retry', 'disconnect'] as const
  for (const [index, [socksProxy, endpoint, ...login]] of all.entries()) {
    const push = new zmq.Push({ socksProxy, reconnectInterval: 60_000 })
    kept.push(push)
    if (login.length > 0) setLogin(push, login)
    for (const type of types) {
      push.events.on(type, event => {
        told[index]?.push(`${event.type} ${event.address}`)
        if (event.type !== 'connect:retry' || ++failed < all.length) return
        process.stdout.write(JSON.stringify(told), () => process.kill(process.pid, 'SIGKILL'))
      })
    }
    push.connect(endpoint)
  }
}
