// Checks for option values, shared by the commands: each takes the text of the command line and gives the
// value, or says what is allowed. Commander puts the option's name in front of the text.
import { InvalidArgumentError } from 'commander'

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`
  return (text: string): number => {
    const number = Number(text)
    if (text.trim() === '' || !Number.isSafeInteger(number) || number < least || number > most) {
      throw new InvalidArgumentError(`It must be a whole number ${range}.`)
    }
    return number
  }
}
