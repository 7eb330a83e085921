// Driver for zeromq.js 6, and for rawzmq, which is shaped like it:
//   node drivers/zeromq.mjs {endpoint} {mode} {socket} {mechanism} [package]
import { createInterface } from 'node:readline'

const [endpoint, mode, type, mechanism, name = 'zeromq'] = process.argv.slice(2)
const zmq = await import(name)
const options = ['maxMessageSize', 'handshakeInterval', 'heartbeatInterval', 'heartbeatTimeout']
options.push(
  'heartbeatTimeToLive',
  'sendHighWaterMark',
  'receiveHighWaterMark',
  'reconnectInterval',
  'linger',
)
options.push('zapDomain', 'plainServer', 'plainUsername', 'plainPassword')
options.push('curveServer', 'curvePublicKey', 'curveSecretKey', 'curveServerKey')
if (name === 'rawzmq') options.push('minimumZmtp')
const classes = { PUSH: zmq.Push, PULL: zmq.Pull, PAIR: zmq.Pair, REQ: zmq.Request, REP: zmq.Reply }
Object.assign(classes, { DEALER: zmq.Dealer, ROUTER: zmq.Router, PUB: zmq.Publisher })
Object.assign(classes, { SUB: zmq.Subscriber, XPUB: zmq.XPublisher, XSUB: zmq.XSubscriber })
const can = ['open', 'zmtp3', 'zmtp2', 'zmtp1', 'heartbeat', ...options, ...Object.keys(classes)]
const say = line => process.stdout.write(`${JSON.stringify(line)}\n`)
let socket
let zap
let isReading = true
let resume = () => {}

async function receive(from) {
  while (!from.closed) {
    if (!isReading) await new Promise(resolve => (resume = resolve))
    if (from.closed) return
    // Woken by a message that the socket then had to drop, or asked out of turn: it is asked again.
    const parts = await from.receive().catch(() => new Promise(resolve => setTimeout(resolve, 5)))
    if (from.closed || socket !== from) return
    if (parts === undefined) continue
    say({ recv: parts.map(part => part.toString('hex')) })
  }
}

/** Answers ZAP requests (RFC 27) with the status that their domain names, or lets in `user:password` only. */
async function allow(handler) {
  for await (const [, request, domain, , , , ...credentials] of handler) {
    const status = String(domain)
    const isOpen = status === credentials.join(':')
    const answer = status.includes(':') ? (isOpen ? '200' : '400') : status
    await handler.send(['1.0', request, answer, '', '', ''])
  }
}

/** Sees to it that there is a ZAP handler, or that there is none. */
async function setZap(isWanted) {
  if (isWanted === (zap !== undefined)) return
  if (!isWanted) {
    zap.close()
    zap = undefined
    return
  }
  zap = new zmq.Reply()
  for (let tries = 200; ; tries--) {
    try {
      await zap.bind('inproc://zeromq.zap.01')
      break
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || tries === 0) throw error
      await new Promise(resolve => setTimeout(resolve, 5)) // the one before is not gone yet
    }
  }
  void allow(zap).catch(() => {}) // it was closed
}

async function open(setup) {
  socket?.close()
  isReading = true
  resume()
  const wanted = Object.entries(setup.options ?? {}).filter(([, value]) => value !== '')
  await setZap(Boolean(setup.options?.zapDomain))
  const opened = new classes[setup.socket]({ linger: 0 })
  for (const [option, value] of wanted) if (option in opened) opened[option] = value
  if (setup.mode === 'bind') await opened.bind(setup.endpoint)
  else opened.connect(setup.endpoint)
  socket = opened
  if ('receive' in opened) void receive(opened)
  return setup.mode === 'bind' ? opened.lastEndpoint : setup.endpoint
}

const works = {
  open: async ({ open: setup }) => ({ ready: await open(setup) }),
  async send({ send: parts, wait = 500 }) {
    socket.sendTimeout = wait
    await socket.send(parts.map(part => Buffer.from(part, 'hex')))
    return { sent: true }
  },
  subscribe({ subscribe }) {
    socket.subscribe(Buffer.from(subscribe, 'hex'))
    return { subscribed: true }
  },
  unsubscribe({ unsubscribe }) {
    socket.unsubscribe(Buffer.from(unsubscribe, 'hex'))
    return { subscribed: false }
  },
  read({ read }) {
    isReading = read
    if (read) resume()
    return { read }
  },
  close() {
    socket?.close()
    return { closed: true }
  },
}

say({
  ready: await open({ endpoint, mode, socket: type, mechanism }),
  can,
  name: `${name} ${zmq.version}`,
})
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line)
  const word = Object.keys(works).find(each => each in message)
  try {
    const answer = await works[word](message)
    if (answer !== undefined) say(answer)
  } catch (error) {
    say({ error: error.code === 'EAGAIN' ? 'again' : String(error.code ?? error.message) })
  }
}
process.exit(0)
