// A consumer as a user of the `zeromq` package writes it: prints what it receives, leaves on Quit.
// Usage: node zeromq-consumer.js ENDPOINT
import { Pull } from 'zeromq'

const pull = new Pull()
pull.connect(process.argv[2] ?? '')
for await (const [message] of pull) {
  console.log(String(message))
  if (String(message) === 'Quit') break
}
pull.close()
