// Where a connection stands, in words, from the bytes of both sides.
import t from 'tap'
import { Conversation, type Side } from '../../lib/dissect/index.js'
import { hex } from '../support/bytes.js'
import * as v from './vectors.js'

/** The states that a list of [side, bytes] leads through. */
function states(turns: readonly (readonly [Side, Buffer])[], ending: Side | undefined = undefined) {
  const conversation = new Conversation()
  const notes = turns.flatMap(([side, bytes]) => conversation.push(side, bytes))
  if (ending !== undefined) notes.push(...conversation.end(ending))
  return notes.flatMap(note => (note.kind === 'state' ? [note.words] : []))
}

const last = (...turns: (readonly [Side, Buffer])[]): string | undefined => states(turns).at(-1)

t.test('NULL', async t => {
  t.strictSame(
    states(
      [
        ['connecting', v.NULL],
        ['binding', v.NULL],
        ['binding', v.READY_PULL],
        ['connecting', Buffer.concat([v.READY_PUSH, v.HI, v.HI])],
        ['connecting', v.ERROR_400],
      ],
      'binding',
    ),
    [
      'greetings exchanged: ZMTP 3.1, mechanism NULL; the handshake begins',
      'the binding side is ready (PULL); the other is to follow',
      'ready: the handshake is done, PUSH talks to PULL',
      'closed by the binding side after 2 frames from the connecting side and 0 from the binding side',
    ],
  )
})

t.test('handshakes that fail', async t => {
  t.equal(
    last(['connecting', v.NULL], ['binding', v.greeting('PLAIN')]),
    'handshake failed: the two sides announced NULL and PLAIN',
  )
  t.equal(
    last(
      ['connecting', Buffer.concat([v.NULL, v.READY_PUSH])],
      ['binding', Buffer.concat([v.NULL, v.READY_PUSH])],
    ),
    'handshake failed: a PUSH cannot talk to a PUSH',
  )
  const plain = v.greeting('PLAIN')
  t.equal(
    last(
      ['connecting', Buffer.concat([plain, v.HELLO_PLAIN])],
      ['binding', Buffer.concat([plain, v.BROKEN_ERROR_400])],
    ),
    'handshake failed: the binding side refused: "400"',
  )
  t.equal(
    last(
      ['connecting', plain],
      ['binding', plain],
      ['connecting', v.HELLO_PLAIN],
      ['binding', v.HELLO_PLAIN],
    ),
    'handshake failed: both sides act as clients of PLAIN',
  )
  t.equal(
    last(['connecting', v.NULL], ['binding', v.NULL], ['binding', v.PING]),
    'handshake failed: the binding side sent PING before READY',
  )
})

t.test('PLAIN and CURVE', async t => {
  const plain = v.greeting('PLAIN')
  t.equal(
    states([
      ['connecting', Buffer.concat([plain, v.HELLO_PLAIN])],
      ['binding', Buffer.concat([plain, v.WELCOME_PLAIN])],
      ['connecting', v.INITIATE_PLAIN],
      ['binding', v.READY_PULL],
    ]).at(-1),
    'ready: the handshake is done, PUSH talks to PULL',
  )
  const curve = v.greeting('CURVE')
  t.equal(
    states([
      ['connecting', Buffer.concat([curve, v.HELLO_CURVE])],
      ['binding', Buffer.concat([curve, v.WELCOME_CURVE])],
      ['connecting', v.INITIATE_CURVE],
      ['binding', v.READY_CURVE],
    ]).at(-1),
    'ready: the handshake is done',
  )
})

t.test('older peers have no handshake', async t => {
  t.strictSame(
    states([
      ['binding', hex('ff 0000000000000001 7f')],
      ['connecting', hex('ff 0000000000000001 7f 01 08 0000')],
      ['binding', hex('03 07 0000')],
    ]),
    ['connected by ZMTP 2.0 (PUSH and PULL): it has no handshake'],
  )
})

t.test('ends before anything is done', async t => {
  t.strictSame(
    states([['connecting', hex('ff 0000')]], 'connecting').at(-1),
    'closed by the connecting side before both greetings were there',
  )
  t.match(
    states(
      [
        ['connecting', v.NULL],
        ['binding', v.NULL],
      ],
      'binding',
    ).at(-1),
    'closed by the binding side before the handshake was done',
  )
  t.equal(
    states(
      [
        ['connecting', v.NULL],
        ['binding', v.greeting('CURVE')],
      ],
      'binding',
    ).at(-1),
    'closed by the binding side; handshake failed: the two sides announced NULL and CURVE',
  )
})

t.test('after its end a side says nothing more; both ends are told once', async t => {
  const conversation = new Conversation()
  conversation.push('connecting', v.NULL)
  t.equal(conversation.state, 'waiting for greetings')
  t.equal(conversation.end('connecting').length, 1)
  t.strictSame(conversation.end('connecting'), [])
  t.strictSame(conversation.push('connecting', v.HI), [])
  t.strictSame(conversation.lose('connecting', 5), [])
  t.strictSame(conversation.end('binding'), [])
  t.strictSame(conversation.finish(), [])
})

t.test('it is over once both sides have ended, in either way', async t => {
  const conversation = new Conversation()
  conversation.push('connecting', v.NULL)
  t.equal(conversation.isOver, false)
  conversation.end('connecting')
  t.equal(conversation.isOver, false, 'what one has ended the other may still answer')
  conversation.end('binding')
  t.equal(conversation.isOver, true)
  const cut = new Conversation()
  cut.end('binding', 'reset')
  cut.finish()
  t.equal(cut.isOver, true)
})
