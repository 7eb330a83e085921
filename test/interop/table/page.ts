// docs/interop.md, made of results.
import { ROWS, PEERS, type PeerName } from './cells.js'
import { VERSIONS } from './old-greetings.js'

/** What was wrong with a cell, or undefined, by peer, number of the row, version and transport, as JSON. */
export type Results = Map<string, string | undefined>

const INTRODUCTION = `# Whom it talks with

Every two types of socket that can be connected, each in the hands of rawzmq and of another implementation, either side
bound, over tcp and ipc, in four versions of ZMTP. Each cell is two runs in which messages of several forms pass in every
direction the types have: \`✓\` where both passed, else the transport that did not. \`npm run interop\` makes the page anew:
libzmq 4.3.5 is that of the package zeromq, libzmq 4.3.4 is Debian's.

Both speak ZMTP 3.1, and the older ones with peers that are older. So that they do, a relay
(\`test/interop/table/old-greetings.ts\`) changes, in both greetings, the octets that tell the version; 1.0 is that of libzmq 2,
without a signature. The drafts came with ZMTP 3, and Debian's libzmq is built without them. DGRAM speaks plain UDP and STREAM
plain TCP, and a PEER can say something first only by the number that \`zmq_connect_peer\` gives it: they have tests of their own.
`

/** The page, and how many runs passed and failed. */
export function interopPage(results: Results): { text: string; passed: number; failed: number } {
  let failed = 0
  const cell = (
    peer: PeerName,
    row: number,
    version: string,
    transports: readonly string[],
  ): string => {
    const found = transports
      .map(transport => JSON.stringify([peer, row, version, transport]))
      .map((key, index) => ({ transport: transports[index], key }))
      .filter(({ key }) => results.has(key))
    const wrong = found.filter(({ key }) => results.get(key) !== undefined)
    failed += wrong.length
    if (found.length === 0) return ''
    return wrong.length === 0 ? '✓' : `not ${wrong.map(({ transport }) => transport).join(', ')}`
  }
  const peers = Object.keys(PEERS) as PeerName[]
  const tables = peers.map(peer => {
    const isOurs = peer === 'rawzmq'
    const columns = [...VERSIONS, ...(isOurs ? ['inproc'] : [])]
    const lines = ROWS.flatMap(({ pair, isOursFirst, isOursBound }, row) => {
      const [ours, theirs] = isOursFirst ? pair.types : pair.types.toReversed()
      const cells = columns.map(column =>
        column === 'inproc'
          ? cell(peer, row, '3.1', ['inproc'])
          : cell(peer, row, column, ['tcp', 'ipc']),
      )
      if (cells.every(text => text === '')) return []
      return [`| ${[ours, theirs, isOursBound ? 'ours' : 'theirs', ...cells].join(' | ')} |`]
    })
    const head = ['ours', peer, 'who binds', ...columns]
    return [
      `## ${isOurs ? 'rawzmq with itself' : peer}`,
      '',
      `| ${head.join(' | ')} |`,
      `| ${head.map(() => '---').join(' | ')} |`,
      ...lines,
    ].join('\n')
  })
  const passed = results.size - failed
  return { text: `${[INTRODUCTION, ...tables].join('\n\n')}\n`, passed, failed }
}
