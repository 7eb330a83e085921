// A part of the interop table (docs/interop.md), tried anew: every two types, either way round and either side bound,
// in every version, over tcp; and the page has all of it, and nothing that failed.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { cellsOf, noDebianLibrary, PEERS, ROWS, tryCell, type PeerName } from './table/cells.js'
import { connectRawPeer } from '../support/raw-peer.js'
import { relayAsOlder, VERSIONS } from './table/old-greetings.js'

t.setTimeout(300_000)

const DEBIAN = 'libzmq 4.3.4'

const cellsIn = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map(text => text.trim())

for (const peer of ['libzmq 4.3.5', DEBIAN] as const) {
  const skip = peer === DEBIAN && noDebianLibrary
  t.test(`${peer}, over tcp`, { skip }, async t => {
    const ours = typescriptEngine()
    const theirs = await PEERS[peer]()
    t.teardown(() => Promise.all([ours.close(), theirs.close()]))
    t.match(peer, theirs.version)
    for (const { pair, isOursFirst, isOursBound } of ROWS) {
      if (!pair.types.every(type => theirs.features.socketTypes.includes(type))) continue
      const isWanted = (version: string): boolean => peer !== DEBIAN || version === '3.1'
      const cells = cellsOf(peer, pair, isOursFirst, isOursBound).filter(
        ({ transport, version }) => transport === 'tcp' && isWanted(version),
      )
      for (const cell of cells) await tryCell(ours, theirs, cell)
      const side = isOursBound ? 'ours bound' : 'ours connected'
      t.pass(`${pair.types.join(' and ')}, ours ${isOursFirst ? 'first' : 'second'}, ${side}`)
    }
  })
}

t.test('through the relay libzmq speaks as it does to older peers', async t => {
  const theirs = await PEERS['libzmq 4.3.5']()
  t.teardown(() => theirs.close())
  for (const [version, greeting] of [
    ['3.0', 'ff00000000000000017f 03 00'],
    ['2.0', 'ff00000000000000017f 01 07'],
    // An identity, as a frame of 1.0, and a message.
    ['1.0', '0100 03006869'],
  ] as const) {
    const socket = theirs.socket(version === '1.0' ? 'PUSH' : 'PULL')
    const bound = await socket.bind('tcp://127.0.0.1:*')
    const relay = await relayAsOlder(version, bound, 'tcp://127.0.0.1:0')
    const peer = await connectRawPeer(relay.endpoint)
    peer.send('ff 00*7 01 7f 03')
    if (version === '1.0') await socket.send([Buffer.from('hi')])
    const expected = greeting.replaceAll(' ', '')
    t.equal(await peer.read(expected.length / 2), expected, version)
    peer.close()
    relay.close()
    socket.close()
  }
})

t.test('the page', async t => {
  const sections = readFileSync('docs/interop.md', 'utf8').split(/^## /m).slice(1)
  const peers = Object.keys(PEERS) as PeerName[]
  t.equal(sections.length, peers.length)
  for (const [index, peer] of peers.entries()) {
    const [head = '', , ...lines] = sections[index]?.match(/^\|.*$/gm) ?? []
    const columns = [...VERSIONS, ...(peer === 'rawzmq' ? ['inproc'] : [])]
    t.strictSame(cellsIn(head), ['ours', peer, 'who binds', ...columns])
    const rows = ROWS.filter(({ pair }) => peer !== DEBIAN || pair.isDraft !== true)
    t.strictSame(
      lines.map(cellsIn),
      rows.map(({ pair, isOursFirst, isOursBound }) => {
        const [ours, theirs] = isOursFirst ? pair.types : pair.types.toReversed()
        const hasVersion = (column: string): boolean =>
          pair.isDraft !== true || !/^[12]/.test(column)
        const cells = columns.map(column => (hasVersion(column) ? '✓' : ''))
        return [ours, theirs, isOursBound ? 'ours' : 'theirs', ...cells]
      }),
    )
  }
})
