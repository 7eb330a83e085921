// Steps that cases of CURVE share.
import type { CurveChange, CurveCommand, HexText, LinkName, Outcomes, Run, Step } from '../case.js'
import { CLOSED, CLOSES, GREETED, RECEIVERS } from './common.js'

/** The endpoint ought to close. */
export const CLOSE: Outcomes = { closed: 'OK' }

/** A command of ours, changed as said. */
export const sends = (
  curve: CurveCommand,
  but: CurveChange = {},
  rest: { readonly on?: LinkName; readonly as?: LinkName; readonly like?: LinkName } = {},
): Step => ({ curve, but, ...rest })

/** A MESSAGE of ours. */
export const tells = (text: HexText, but: CurveChange = {}): Step =>
  sends('MESSAGE', { text, ...but })

/** A server has our HELLO and we have its WELCOME. */
export const WELCOMED: readonly Step[] = [...GREETED, sends('HELLO'), { opens: 'WELCOME' }]

/** A link of this name whose WELCOME we have; with our short-term key of another link. */
export const welcomedOn = (on: LinkName, like?: LinkName): readonly Step[] => [
  { link: on },
  { send: '<G>', on },
  sends('HELLO', {}, { on, ...(like === undefined ? {} : { like }) }),
  { opens: 'WELCOME', on },
]

/** A client has our greeting and we have its HELLO. */
export const HELLOED: readonly Step[] = [...GREETED, { opens: 'HELLO' }]

/** A client has our WELCOME and we have its INITIATE. */
export const INITIATED: readonly Step[] = [...HELLOED, sends('WELCOME'), { opens: 'INITIATE' }]

/** Runs by name, from what they do before the endpoint ought to close. */
export const closing = (
  steps: Readonly<Record<string, readonly Step[]>>,
  rest: Partial<Run> = {},
): readonly Run[] =>
  Object.entries(steps).map(([name, each]) => ({ name, ...rest, steps: [...each, CLOSED] }))

/** The first MESSAGE is delivered where the endpoint can receive; `then` follows, and it ought to close. */
export const afterMessage = (
  name: string,
  nonce: number,
  then: readonly Step[],
): readonly Run[] => [
  {
    name,
    sockets: RECEIVERS,
    steps: [
      { join: 'a' },
      tells('"hi"', { nonce }),
      { await: [{ delivery: ['"hi"'] }], else: 'lost' },
      ...then,
      CLOSED,
    ],
  },
  { name, sockets: ['PUSH'], steps: [{ join: 'a' }, tells('"hi"', { nonce }), ...then, CLOSED] },
]

/** The endpoint answers two PINGs, and the short nonces of all that it has sent grow. */
export const COUNTED: readonly Step[] = [
  { join: 'a' },
  ...['"ab"', '"cd"'].flatMap((context): readonly Step[] => [
    tells(`04 "PING" 0000 ${context}`, { inner: '02' }),
    { await: [{ frame: `04 07 04 "PONG" ${context}` }, CLOSES], else: 'silent' },
  ]),
  { judge: 'nonces-grow' },
]
