// The text of README's example for those who come from zeromq.js.

/** A program for zeromq.js that prints five lines and ends. */
export const PUSH_PULL_EXAMPLE = `import { Pull, Push } from 'zeromq'

const push = new Push()
await push.bind('tcp://127.0.0.1:*')
const connected = new Promise(resolve => push.events.on('handshake', resolve))

const pull = new Pull()
pull.connect(push.lastEndpoint)
console.log((await connected).type)

async function work() {
  for await (const [name, number] of pull) {
    console.log(\`worker got \${name} \${number}\`)
    if (Number(number) === 2) break
  }
  console.log('worker done')
}

const worker = work()
for (let number = 0; number < 3; number++) await push.send(['job', number])
await worker
pull.close()
push.close()
`
