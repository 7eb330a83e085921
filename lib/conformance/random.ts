// Seeded octets, so that a run with random input can be repeated exactly. Not for secrets.

/** A source of octets that is the same for the same seed (mulberry32 over a hash of the text). */
export function seededOctets(seed: string): (count: number) => Buffer {
  let state = 2166136261
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) & 255
  }
  return count => Buffer.from(Array.from({ length: count }, next))
}
