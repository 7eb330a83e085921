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
if (hasMonitor()) can.push('monitor')
const say = line => process.stdout.write(`${JSON.stringify(line)}\n`)
let socket
let zap
let isReading = true
let resume = () => {}
let monitors = 0

/** True where raw events can be had: zeromq.js gives none out, but the same libzmq through koffi does. */
function hasMonitor() {
  try {
    for (const each of name === 'rawzmq' ? [] : ['rawzmq/native', 'koffi'])
      import.meta.resolve(each)
    return true
  } catch {
    return false
  }
}

/** A socket of zeromq.js's libzmq that has raw events: as far as a driver calls it, one of zeromq.js. */
class NativeSocket {
  static engine
  closed = false

  static async load() {
    NativeSocket.engine ??= await (await import('rawzmq/native')).nativeEngine()
  }

  constructor(kind, { linger = 0, reconnectInterval = 100, zapDomain = '' } = {}) {
    // ZMQ_LINGER, ZMQ_RECONNECT_IVL, ZMQ_ZAP_DOMAIN
    const values = { 17: linger, 18: reconnectInterval, ...(zapDomain !== '' && { 55: zapDomain }) }
    this.own = NativeSocket.engine.socket(kind, values)
    if (['PUSH', 'PUB'].includes(kind)) this.receive = undefined
  }

  async bind(place) {
    this.lastEndpoint = await this.own.bind(place)
  }

  connect(place) {
    this.own.connect(place)
  }

  send(parts) {
    this.own.setOption(28, this.sendTimeout ?? -1) // ZMQ_SNDTIMEO
    return this.own.send(parts.map(part => Buffer.from(part)))
  }

  receive() {
    return this.own.receive()
  }

  close() {
    this.closed = true
    this.own.close()
  }

  async *[Symbol.asyncIterator]() {
    while (!this.closed) yield await this.receive()
  }
}

/** Says each message of a monitor, as it is, up to MONITOR_STOPPED. */
async function tellEvents(reader) {
  const stopped = Buffer.from(Uint16Array.of(0x400).buffer) // in the order of this machine
  for (let isOn = true; isOn;) {
    const parts = await reader.receive()
    say({ monitor: parts.map(part => part.toString('hex')) })
    isOn = !parts[0].subarray(0, 2).equals(stopped)
  }
  reader.close()
}

/** Monitors a socket from before it is bound or connected. */
async function monitor(opened) {
  if (opened instanceof NativeSocket) return void tellEvents(opened.own.monitor())
  const { socketMonitor } = await import('rawzmq/monitor')
  const pair = new zmq.Pair()
  const place = `inproc://monitor-${++monitors}`
  socketMonitor(opened, place)
  pair.connect(place)
  void tellEvents(pair)
}

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
async function setZap(isWanted, isNative) {
  if (isWanted === (zap !== undefined)) return
  if (!isWanted) {
    zap.close()
    zap = undefined
    return
  }
  zap = isNative ? new NativeSocket('REP') : new zmq.Reply()
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
  const isNative = setup.options?.monitor === true && name !== 'rawzmq'
  if (isNative) await NativeSocket.load()
  await setZap(Boolean(setup.options?.zapDomain), isNative)
  const opened = isNative
    ? new NativeSocket(setup.socket, setup.options)
    : new classes[setup.socket]({ linger: 0 })
  for (const [option, value] of wanted) if (option in opened) opened[option] = value
  if (setup.options?.monitor === true) await monitor(opened)
  if (setup.mode === 'bind') await opened.bind(setup.endpoint)
  else opened.connect(setup.endpoint)
  socket = opened
  if (opened.receive) void receive(opened)
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
