// The boxes of CURVE by libsodium, which is C compiled to WebAssembly: it computes only in a memory of its own. A text
// goes there and back in pieces, so that the largest message takes no more of that memory than this; and when a
// call ends, nothing of a key or a text is left in it.
import { BOX_OVERHEAD, KEY_LENGTH, SHORT_NONCE_LENGTH, type CurveBox } from './curve-box.js'
import { agree, curveKeys } from './curve-keys.js'

/** What is used of the package `libsodium-sumo`: C's functions by their names. 64-bit numbers are two of 32. */
export interface SodiumFunctions {
  /** The memory. It is another one when that has grown. */
  readonly HEAPU8: Uint8Array
  _malloc(size: number): number
  _crypto_core_hsalsa20(out: number, input: number, key: number, constant: number): number
  _crypto_stream_salsa20_xor_ic(
    out: number,
    text: number,
    lengthLow: number,
    lengthHigh: number,
    nonce: number,
    blockLow: number,
    blockHigh: number,
    key: number,
  ): number
  _crypto_onetimeauth_statebytes(): number
  _crypto_onetimeauth_init(state: number, key: number): number
  _crypto_onetimeauth_update(
    state: number,
    text: number,
    lengthLow: number,
    lengthHigh: number,
  ): number
  _crypto_onetimeauth_final(state: number, out: number): number
  /** 0 if the 16 octets are the same, in constant time. */
  _crypto_verify_16(one: number, other: number): number
}

/** Salsa20 makes its stream in blocks; the first half of the first one is the key of Poly1305. */
const BLOCK_LENGTH = 64
/** So much of a text is in libsodium's memory at a time: as much as fits the first cache of a core. */
const PIECE_LENGTH = 16 * 1024
const PIECE_BLOCKS = PIECE_LENGTH / BLOCK_LENGTH

/** The cryptography of CURVE on libsodium. */
export function sodiumBox(sodium: SodiumFunctions): CurveBox {
  const stateLength = sodium._crypto_onetimeauth_statebytes()
  const memory = sodium._malloc(BLOCK_LENGTH * 4 + stateLength + PIECE_LENGTH)
  // Cache lines begin at multiples of 64.
  const keyAt = Math.ceil(memory / BLOCK_LENGTH) * BLOCK_LENGTH
  const nonceAt = keyAt + KEY_LENGTH
  const resultAt = keyAt + BLOCK_LENGTH
  const pieceAt = resultAt + BLOCK_LENGTH
  const stateAt = pieceAt + PIECE_LENGTH
  const bytes = sodium.HEAPU8
  const words = new Uint32Array(bytes.buffer)
  const result = Buffer.from(bytes.buffer, resultAt, KEY_LENGTH)

  /** Zeros, octets 32: a loop takes a quarter of the time of a call to `fill`. */
  const clear32 = (at: number): void => {
    for (let word = at >>> 2; word < (at + KEY_LENGTH) >>> 2; word++) words[word] = 0
  }

  /** HSalsa20. */
  const core = (key: Uint8Array, input: Uint8Array | undefined, out: Uint8Array): void => {
    bytes.set(key, keyAt)
    clear32(resultAt)
    if (input !== undefined) bytes.set(input, resultAt)
    sodium._crypto_core_hsalsa20(resultAt, resultAt, keyAt, 0)
    out.set(result)
    clear32(resultAt)
    clear32(keyAt)
  }

  /** Puts the key and the end of the nonce where libsodium finds them. */
  const begin = (place: Uint8Array, at: number, subkey: Uint32Array): void => {
    const keyWord = keyAt >>> 2
    for (let index = 0; index < 8; index++) words[keyWord + index] = subkey[index] as number
    copy(place, at - SHORT_NONCE_LENGTH, bytes, nonceAt, SHORT_NONCE_LENGTH)
  }

  /** Applies the stream to the first octets of the piece. @param block where in the stream they are */
  const applyStream = (length: number, block: number): void => {
    sodium._crypto_stream_salsa20_xor_ic(pieceAt, pieceAt, length, 0, nonceAt, block, 0, keyAt)
  }

  return {
    ...curveKeys,
    shared(publicKey, secret) {
      const agreed = agree(publicKey, secret)
      if (agreed === undefined) return undefined
      const key = Buffer.alloc(KEY_LENGTH)
      core(agreed, undefined, key)
      agreed.fill(0)
      return key
    },
    subkey(key, prefix) {
      const subkey = new Uint32Array(KEY_LENGTH / 4)
      core(key, prefix, new Uint8Array(subkey.buffer))
      return subkey
    },
    sealInto(place, at, head, text, subkey) {
      begin(place, at, subkey)
      // Where the stream begins is the key of Poly1305.
      clear32(pieceAt)
      bytes.set(head, pieceAt + KEY_LENGTH)
      let target = at + BOX_OVERHEAD
      let from = 0
      let start = KEY_LENGTH
      let end = KEY_LENGTH + head.length
      let block = 0
      do {
        const taken = Math.min(PIECE_LENGTH - end, text.length - from)
        copy(text, from, bytes, pieceAt + end, taken)
        from += taken
        end += taken
        applyStream(end, block)
        if (block === 0) sodium._crypto_onetimeauth_init(stateAt, pieceAt)
        sodium._crypto_onetimeauth_update(stateAt, pieceAt + start, end - start, 0)
        copy(bytes, pieceAt + start, place, target, end - start)
        target += end - start
        start = 0
        end = 0
        block += PIECE_BLOCKS
      } while (from < text.length)
      sodium._crypto_onetimeauth_final(stateAt, resultAt)
      copy(bytes, resultAt, place, at, BOX_OVERHEAD)
      clear32(pieceAt)
      clear32(keyAt)
    },
    openInto(place, at, subkey) {
      begin(place, at, subkey)
      clear32(pieceAt)
      applyStream(KEY_LENGTH, 0)
      sodium._crypto_onetimeauth_init(stateAt, pieceAt)
      clear32(pieceAt)
      const textAt = at + BOX_OVERHEAD
      const isOnePiece = place.length - textAt <= PIECE_LENGTH - KEY_LENGTH
      let start = KEY_LENGTH
      for (let from = textAt; from < place.length; start = 0) {
        const end = Math.min(from + PIECE_LENGTH - start, place.length)
        copy(place, from, bytes, pieceAt + start, end - from)
        sodium._crypto_onetimeauth_update(stateAt, pieceAt + start, end - from, 0)
        from = end
      }
      sodium._crypto_onetimeauth_final(stateAt, resultAt)
      copy(place, at, bytes, resultAt + BOX_OVERHEAD, BOX_OVERHEAD)
      const isOurs = sodium._crypto_verify_16(resultAt, resultAt + BOX_OVERHEAD) === 0
      start = KEY_LENGTH
      for (let from = textAt, block = 0; isOurs && from < place.length; start = 0) {
        const end = Math.min(from + PIECE_LENGTH - start, place.length)
        if (!isOnePiece) copy(place, from, bytes, pieceAt + start, end - from)
        applyStream(start + end - from, block)
        copy(bytes, pieceAt + start, place, from, end - from)
        from = end
        block += PIECE_BLOCKS
      }
      bytes.fill(0, pieceAt, pieceAt + Math.min(PIECE_LENGTH, KEY_LENGTH + place.length - textAt))
      clear32(keyAt)
      return isOurs
    },
  }
}

/** A view takes longer to make than so many octets to copy one by one. */
const LOOP_COPY_MAX = 32

function copy(
  from: Uint8Array,
  fromAt: number,
  to: Uint8Array,
  toAt: number,
  length: number,
): void {
  if (length > LOOP_COPY_MAX) {
    to.set(length === from.length ? from : from.subarray(fromAt, fromAt + length), toAt)
    return
  }
  for (let index = 0; index < length; index++) to[toAt + index] = from[fromAt + index] as number
}
