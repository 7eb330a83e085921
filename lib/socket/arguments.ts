// zeromq.js refuses arguments that a function does not have; so do we, in its words.

/** @throws TypeError if there are more arguments than the function has */
export function expectArguments(count: number, most: number): void {
  if (count <= most) return
  const noun = most === 1 ? 'argument' : 'arguments'
  throw new TypeError(`Expected ${most} ${noun} but received ${count}`)
}

/** For `send`, which has one argument. @throws TypeError if it is undefined, or if there are more */
export function expectMessage(message: unknown, count: number): void {
  if (message === undefined) throw new TypeError('Message must be present')
  expectArguments(count, 1)
}

/** How many messages `receiveBatch` gives at most, if not told. */
export const BATCH_DEFAULT = 1000

/** For `sendBatch`. @throws TypeError unless it is an array of messages, or if there are more arguments */
export function expectBatch(messages: unknown, count: number): void {
  if (!Array.isArray(messages)) throw new TypeError('Messages must be an array')
  if (messages.includes(undefined)) throw new TypeError('Message must be present')
  expectArguments(count, 1)
}

/** For `receiveBatch`. @throws TypeError unless it is a whole number from 1 on */
export function expectMost(most: unknown, count: number): void {
  if (!Number.isSafeInteger(most) || (most as number) < 1) {
    throw new TypeError('Most must be a whole number from 1 on')
  }
  expectArguments(count, 1)
}
