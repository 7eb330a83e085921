// What a message is inside the engine: its parts, in order, at least one.

/** A message on its way in or out. */
export type Message = readonly Uint8Array[]
