// The part of a browser's WebSocket that is used here. A program may run where none is: then it cannot connect.

/** A WebSocket, as the Web's standard has it. */
export interface WebSocketLike {
  binaryType: string
  readonly bufferedAmount: number
  readonly protocol: string
  addEventListener(type: 'open' | 'close', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  send(data: Uint8Array): void
  close(code?: number): void
}

/** Makes one. */
export type WebSocketMaker = new (url: string, protocols: string[]) => WebSocketLike

/** The runtime's own. */
export function webSocketClass(): WebSocketMaker | undefined {
  return (globalThis as { readonly WebSocket?: unknown }).WebSocket as WebSocketMaker | undefined
}
