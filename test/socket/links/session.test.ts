// A session alone: which events its link's moments make, in libzmq's order, and how messages pass between
// link and pipe. The stream is the test's; so are the core and the owner.
import t from 'tap'
import { systemError } from '../../../lib/errors.js'
import { PeerAccounts } from '../../../lib/socket/links/peer-accounts.js'
import type { Pipe } from '../../../lib/socket/links/pipe.js'
import { ZmtpSession, type SessionOwner } from '../../../lib/socket/links/session.js'
import { NULL_GREETING } from '../../support/bytes.js'
import { bytes } from '../../support/engines.js'
import { PULL_HELLO, settle } from '../../support/link-world.js'
import { ScriptedStream } from '../../support/scripted-stream.js'
import { StandInHost, takeAll } from '../../support/stand-in-host.js'

const GREETING = NULL_GREETING.toString('hex')
/** Signature, revision 1, PULL, an empty identity (RFC 15). */
const ZMTP2_HELLO = 'ff 00*7 01 7f 01 07 00 00'

interface Options {
  readonly loading?: Promise<void>
  readonly side?: 'bind' | 'connect'
  readonly set?: Partial<StandInHost['options']>
  readonly remote?: string
}

function world({ side = 'bind', set = {}, remote = 'tcp://the-peer:1', loading }: Options = {}) {
  const host = new StandInHost()
  host.security.loading = loading
  Object.assign(host.options, set)
  const stream = new ScriptedStream()
  const made: { pipe?: Pipe } = {}
  const told: string[] = []
  const owner: SessionOwner = {
    place: side,
    settings: host,
    pipeFor() {
      const pipe = host.newPipe()
      told.push('pipe')
      if (!host.attach(pipe)) return undefined
      made.pipe = pipe
      return pipe
    },
    lost: (_session, { kind }) => void told.push(`lost: ${kind}, after ${host.names.at(-1)}`),
    closed: () => void told.push('closed'),
    replaced: () => void told.push('replaced'),
  }
  const session = new ZmtpSession(host, owner, stream, remote)
  session.start()
  return { host, stream, session, told, made }
}

/** One whose handshake is done; what was written until then is forgotten. */
async function readyWorld(options?: Options) {
  const all = world(options)
  all.stream.feed(PULL_HELLO)
  await settle()
  all.stream.script.writes.length = 0
  return { ...all, pipe: all.made.pipe as Pipe }
}

t.test('a handshake: first the peer can be sent to, then it is said', async t => {
  for (const side of ['bind', 'connect'] as const) {
    const { host, stream, told } = world({ side })
    let couldSend: boolean | undefined
    host.onEvent = () => (couldSend = host.pipes[0]?.write(bytes('a')))
    stream.feed(PULL_HELLO)
    t.strictSame(host.events, [
      {
        name: 'HANDSHAKE_SUCCEEDED',
        value: 0,
        local: 'tcp://127.0.0.1:1111',
        remote: 'tcp://the-peer:1',
        side,
      },
    ])
    t.equal(couldSend, true)
    t.strictSame(told, ['pipe'])
    await settle()
    t.match(stream.written, /000161$/)
  }
})

t.test(
  'a mechanism that is still loaded: the greeting goes out, the peer is heard after it',
  async t => {
    let loaded: (() => void) | undefined
    const loading = new Promise<void>(resolve => (loaded = resolve))
    const { host, stream } = world({ loading })
    await settle()
    t.match(stream.written, /^ff/)
    t.equal(stream.script.isPaused(), true)
    loaded?.()
    await settle()
    t.equal(stream.script.isPaused(), false)
    stream.feed(PULL_HELLO)
    t.strictSame(host.told, ['HANDSHAKE_SUCCEEDED 0'])
  },
)

/** How a peer can fail before its handshake is done, and what libzmq says then (docs/events.md). */
// prettier-ignore
const FAILURES: readonly {
  readonly title: string
  readonly says: string
  readonly does?: 'ends' | 'resets' | 'is silent'
  readonly event?: string
  readonly lost: string
}[] = [
  { title: 'it ends before it has said anything', says: '', does: 'ends', event: 'HANDSHAKE_FAILED_NO_DETAIL 32', lost: 'gone' },
  { title: 'it ends in its handshake', says: GREETING, does: 'ends', event: 'HANDSHAKE_FAILED_NO_DETAIL 32', lost: 'gone' },
  { title: 'it resets', says: GREETING, does: 'resets', event: 'HANDSHAKE_FAILED_NO_DETAIL 104', lost: 'gone' },
  { title: 'it is silent', says: '', does: 'is silent', event: 'HANDSHAKE_FAILED_NO_DETAIL 11', lost: 'silent' },
  { title: 'another command than READY', says: `${GREETING} 04 06 05 "HELLO"`, event: `HANDSHAKE_FAILED_PROTOCOL ${0x10000001}`, lost: 'protocol' },
  { title: 'an ERROR that is malformed', says: `${GREETING} 04 07 05 "ERROR" 05`, event: `HANDSHAKE_FAILED_PROTOCOL ${0x10000015}`, lost: 'protocol' },
  { title: 'an ERROR with a status', says: `${GREETING} 04 0a 05 "ERROR" 03 "400"`, event: 'HANDSHAKE_FAILED_AUTH 400', lost: 'refused' },
  { title: 'an ERROR with another text: nothing is said of the handshake', says: `${GREETING} 04 09 05 "ERROR" 02 "no"`, lost: 'refused' },
  { title: 'the wrong socket type: nothing is said of the handshake', says: `${GREETING} 04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"`, lost: 'protocol' },
]

for (const failure of FAILURES) {
  t.test(`no handshake: ${failure.title}`, async t => {
    const { host, stream, told } = world({ set: { handshakeInterval: 100 } })
    stream.feed(failure.says)
    if (failure.does === 'ends') await stream.end()
    if (failure.does === 'is silent') host.clock.advance(100)
    if (failure.does === 'resets') {
      stream.script.destroy(systemError('ECONNRESET'))
      await stream.closed()
    }
    const { event } = failure
    t.strictSame(host.told, [...(event === undefined ? [] : [event]), 'DISCONNECTED 7'])
    t.strictSame(told, [`lost: ${failure.lost}, after DISCONNECTED`])
  })
}

t.test(
  'in traffic: an end and a silence are no failed handshake; the pipe is left as it is',
  async t => {
    const ended = await readyWorld()
    await ended.stream.end()
    t.strictSame(ended.host.told, ['HANDSHAKE_SUCCEEDED 0', 'DISCONNECTED 7'])
    t.strictSame(ended.host.detached, [], 'that is the owner’s affair')
    t.equal(ended.pipe.outlet, undefined)
    t.equal(ended.pipe.inbound.hasSource, false)
    t.equal(ended.pipe.write(bytes('a')), true)
    t.equal(ended.pipe.outbound.length, 1, 'queued')

    const silent = await readyWorld({ set: { heartbeatInterval: 100, heartbeatTimeout: 50 } })
    silent.host.clock.advance(150)
    t.strictSame(silent.host.told, ['HANDSHAKE_SUCCEEDED 0', 'DISCONNECTED 7'])
    t.strictSame(silent.told, ['pipe', 'lost: silent, after DISCONNECTED'])
  },
)

t.test('a peer of ZMTP 2.0: served, and said to have failed when it goes', async t => {
  const { host, stream, told, made } = world()
  stream.feed(`${ZMTP2_HELLO} 00 01 61`)
  t.strictSame(host.told, [])
  t.strictSame(takeAll(made.pipe), ['a'])
  await stream.end()
  t.strictSame(host.told, ['HANDSHAKE_FAILED_NO_DETAIL 32', 'DISCONNECTED 7'])
  t.strictSame(told, ['pipe', 'lost: gone, after DISCONNECTED'])
})

t.test('messages out: those that waited go first; what the link does not take waits', async t => {
  const { host, stream, session, made } = world({ side: 'connect' })
  t.equal(session.taker.take(bytes('x')), false, 'not before the handshake')
  host.onEvent = () => made.pipe?.outbound.offer(bytes('a'))
  stream.feed(PULL_HELLO)
  const pipe = made.pipe as Pipe
  await settle()
  stream.script.writes.length = 0
  t.equal(pipe.outbound.length, 0)
  stream.script.takesWrites = false
  pipe.write(bytes('b'))
  await settle()
  t.equal(session.hasUnsentBytes, true)
  const large = Buffer.alloc(100_000)
  for (let count = 0; count < 4; count++) pipe.write([large])
  t.equal(pipe.outbound.length, 2, 'a page and a bit are with the link')
  pipe.write(bytes('c'))
  t.equal(pipe.outbound.length, 3, 'nobody overtakes')
  stream.script.takesWrites = true
  stream.script.finishWrite()
  await settle()
  t.equal(pipe.outbound.length, 0)
  t.match(stream.written, /^0001620200000000000186a000.*000163$/)
  t.equal(session.hasUnsentBytes, false)
  pipe.outbound.put(bytes('d'))
  await settle()
  t.match(stream.written, /000163000164$/, 'also one that was put into the queue')
})

t.test('messages in: up to the mark; on from there when half of it was taken', async t => {
  const { stream, pipe } = await readyWorld({ set: { receiveHighWaterMark: 4 } })
  // Without a source, as a reader has it who keeps only the newest.
  pipe.inbound.source = undefined
  stream.feed('000161 000162 000163 000164 000165 000166')
  t.equal(pipe.inbound.length, 4)
  pipe.inbound.shift()
  await settle()
  t.equal(pipe.inbound.length, 3, 'not for one')
  pipe.inbound.shift()
  await settle()
  t.equal(pipe.inbound.length, 4)
  t.strictSame(takeAll(pipe), ['c', 'd', 'e', 'f'])
})

t.test('messages in, by a reader that asks: all of them, in order', async t => {
  const { stream, pipe } = await readyWorld()
  stream.feed('000161 000162 010163 000164 000165')
  t.equal(pipe.inbound.length, 1, 'the others are decoded when they are asked for')
  t.strictSame(takeAll(pipe), ['a', 'b', 'c|d', 'e'])
})

t.test('a peer beyond those a socket takes: connected and mute', async t => {
  const all = world()
  all.host.takesPeers = false
  all.stream.feed(`${PULL_HELLO} 00 01 61 00 01 62`)
  t.strictSame(all.host.told, ['HANDSHAKE_SUCCEEDED 0'])
  t.equal(all.stream.script.destroyed, false)
  await all.stream.end()
  t.strictSame(all.host.told, ['HANDSHAKE_SUCCEEDED 0', 'DISCONNECTED 7'], 'its end is noticed')

  const chatty = world()
  chatty.host.takesPeers = false
  chatty.stream.feed(PULL_HELLO)
  chatty.stream.feed('000161')
  chatty.stream.feed('000162')
  t.equal(chatty.stream.script.isPaused(), true, 'it is not read')
})

t.test('turned away by the account: said as a failed handshake, and gone', async t => {
  const { host, stream, told } = world()
  host.links = new PeerAccounts()
  host.links.limit = 0
  stream.feed(PULL_HELLO)
  t.strictSame(host.told, ['HANDSHAKE_FAILED_NO_DETAIL 111', 'DISCONNECTED 7'])
  t.strictSame(told, ['closed'])
  t.equal(stream.script.destroyed, true)
  const connecting = world({ side: 'connect' })
  connecting.host.links = host.links
  connecting.stream.feed(PULL_HELLO)
  t.strictSame(connecting.host.told, ['HANDSHAKE_SUCCEEDED 0'], 'whom we call is not counted')
})

t.test('what an account begins with, and that it can end the link', async t => {
  const { host, stream, told } = world()
  host.links = new PeerAccounts()
  stream.feed(
    `${GREETING} 04 28 05 "READY" 0b "Socket-Type" 00000004 "PULL" 08 "Identity" 00000001 "A"`,
  )
  const account = host.links.get(1)
  t.match(account, { descriptor: 7, remote: 'tcp://the-peer:1', isBroken: false })
  t.equal(account?.identity?.toString(), 'A')
  host.links.drop(1)
  t.strictSame(host.told, ['HANDSHAKE_SUCCEEDED 0', 'DISCONNECTED 7'])
  t.strictSame(told, ['pipe', 'closed'])
  t.equal(stream.script.destroyed, true)
  await settle()
  t.equal(host.events.length, 2, 'once')

  const plain = world()
  plain.host.links = new PeerAccounts()
  plain.stream.feed(
    `${GREETING} 04 27 05 "READY" 0b "Socket-Type" 00000004 "PULL" 08 "Identity" 00000000`,
  )
  t.match(plain.host.links.get(1), { descriptor: 7, identity: undefined }, 'an empty one is none')
})

t.test('an accounted peer that did not leave as one that has read all is broken', async t => {
  const outcome = async (
    end: (stream: ScriptedStream) => unknown,
  ): Promise<boolean | undefined> => {
    const { host, stream } = world()
    host.links = new PeerAccounts()
    stream.feed(PULL_HELLO)
    await settle()
    await end(stream)
    await settle()
    t.equal(host.names.at(-1), 'DISCONNECTED')
    return host.links.get(1)?.isBroken
  }
  t.equal(await outcome(stream => stream.end()), false)
  t.equal(
    await outcome(async stream => {
      stream.script.takesWrites = false
      await stream.end()
      stream.script.finishWrite(systemError('EPIPE'))
    }),
    true,
    'it had gone before a message came',
  )
  t.equal(await outcome(stream => stream.feed('80 00')), true)
  t.equal(await outcome(stream => stream.script.destroy(systemError('ECONNRESET'))), true)
})

t.test('closed: once what is queued has left, and without an event', async t => {
  const { host, stream, session, pipe, told } = await readyWorld()
  stream.script.takesWrites = false
  pipe.write(bytes('a'))
  await settle()
  for (let count = 0; count < 3; count++) pipe.write([Buffer.alloc(100_000, count)])
  pipe.write(bytes('z'))
  t.equal(pipe.outbound.length, 2)
  session.close('closed')
  t.equal(session.isReady, true, 'not yet')
  stream.script.takesWrites = true
  stream.script.finishWrite()
  await stream.closed()
  t.match(stream.written, /00017a$/)
  t.strictSame(told, ['pipe', 'closed'])
  t.strictSame(host.told, ['HANDSHAKE_SUCCEEDED 0'])
  t.equal(pipe.outlet, undefined)
})

t.test('closed: what came and was not taken does not put off the end', async t => {
  const { host, stream, session, pipe, told } = await readyWorld({
    set: { receiveHighWaterMark: 1 },
  })
  pipe.inbound.source = undefined
  stream.feed('000161 000162')
  await stream.end()
  t.strictSame(host.told, ['HANDSHAKE_SUCCEEDED 0'])
  session.close('closed')
  t.strictSame(host.told, ['HANDSHAKE_SUCCEEDED 0', 'DISCONNECTED 7'])
  t.equal(told.at(-1), 'lost: gone, after DISCONNECTED')
})

t.test('closed before its handshake: that is done first', async t => {
  const { host, stream, session, told } = world({ side: 'connect' })
  session.close('closed')
  await settle()
  t.equal(stream.script.writableEnded, false)
  stream.feed(PULL_HELLO)
  await stream.closed()
  t.strictSame(host.told, ['HANDSHAKE_SUCCEEDED 0'])
  t.strictSame(told, ['pipe', 'closed'])
})

t.test('destroyed: packed bytes still leave if the system takes them; nothing is told', async t => {
  const prompt = await readyWorld()
  prompt.pipe.write(bytes('a'))
  prompt.session.destroy()
  await prompt.stream.closed()
  t.equal(prompt.stream.written, '000161')

  const stalled = await readyWorld()
  stalled.stream.script.takesWrites = false
  stalled.pipe.write(bytes('a'))
  await settle()
  stalled.pipe.write(bytes('b'))
  stalled.session.destroy()
  t.equal(stalled.stream.script.destroyed, true, 'nobody waits for a peer that does not read')
  t.equal(stalled.stream.written, '000161')

  const early = world()
  early.session.destroy()
  t.equal(early.stream.script.destroyed, true)
  for (const { host, pipe } of [prompt, stalled]) {
    t.strictSame(host.told, ['HANDSHAKE_SUCCEEDED 0'])
    t.equal(pipe.outlet, undefined)
    t.equal(pipe.inbound.hasSource, false)
    t.equal(pipe.inbound.onWritable, undefined)
    t.equal(pipe.outbound.onReadable, undefined)
    t.equal(host.clock.pending, 0)
  }
})
