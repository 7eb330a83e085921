// Memory of a sender whose reader does not read: once its marks are reached it must not grow. The reader
// here speaks the handshake and then leaves everything in the socket.
import net from 'node:net'
import { withWorkers, workerCommand } from '../children.js'
import { CONTENDERS, type Group, type Setting } from '../trial.js'
import { sizeText } from '../report.js'

const GREETING = Buffer.concat([
  Buffer.from('ff00000000000000017f0300', 'hex'),
  Buffer.from('NULL'),
  Buffer.alloc(48),
])
const READY = Buffer.concat([
  Buffer.from('041a055245414459', 'hex'),
  Buffer.from('\u000BSocket-Type\0\0\0\u0004PULL', 'latin1'),
])

/** Bytes that the sender grew by in two seconds after its marks were reached. */
async function grownUnderStall(worker: string, size: number): Promise<number> {
  const server = net.createServer(socket => {
    socket.write(Buffer.concat([GREETING, READY]))
    socket.once('data', () => socket.pause())
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  try {
    return await withWorkers(start =>
      start(workerCommand(worker), ['stall', `tcp://127.0.0.1:${port}`, size]).number('grown'),
    )
  } finally {
    server.close()
  }
}

const WORKERS = [
  [CONTENDERS.ours, 'rawzmq'],
  [CONTENDERS.zeromqJs, 'zeromq-js'],
] as const

/** Growth under a stalled reader. */
export function memory({ isQuick }: Setting): Group {
  const sizes = isQuick ? [65_536] : [16, 65_536]
  const trials = sizes.flatMap(size =>
    (isQuick ? WORKERS.slice(0, 1) : WORKERS).map(([contender, worker]) => ({
      subject: `stalled reader, ${sizeText(size)}`,
      contender,
      async run() {
        return (await grownUnderStall(worker, size)) / 1024 / 1024
      },
    })),
  )
  return {
    name: 'memory',
    title: 'Resident memory a sender gains in two seconds after its marks are reached',
    unit: 'MiB',
    isMoreBetter: false,
    trials,
  }
}
