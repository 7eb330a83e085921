// Types only: what a step of a run is. How each is done stands in steps.ts.

/** The commands of CURVE that have boxes. */
export type CurveCommand = 'HELLO' | 'WELCOME' | 'INITIATE' | 'READY' | 'MESSAGE'

/** What is otherwise in a command of CURVE than it should be; all else in it is right. */
export interface CurveChange {
  /** The frame's flags: default `04`, of a MESSAGE as the dialect has them. */
  readonly flags?: HexText
  /** The number in the short nonce instead of the next. */
  readonly nonce?: number
  /** What is in the box: of HELLO instead of 64 zeros, of INITIATE and READY of our properties; a MESSAGE's payload. */
  readonly text?: HexText
  /** The flags inside a MESSAGE; default `00`. */
  readonly inner?: HexText
  /** The text that the nonce begins with. */
  readonly prefix?: string
  /** Of HELLO. */
  readonly version?: HexText
  readonly padding?: HexText
  /** Of HELLO and WELCOME. `other`: the box is for another key, or from one; `zero`, of HELLO: C' is the zero point. */
  readonly key?: 'other' | 'zero'
  /** What in the vouch is another: C' or S in it, the key that it is from; or C is the zero point. */
  readonly vouch?: 'client-key' | 'server-key' | 'signer' | 'zero'
  /** When all is sealed, the lowest bit of this octet of the body is turned over; below 0 it counts from the end. */
  readonly flip?: number
  /** The body is cut to this length, or filled up with zeros. */
  readonly length?: number
}

/**
 * The name of what a run came to; the case's table turns it into a verdict. A name that is in no table is
 * FAIL. Names and their sentences: outcomes.ts.
 */
export type Outcome = string

/** A link's name within a run; `a` if not said. */
export type LinkName = string

/** Octets as hex.ts reads them: `04 07 04 "PING" 0000`, `00*31`, `(00 01 61)*3`, `<G>`, `<R>`, `<M>`. */
export type HexText = string

/** What may be seen while waiting. With `is` the run ends with that outcome, else it goes on. */
export type Look = { readonly is?: Outcome } & (
  | /** The endpoint closed the link (FIN or RST). */ {
      readonly closed: LinkName
    }
  | /** At least this number of octets has come in all; nothing is consumed. */ {
      readonly octets: number
      readonly on?: LinkName
    }
  | /** At least this number of octets has come since we last sent something; nothing is consumed. */ {
      readonly more: number
      readonly on?: LinkName
    }
  | /** The next octets, raw, match the pattern; they are consumed. */ {
      readonly wire: HexText
      readonly on?: LinkName
    }
  | /** The next frame after the 64 octets of the greeting matches; PING and unknown commands are skipped. */ {
      readonly frame: HexText
      readonly on?: LinkName
    }
  | /** The application gets a message of exactly these parts; `any`: of whatever parts. */ {
      readonly delivery: readonly HexText[] | 'any'
    }
)

/** One step of a run. Steps follow each other until one ends the run with an outcome. */
export type Step =
  | /** Opens a link: dials the endpoint, or takes its next connection. Nothing is sent. */ {
      readonly link: LinkName
      /** How long a connecting endpoint may take to dial, ms; default 3000. */
      readonly within?: number
    }
  | /**
     * Opens a link and does a good handshake: greeting and READY sent, the endpoint's READY read; or, with
     * version 2, ZMTP 2.0's greeting, type and identity. Default `<G>` and `<R>`; an empty READY is not sent.
     */ {
      readonly join: LinkName
      readonly version?: 2
      /** Whatever we write over it goes out in pieces of these lengths, again and again, 1 ms apart. */
      readonly cut?: readonly number[]
      /** True: the first ten octets of the endpoint are waited for before we say anything. */
      readonly isSecond?: boolean
      readonly greeting?: HexText
      readonly ready?: HexText
    }
  | /** Writes octets: at once, cut at offsets, or in pieces of `every` octets, `gap` ms apart. */ {
      readonly send: HexText
      readonly on?: LinkName
      readonly cuts?: readonly (number | 'sweep')[]
      readonly every?: number
      readonly gap?: number
      /** How many octets from the start. */
      readonly first?: number | 'sweep'
      /** This bit is turned over first; bit 0 is the highest of the first octet. */
      readonly flip?: 'sweep'
    }
  | /** Sends a command of CURVE, computed from what has passed on the link. */ {
      readonly curve: CurveCommand
      readonly on?: LinkName
      readonly but?: CurveChange
      /** Computed from what has passed on that link instead. */
      readonly as?: LinkName
      /** With our short-term key of that link. */
      readonly like?: LinkName
    }
  | /**
     * Waits for a command of CURVE from the endpoint and opens it; what is in it is used from now on. Ends the run
     * with `closed`, `silent`, or what is wrong with it.
     */ {
      readonly opens: Exclude<CurveCommand, 'MESSAGE'>
      readonly on?: LinkName
      /** What must be in its box. */
      readonly text?: HexText
    }
  | /** Short-term keys, cookies and long nonces of these links are all different; `repeated` ends the run. */ {
      readonly differ: readonly LinkName[]
    }
  | /** Ends our half of a link, or resets it. */ {
      readonly end: 'fin' | 'rst'
      readonly on?: LinkName
    }
  | /** Stops or resumes reading from a link. */ {
      readonly listen: boolean
      readonly on?: LinkName
    }
  | /**
     * Makes the application send a message, `times` times. `sent` and `again` (no room within `wait`) end the
     * run with an outcome; `next` stops sending and goes on. How many were sent is remembered.
     */ {
      readonly app: readonly HexText[]
      readonly times?: number
      /** What `#` stands for the first time; it grows by one each time. */
      readonly from?: number
      /** How long the application may wait for room, ms; default 3000. */
      readonly wait?: number
      readonly sent?: Outcome
      readonly again?: Outcome
      /** The outcome if the send fails with an error of another kind, which is the outcome if not said. */
      readonly error?: Outcome
    }
  | /** Makes the application subscribe to a topic; an XSUB sends the message that does so. */ {
      readonly subscribe: HexText
    }
  | /** Takes a subscription of the application back. */ {
      readonly unsubscribe: HexText
    }
  | /**
     * The application publishes messages of one part, the topic and a 32-bit number, until one of them and then
     * the last arrives on the link: whatever we asked for on it before holds from here on.
     */ {
      readonly reaches: HexText
      readonly on?: LinkName
      /** The outcome if none comes; `lost` if not said. */
      readonly else?: Outcome
    }
  | /** The first of these links that gets a message is called `named` from here on, the other one `other`. */ {
      readonly whoever: readonly LinkName[]
      readonly named: LinkName
      readonly other: LinkName
    }
  | /** Round trips: the application asks, whoever of these links is asked answers; a rule judges their shares. */ {
      readonly trips: number
      readonly on: readonly LinkName[]
      readonly judge: string
    }
  | /** Makes the application stop or resume receiving. */ {
      readonly read: boolean
    }
  | /** Waits for the first of these. */ {
      readonly await: readonly Look[]
      /** ms; default 3000. */
      readonly within?: number
      /** True: the time is part of the rule, and no factor is put on it. */
      readonly exact?: true
      /** The outcome if none came, `broken` if not said; `next` goes on. */
      readonly else?: Outcome
    }
  | /**
     * Asks with a PING over each of these links, so that whatever we have sent on them before has been taken
     * up by the endpoint, and gives its application a moment to know of it. Ends the run with `closed` or
     * `silent` if there is no answer.
     */ {
      readonly settled: readonly LinkName[]
    }
  | /**
     * A fresh good link, and a message over it in all directions; up to three times, as what the endpoint
     * has of an older link may be in the way for a moment. Ends the run with what went wrong last.
     */ {
      readonly anew: LinkName
    }
  | /** Lets milliseconds pass. */ {
      readonly pause: number
    }
  | /**
     * One message passes, in the directions that the endpoint's socket type has: we send `frames` and the
     * application gets `parts`; or it sends `parts` and we get `frames`. Default "hi". Ends the run with
     * `closed`, `garbled`, `lost` or `unseen` (no driver) if it does not.
     */ {
      readonly pass: LinkName
      readonly parts?: readonly HexText[]
      readonly frames?: HexText
      /** Only this way. */
      readonly way?: 'in' | 'out'
    }
  | /**
     * Asks with a PING whether the endpoint still keeps the link, then passes a message. Ends the run with
     * `closed`, `silent`, `garbled`, `lost` or `unseen`; if all is well and it is the last step, `works`.
     */ {
      readonly probe: LinkName
      /** The link may be refused without being closed: what does not pass then is `ignored`. */
      readonly refusable?: true
    }
  | /**
     * Messages of one part that begins with a 32-bit number arrive in this order and no other: at the
     * application, or here over a link. `sent`: as many as the application has sent.
     */ {
      readonly numbers: readonly [from: number, to: number | 'sent']
      readonly on?: LinkName
    }
  | /** Waits for a number of messages at the application or over these links together; a rule judges them. */ {
      readonly gather: number
      readonly from: 'app' | readonly LinkName[]
      readonly judge: string
      readonly within?: number
    }
  | /** Writes octets again and again, until the endpoint stops reading. */ {
      readonly flood: HexText
      readonly times: number
      readonly on?: LinkName
      /** The outcome if it stops reading for 300 ms. */
      readonly blocked?: Outcome
      /** The outcome if it takes all. */
      readonly taken?: Outcome
    }
  | /** Opens a number of links at once (c0, c1, …) and joins them, or stops after the greeting, or
     * after a HELLO of CURVE; sends on each. */ {
      readonly crowd: number
      readonly stop?: 'greeting' | 'HELLO'
      readonly each?: HexText
    }
  | /** Begins to listen where the endpoint dials; for runs that start deaf. */ {
      readonly listening: true
    }
  | /** Judges what the endpoint has sent by a rule of rules.ts. */ {
      readonly judge: string
      readonly on?: LinkName
    }
  | /** Closes the application's socket. */ {
      readonly close: 'app'
    }
  | /** Counts the dials within that time, ms; ends the run as `dials` or `no-dial`, or judges their gaps. */ {
      readonly dials: number
      readonly any?: Outcome
      readonly none?: Outcome
    }
  | /** Ends the run. */ {
      readonly is: Outcome
    }
