// A process that connects to a CURVE server. Usage: flooder.js flood | send PORT, forked. `flood` says HELLO on one
// connection after the other, many at a time, and goes on once it has its WELCOME; `send` is a client as it should be.
import { connect } from 'node:net'
import { ENDPOINT_KEYS } from '../../../lib/conformance/security.js'
import { curveKeyPair, Push } from '../../../lib/index.js'
import { HELLO, WELCOMED_LENGTH } from './held.js'

const ABREAST = 200
const MESSAGE = Buffer.alloc(256)

function flood(port: number): void {
  const socket = connect(port, '127.0.0.1')
  let got = 0
  socket.on('connect', () => socket.write(HELLO))
  socket.on('data', chunk => {
    got += chunk.length
    if (got >= WELCOMED_LENGTH) socket.resetAndDestroy()
  })
  socket.on('error', () => {})
  socket.on('close', () => flood(port))
}

async function send(port: number): Promise<void> {
  const keys = curveKeyPair()
  const push = new Push({
    curveServerKey: ENDPOINT_KEYS.publicKey,
    curvePublicKey: keys.publicKey,
    curveSecretKey: keys.secretKey,
  })
  push.connect(`tcp://127.0.0.1:${port}`)
  for (;;) await push.send(MESSAGE)
}

const [job, text] = process.argv.slice(2)
const port = Number(text)
process.on('disconnect', () => process.exit(0))
if (job === 'send') await send(port)
else for (let begun = 0; begun < ABREAST; begun++) flood(port)
