// Lesson 12: a PULL with one wrong byte, and the suite that finds it.
import { execFile } from 'node:child_process'
import { connect, createServer, type AddressInfo } from 'node:net'
import { Pull } from 'rawzmq'

const pull = new Pull()
await pull.bind('tcp://127.0.0.1:*')
const port = Number(pull.lastEndpoint!.split(':').at(-1))

/** Stands before the PULL and changes one byte of what it says. */
async function broken(offset: number, byte: number | undefined): Promise<string> {
  const server = createServer(peer => {
    const socket = connect(port, '127.0.0.1')
    let position = 0
    socket.on('data', (chunk: Buffer) => {
      const at = offset - position
      if (byte !== undefined && at >= 0 && at < chunk.length) chunk[at] = byte
      position += chunk.length
      peer.write(chunk)
    })
    peer.pipe(socket).on('error', () => peer.destroy())
    peer.on('error', () => {}).on('close', () => socket.destroy())
    socket.on('close', () => peer.destroy())
  })
  server.unref().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface CaseResult {
  readonly id: string
  readonly verdict: string
}

const CASES = 'greeting/1.1,greeting/1.5,greeting/1.7,null/5.4'

/** Runs the chosen cases: `rawzmq conform --connect tcp://… --socket PULL --only … --format json`. */
function conform(endpoint: string): Promise<{ code: number; results: CaseResult[] }> {
  const command = ['dist/bin/rawzmq.js', 'conform', '--connect', endpoint, '--socket', 'PULL']
  const only = ['--only', CASES, '--format', 'json']
  return new Promise(resolve => {
    execFile(process.execPath, [...command, ...only], (error, stdout) => {
      const { results } = JSON.parse(stdout) as { results: CaseResult[] }
      resolve({ code: Number(error?.code ?? 0), results })
    })
  })
}

for (const [what, offset, byte] of [
  ['as it is', 0, undefined],
  ['as-server is 1', 32, 0x01],
  ['filler is not zero', 50, 0x2a],
  ['Socket-Type is PULX', 91, 0x58],
] as const) {
  const { code, results } = await conform(await broken(offset, byte))
  const verdicts = results.map(({ id, verdict }) => `${id} ${verdict}`)
  console.log(`${what}: exit code ${code}\n    ${verdicts.join(', ')}`)
}
pull.close()
