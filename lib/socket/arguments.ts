// zeromq.js refuses arguments that a function does not have; so do we, in its words.

/** @throws TypeError if there are more arguments than the function has */
export function expectArguments(count: number, most: number): void {
  if (count <= most) return
  const noun = most === 1 ? 'argument' : 'arguments'
  throw new TypeError(`Expected ${most} ${noun} but received ${count}`)
}

/**
 * The signal in the options of a call, its last argument. An object without one is no options: zeromq.js refuses
 * any object there, and a part of a message in that place is a mistake.
 *
 * @param most how many arguments there are without options
 * @throws TypeError for other options, or for more arguments
 */
export function signalOf(options: unknown, count: number, most: number): AbortSignal | undefined {
  if (count === most + 1 && options === undefined) return undefined
  const isOptions = typeof options === 'object' && options !== null && 'signal' in options
  expectArguments(count, isOptions ? most + 1 : most)
  return isOptions ? signalIn(options) : undefined
}

/** @throws TypeError for a signal that is none */
export function signalIn({ signal }: { readonly signal?: unknown }): AbortSignal | undefined {
  if (signal === undefined || signal instanceof AbortSignal) return signal
  throw new TypeError('Signal must be an AbortSignal')
}

/** For `send`. @throws TypeError if it is undefined */
export function expectMessage(message: unknown): void {
  if (message === undefined) throw new TypeError('Message must be present')
}

/** How many messages `receiveBatch` gives at most, if not told. */
export const BATCH_DEFAULT = 1000

/** For `sendBatch`. @throws TypeError unless it is an array of messages */
export function expectBatch(messages: unknown): void {
  if (!Array.isArray(messages)) throw new TypeError('Messages must be an array')
  if (messages.includes(undefined)) throw new TypeError('Message must be present')
}

/** For `receiveBatch`. @throws TypeError unless it is a whole number from 1 on */
export function expectMost(most: unknown): void {
  if (!Number.isSafeInteger(most) || (most as number) < 1) {
    throw new TypeError('Most must be a whole number from 1 on')
  }
}
