// Worker: node:net alone, the limit of what anything on it can do. It moves the same bytes with no
// framing: small messages in chunks of 64 KiB, large ones each in a write of its own. Its peers pass as many
// bytes as ZMTP's greeting and READY, in as many steps.
import net from 'node:net'
import { numberAt, readJob, say, stopwatch, type Job } from './lines.js'
import { BACKLOG, nowMs, stay, weigh } from './peers.js'

const CHUNK = 64 * 1024

/** What each side writes, each after the other's last: signature, version, rest of the greeting, READY. */
const STEPS = [10, 1, 53, 28]

const JOBS: Readonly<Record<string, (job: Job) => void>> = {
  receive,
  send,
  echo,
  ping,
  crowd,
  join,
}

function address(endpoint: string): net.NetConnectOpts & net.ListenOptions {
  const rest = endpoint.slice(endpoint.indexOf('://') + 3)
  if (endpoint.startsWith('ipc:')) return { path: rest }
  const colon = rest.lastIndexOf(':')
  return { host: rest.slice(0, colon), port: Number(rest.slice(colon + 1)) || 0 }
}

function listen(job: Job, accepted: (socket: net.Socket) => void): void {
  const server = net.createServer({ noDelay: true }, socket => {
    server.close()
    accepted(socket)
  })
  server.listen(address(job.endpoint), () => {
    const bound = server.address()
    const isTcp = typeof bound === 'object' && bound !== null
    say('bound', isTcp ? `tcp://${bound.address}:${bound.port}` : job.endpoint)
  })
}

function receive(job: Job): void {
  const [size, warmUp, count] = [0, 1, 2].map(index => numberAt(job, index)) as [
    number,
    number,
    number,
  ]
  const total = (warmUp + count) * size
  let received = 0
  let warmAt = 0
  let elapsed = stopwatch()
  listen(job, socket => {
    socket.on('data', chunk => {
      received += chunk.length
      if (warmAt === 0 && received >= warmUp * size) {
        elapsed = stopwatch()
        warmAt = received
      }
      if (received === total) say('seconds', (elapsed() / (total - warmAt)) * count * size)
    })
  })
}

function send(job: Job): void {
  const size = numberAt(job, 0)
  const total = size * numberAt(job, 1)
  const chunk = Buffer.alloc(size >= CHUNK ? size : Math.floor(CHUNK / size) * size)
  const socket = net.connect({ ...address(job.endpoint), noDelay: true })
  let left = total
  const write = (): void => {
    while (left > 0) {
      const piece = left >= chunk.length ? chunk : chunk.subarray(0, left)
      left -= piece.length
      if (!socket.write(piece)) {
        socket.once('drain', write)
        return
      }
    }
    socket.end()
  }
  socket.on('connect', write)
  socket.resume()
}

function echo(job: Job): void {
  listen(job, socket => {
    socket.on('data', chunk => socket.write(chunk))
    socket.on('end', () => socket.end())
  })
}

function ping(job: Job): void {
  const size = numberAt(job, 0)
  const warmUp = numberAt(job, 1)
  const total = warmUp + numberAt(job, 2)
  const message = Buffer.alloc(size)
  const socket = net.connect({ ...address(job.endpoint), noDelay: true })
  let elapsed = stopwatch()
  let done = 0
  let missing = size
  socket.on('connect', () => socket.write(message))
  socket.on('data', chunk => {
    missing -= chunk.length
    if (missing > 0) return
    missing = size
    done++
    if (done === warmUp) elapsed = stopwatch()
    if (done < total) {
      socket.write(message)
    } else {
      say('seconds', elapsed())
      socket.end()
    }
  })
}

/** Passes the steps, then calls `done` and stays open. */
function shakeHands(socket: net.Socket, done: () => void): void {
  let step = 0
  let missing = 0
  const write = (): void => {
    const size = STEPS[step++]
    if (size === undefined) {
      done()
      return
    }
    missing += size
    socket.write(Buffer.alloc(size))
  }
  socket.on('error', () => socket.destroy())
  socket.on('data', chunk => {
    missing -= chunk.length
    // The other side may be a step ahead.
    while (missing <= 0 && step <= STEPS.length) write()
  })
  write()
}

function crowd(job: Job): void {
  const count = numberAt(job, 0)
  let ready = 0
  const server = net.createServer({ noDelay: true })
  const isReady = new Promise<void>(resolve => {
    server.on('connection', socket =>
      shakeHands(socket, () => {
        if (++ready === count) resolve()
      }),
    )
  })
  const listening = new Promise<string>(resolve => {
    server.listen({ ...address(job.endpoint), backlog: BACKLOG }, () => {
      resolve(`tcp://127.0.0.1:${(server.address() as net.AddressInfo).port}`)
    })
  })
  void weigh(listening, isReady)
}

function join(job: Job): void {
  say('started', nowMs())
  const sockets = Array.from({ length: numberAt(job, 0) }, () => {
    const socket = net.connect({ ...address(job.endpoint), noDelay: true })
    socket.on('connect', () => shakeHands(socket, () => {}))
    return socket
  })
  void stay(sockets)
}

const job = readJob(process.argv.slice(2))
const run = JOBS[job.name]
if (run === undefined) throw new Error(`unknown job ${job.name}`)
run(job)
