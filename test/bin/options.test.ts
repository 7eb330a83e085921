// Option values: what each check takes, gives and refuses.
import { InvalidArgumentError } from 'commander'
import t from 'tap'
import { endpoint, engineOption, milliseconds, timeLimit, wholeNumber } from '../../bin/options.js'

t.test('whole numbers within bounds', async t => {
  const oneToNine = wholeNumber(1, 9)
  t.strictSame(['1', '9', '05', ' 3 '].map(oneToNine), [1, 9, 5, 3])
  for (const text of ['0', '10', '1.5', '-1', '', ' ', 'x', '1e400', 'NaN', 'Infinity']) {
    t.throws(() => oneToNine(text), {
      name: InvalidArgumentError.prototype.name,
      message: 'It must be a whole number from 1 to 9.',
    })
  }
  t.throws(() => wholeNumber(3)('2'), { message: 'It must be a whole number from 3 on.' })
  t.throws(() => wholeNumber(0)('9007199254740992'))
})

t.test('durations', async t => {
  t.equal(milliseconds('0'), 0)
  t.equal(milliseconds('2147483647'), 2147483647)
  t.throws(() => milliseconds('2147483648'), /from 0 to 2147483647/)
  t.equal(timeLimit('250'), 250)
  t.equal(timeLimit('0'), Infinity)
  t.throws(() => timeLimit('-1'))
})

t.test('endpoints that other processes can reach', async t => {
  for (const text of ['tcp://127.0.0.1:*', 'tcp://[::1]:5555', 'ipc:///tmp/x', 'ipc://@abstract']) {
    t.equal(endpoint(text), text)
  }
  for (const text of ['inproc://x', 'tcp:/x', 'tcp://', '127.0.0.1:5555', '', 'udp://x:1']) {
    t.throws(() => endpoint(text), { message: 'It must be tcp://HOST:PORT or ipc://PATH.' })
  }
})

t.test('engines', async t => {
  const option = engineOption('--engine <name>', 'which')
  t.strictSame(option.argChoices, ['typescript', 'native'])
})
