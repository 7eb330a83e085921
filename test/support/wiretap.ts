// What two peers really say to each other: bytes of both sides as they pass over the loopback, as rows of a capture.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import type { ConnectionSide, ConnectionRow, WireRow } from '../../lib/capture/format.js'
import { systemClock } from '../../lib/clock.js'

/** A listener that passes everything on. */
export interface Wiretap {
  /** Where to connect instead. */
  readonly endpoint: string
  readonly rows: (WireRow | ConnectionRow)[]
  close(): void
}

/** Listens in front of an endpoint of tcp. */
export async function wiretap(to: string): Promise<Wiretap> {
  const rows: (WireRow | ConnectionRow)[] = []
  const port = Number(new URL(to).port)
  const startedAt = systemClock.now()
  const at = (): number => systemClock.now() - startedAt
  let count = 0
  const server = createServer(near => {
    const connection = `c${++count}`
    const far = connect(port, '127.0.0.1')
    rows.push({ kind: 'connection', at: at(), connection, change: 'opened' })
    for (const [from, one, other] of [
      ['connecting', near, far],
      ['binding', far, near],
    ] as const satisfies readonly (readonly [ConnectionSide, typeof near, typeof near])[]) {
      one.on('data', (bytes: Buffer) => {
        rows.push({ kind: 'wire', at: at(), connection, from, bytes })
        other.write(bytes)
      })
      one.on('end', () => {
        rows.push({ kind: 'connection', at: at(), connection, change: 'ended', from })
        other.end()
      })
      one.on('error', () => other.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { endpoint, rows, close: () => server.close() }
}
