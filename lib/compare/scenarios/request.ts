// REQ and REP: turns, envelopes, and peers that break or leave them.
import { OPTIONS } from '../../options.js'
import { connectingDifference } from '../deliberate.js'
import { quiet, table } from '../moves.js'
import {
  coupled,
  EVERYWHERE,
  hear,
  leave,
  make,
  couple,
  say,
  visited,
  visiting,
} from '../patterns.js'
import type { Scenario } from '../scenario.js'
import { word } from '../wire.js'

const CORRELATE = { [OPTIONS.REQ_CORRELATE]: true }
const RELAXED = { [OPTIONS.REQ_RELAXED]: true, ...CORRELATE }

/** An envelope's end. */
const END = word('', true)

/** What a REQ without `correlate` writes for a question of one letter. */
const QUESTION_LENGTH = 5

/** How long a connection is watched that one engine cuts off at once, ms. */
const WATCHED_MS = 300

/** With `correlate`: a number of four octets comes first. */
const NUMBERED_LENGTH = 11

/** A reply that is none, and a good one behind it. */
const malformedReply = (octets: string): Scenario['run'] =>
  visiting(['REQ', { [OPTIONS.RECONNECT_IVL]: 20 }], 'REP', async (peer, other, world) => {
    await say(other, 'q')
    await peer.read(QUESTION_LENGTH)
    peer.send(octets + END + word('answer'))
    const isCut = await world.happens(other.saw('DISCONNECTED'), WATCHED_MS)
    world.note(`cut off: ${isCut}`)
    if (!isCut) await hear(world, other)
  })

export const requestScenarios: readonly Scenario[] = [
  {
    name: 'request-reply',
    title: 'a REQ asks a REP twice, and is answered',
    transports: EVERYWHERE,
    run: coupled('REP', 'REQ', async ({ bound, other }, world) => {
      for (const question of ['one', 'two']) {
        await say(other, question)
        await hear(world, bound)
        await say(bound, `re ${question}`, '')
        await hear(world, other)
      }
    }),
  },
  {
    name: 'request-turns',
    title: 'REQ and REP out of turn',
    transports: EVERYWHERE,
    run: coupled('REP', 'REQ', async ({ bound, other }, world) => {
      await other.attempt('receive first', () => other.receive())
      await bound.attempt('send first', () => bound.send('x'))
      await say(other, 'question')
      await other.attempt('ask twice', () => other.send('x'))
      await hear(world, bound)
      await bound.attempt('receive before the answer', () => bound.receive())
      await say(bound, 'answer')
      await bound.attempt('answer twice', () => bound.send('x'))
      await hear(world, other)
    }),
  },
  {
    name: 'request-envelope',
    title: 'a request with an envelope of two parts; the reply has it again',
    run: visited('REP', 'DEALER', async (peer, bound, world) => {
      peer.send(word('a', true) + word('b', true) + END + word('hi'))
      await hear(world, bound)
      await say(bound, 'ho')
      world.note(await peer.read(12))
    }),
  },
  // REP reads on: what is no request it throws away.
  {
    name: 'request-malformed',
    title: 'requests without the end of an envelope, and with nothing behind it, then a good one',
    run: visited('REP', 'REQ', async (peer, bound, world) => {
      peer.send(word('a') + word('a', true) + word('b') + word('') + END + word('good'))
      await hear(world, bound)
      await say(bound, 'answer')
      world.note(await peer.read(10))
    }),
  },
  // REQ does not.
  ...table(
    malformedReply,
    [
      ['reply-malformed', 'a reply without the empty part before it (connect side)', word('a')],
      [
        'reply-named',
        'a reply with a part before the empty one (connect side)',
        word('a', true) + END + word('a'),
      ],
      ['reply-empty', 'a reply of the empty part alone (connect side)', word('')],
    ],
    {
      deliberate: connectingDifference(
        'A reply without the envelope that was asked with is thrown away, and the REQ waits on for a good one; libzmq cuts the connection off and never connects again, so that this REQ is answered no more.',
        [['HANDSHAKE_SUCCEEDED', 0]],
        'other',
        ['cut off: false', 'other got "answer"'],
      ),
    },
  ),
  {
    name: 'reply-unasked',
    title: 'a bound REP that answers before it was asked (connect side)',
    run: visiting('REQ', 'REP', async (peer, other, world) => {
      peer.send(END + word('early'))
      await quiet(world)
      await say(other, 'q')
      world.note(await peer.read(QUESTION_LENGTH))
      peer.send(END + word('answer'))
      await hear(world, other)
    }),
  },
  {
    name: 'request-correlate',
    title: 'REQ_CORRELATE: a reply with another number, then with the right one',
    run: visiting(['REQ', CORRELATE], 'REP', async (peer, other, world) => {
      await say(other, 'q')
      const question = await peer.read(NUMBERED_LENGTH)
      const number = question.slice(0, 12)
      world.note(question.slice(12))
      peer.send(word('!!!!', true) + END + word('wrong'))
      peer.send(number + END + word('right'))
      await hear(world, other)
    }),
  },
  {
    name: 'request-relaxed',
    title: 'REQ_RELAXED: asks again; the answer to the first question is thrown away',
    run: visiting(['REQ', RELAXED], 'REP', async (peer, other, world) => {
      await say(other, '1')
      const first = (await peer.read(NUMBERED_LENGTH)).slice(0, 12)
      await say(other, '2')
      const second = (await peer.read(NUMBERED_LENGTH)).slice(0, 12)
      world.note(`another number: ${first !== second}`)
      peer.send(first + END + word('one') + second + END + word('two'))
      await hear(world, other)
    }),
  },
  {
    name: 'request-peer-goes',
    title: 'the REP goes before it has answered; the REQ waits on',
    async run(world) {
      const { bound, other } = await couple(world, 'REP', ['REQ', { [OPTIONS.RECONNECT_IVL]: 20 }])
      await say(other, 'question')
      await hear(world, bound)
      await bound.close()
      await other.saw('DISCONNECTED')
      await other.attempt('ask again', () => other.send('again'))
      await other.saw('CONNECT_RETRIED')
      other.cut()
    },
  },
  {
    name: 'request-relaxed-goes',
    title: 'REQ_RELAXED: the REP goes before it has answered; another is asked',
    async run(world) {
      const both = await couple(world, 'REP', ['REQ', { ...RELAXED, [OPTIONS.RECONNECT_IVL]: -1 }])
      const { bound, other } = both
      const next = make(world, 'next', 'REP')
      await say(other, 'question')
      await hear(world, bound)
      await bound.close()
      await other.saw('DISCONNECTED')
      other.connect(await next.bind(world.place()))
      await other.saw('HANDSHAKE_SUCCEEDED', 2)
      await say(other, 'again')
      await hear(world, next)
      await say(next, 'answer')
      await hear(world, other)
      await leave(world, { bound: next, other })
    },
  },
  {
    name: 'reply-peer-gone',
    title: 'a REQ goes before it is answered; the answer is lost, and the next is served',
    async run(world) {
      const { bound, other, endpoint } = await couple(world, 'REP', 'REQ')
      const next = make(world, 'next', 'REQ')
      await say(other, 'question')
      await hear(world, bound)
      await other.close()
      await bound.saw('DISCONNECTED')
      await bound.attempt('answer', () => bound.send('lost'))
      next.connect(endpoint)
      await say(next, 'next')
      await hear(world, bound)
      await say(bound, 'answer')
      await hear(world, next)
      await leave(world, { bound, other: next }, 1)
    },
  },
  {
    name: 'request-two-replies',
    title: 'a REQ with two REPs asks one after the other',
    async run(world) {
      const { bound, other, endpoint } = await couple(world, 'REQ', 'REP')
      const second = make(world, 'second', 'REP')
      second.connect(endpoint)
      await bound.saw('HANDSHAKE_SUCCEEDED', 2)
      await second.saw('HANDSHAKE_SUCCEEDED')
      for (const question of ['1', '2', '3', '4']) {
        const asked = Number(question) % 2 === 1 ? other : second
        await say(bound, question)
        await hear(world, asked)
        await say(asked, `re ${question}`)
        await hear(world, bound)
      }
      await second.close()
      await bound.saw('DISCONNECTED')
      await leave(world, { bound, other }, 1)
    },
  },
  {
    name: 'request-waits',
    title: 'a REQ asks before anybody is there',
    async run(world) {
      const other = make(world, 'other', ['REQ', { [OPTIONS.RECONNECT_IVL]: 20 }])
      const bound = make(world, 'bound', 'REP')
      const place = await world.emptyPlace()
      other.connect(place)
      await say(other, 'early')
      await other.saw('CONNECT_RETRIED')
      other.cut()
      await bound.bind(place)
      await hear(world, bound)
      await say(bound, 'answer')
      await hear(world, other)
      await bound.saw('HANDSHAKE_SUCCEEDED')
      bound.cut()
    },
  },
]
