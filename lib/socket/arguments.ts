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
