// The other thread of the probe: answers over inproc until it is told to end. Usage: new Worker(this file)
import { workerData } from 'node:worker_threads'
import { Pair } from '../../lib/index.js'

const pair = new Pair({ linger: 0 })
pair.connect(workerData as string)
for await (const message of pair) {
  await pair.send(message)
  if (String(message[0]) === 'end') break
}
pair.close()
