// A program for descriptors.test.ts: a PULL in a process that may open only few files. Prints its
// endpoint, each monitor event, and each message, one JSON row a line; ends with its standard input.
import { typescriptEngine } from '../../lib/socket/engine.js'
import { decodeMonitorEvent } from '../../lib/monitor/codec.js'

const print = (row: object): void => void process.stdout.write(`${JSON.stringify(row)}\n`)

const pull = typescriptEngine().socket('PULL')
const monitor = pull.monitor()
const endpoint = await pull.bind('tcp://127.0.0.1:*')
print({ endpoint })
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))

async function watch(): Promise<void> {
  for (;;) {
    const { name, value } = decodeMonitorEvent(await monitor.receive())
    print({ event: name, value })
  }
}

async function serve(): Promise<void> {
  for (;;) print({ message: Buffer.concat(await pull.receive()).toString() })
}

await Promise.all([watch(), serve()])
