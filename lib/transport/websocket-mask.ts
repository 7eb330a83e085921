// The mask of a WebSocket's frames (RFC 6455 §5.3): what a client sends is combined with a key of four octets.

/** So few octets are masked one by one. */
const LOOP_MAX = 32

const words = new Uint32Array(1)
const wordOctets = new Uint8Array(words.buffer)

/**
 * Masks octets in their place, or unmasks them.
 *
 * @param key four octets
 * @param phase how many octets of the payload came before these
 */
export function mask(
  octets: Uint8Array,
  start: number,
  end: number,
  key: Uint8Array,
  phase: number,
): void {
  if (end - start <= LOOP_MAX) {
    maskEach(octets, start, end, key, phase)
    return
  }
  const head = start + (-(octets.byteOffset + start) & 3)
  const count = (end - head) >> 2
  maskEach(octets, start, head, key, phase)
  const turn = phase + head - start
  for (let index = 0; index < 4; index++) wordOctets[index] = key[(turn + index) & 3] as number
  const [word = 0] = words
  const middle = new Uint32Array(octets.buffer, octets.byteOffset + head, count)
  for (let index = 0; index < count; index++) middle[index] = (middle[index] as number) ^ word
  maskEach(octets, head + 4 * count, end, key, turn)
}

function maskEach(
  octets: Uint8Array,
  start: number,
  end: number,
  key: Uint8Array,
  phase: number,
): void {
  for (let index = start; index < end; index++) {
    octets[index] = (octets[index] as number) ^ (key[(phase + index - start) & 3] as number)
  }
}
