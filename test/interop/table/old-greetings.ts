// A relay that makes both of its ends take each other for peers of an older ZMTP: it changes in their greetings what
// tells the version, and nothing else. What they then say to each other is the older protocol, of their own making.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { Transform } from 'node:stream'

/** Each version, and how its greeting differs (RFC 37, 23, 15, 13). */
export const VERSIONS = ['3.1', '3.0', '2.0', '1.0'] as const
export type Version = (typeof VERSIONS)[number]
export type OldVersion = Exclude<Version, '3.1'>

const SIGNATURE = 10

/** The octet of a greeting that makes it one of an older version. */
const CHANGED = {
  // The minor number.
  '3.0': { offset: 11, octet: 0 },
  // The revision; what comes after it is then the socket type.
  '2.0': { offset: 10, octet: 1 },
} as const

/**
 * One direction. Of a version that has a signature one octet is changed, and none is held back: each side waits for
 * the other's in the middle of its own. 1.0 has none: to it those ten octets are the header of a frame, whose body is
 * the identity, and a peer of 1.0 would have sent that header in its short form.
 */
class Older extends Transform {
  readonly #version: OldVersion
  #signature = Buffer.alloc(0)
  #passed = 0

  constructor(version: OldVersion) {
    super()
    this.#version = version
  }

  override _transform(chunk: Buffer, _encoding: string, done: () => void): void {
    this.push(
      this.#version === '1.0'
        ? this.#unsigned(chunk)
        : this.#changed(chunk, CHANGED[this.#version]),
    )
    this.#passed += chunk.length
    done()
  }

  #changed(
    chunk: Buffer,
    { offset, octet }: { readonly offset: number; readonly octet: number },
  ): Buffer {
    const index = offset - this.#passed
    if (index >= 0 && index < chunk.length) chunk[index] = octet
    return chunk
  }

  #unsigned(chunk: Buffer): Buffer {
    if (this.#passed >= SIGNATURE) return chunk
    this.#signature = Buffer.concat([this.#signature, chunk])
    if (this.#signature.length < SIGNATURE) return Buffer.alloc(0)
    const header = Buffer.of(Number(this.#signature.readBigUInt64BE(1)), 0)
    return Buffer.concat([header, this.#signature.subarray(SIGNATURE)])
  }
}

/** A relay to an endpoint. */
export interface Relay {
  readonly endpoint: string
  close(): void
}

const placeOf = (endpoint: string): { path: string } | { host: string; port: number } => {
  const [, transport, address = ''] = /^(tcp|ipc):\/\/(.*)$/.exec(endpoint) ?? []
  if (transport === 'ipc') return { path: address }
  const [host = '', port] = address.split(':')
  return { host, port: Number(port) }
}

/** Opens a relay to an endpoint; `at` is where it listens. */
export async function relayAsOlder(
  version: OldVersion,
  endpoint: string,
  at: string,
): Promise<Relay> {
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    const far = connect(placeOf(endpoint))
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket
        .on('error', () => {})
        .on('close', () => {
          near.destroy()
          far.destroy()
        })
    }
    near.pipe(new Older(version)).pipe(far)
    far.pipe(new Older(version)).pipe(near)
  })
  server.listen(placeOf(at))
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    endpoint: at.startsWith('ipc') ? at : `tcp://127.0.0.1:${port}`,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
