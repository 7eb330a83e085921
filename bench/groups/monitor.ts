// The monitor: events decoded a second, against a DataView that reads the same bytes and checks nothing;
// and what it costs a connection to be watched.
import { Pull, Push } from '../../lib/index.js'
import {
  encodeEventV1,
  encodeEventV2,
  getMonitorEvent,
  getMonitorEventV2,
} from '../../lib/monitor/codec.js'
import { rateOf } from '../timing.js'
import { CONTENDERS, type Group, type Setting, type Trial } from '../trial.js'

const ADDRESSES = Array.from({ length: 8 }, (_, index) => `tcp://127.0.0.1:${5550 + index}`)
const EVENTS = 1000
const LIMIT = 'DataView'

/** As they come: most carry the address of the one before. */
const V1 = Array.from({ length: EVENTS }, (_, index) =>
  encodeEventV1(0x20, index, ADDRESSES[(index >> 5) % ADDRESSES.length] as string),
)
const V2 = Array.from({ length: EVENTS }, (_, index) => {
  const address = ADDRESSES[(index >> 5) % ADDRESSES.length] as string
  return encodeEventV2(0x20, [index], address, address)
})

let sink = 0
const text = new TextDecoder()

function plainV1(parts: readonly Buffer[]): { event: number; value: number; address: string } {
  const [head, address] = parts as [Buffer, Buffer]
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  return {
    event: view.getUint16(0, true),
    value: view.getUint32(2, true),
    address: text.decode(address),
  }
}

function plainV2(parts: readonly Buffer[]): {
  event: number
  value: number
  local: string
  remote: string
} {
  const number = (index: number): number => {
    const part = parts[index] as Buffer
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength)
    return Number(view.getBigUint64(0, true))
  }
  return {
    event: number(0),
    value: number(2),
    local: text.decode(parts[3]),
    remote: text.decode(parts[4]),
  }
}

/** Reads every event once. */
const reading =
  <Parts>(events: readonly Parts[], read: (parts: Parts) => { readonly event: number }) =>
  (): void => {
    for (const parts of events) sink = (sink + read(parts).event) | 0
  }

/** Events decoded a second. */
export function monitor({ seconds }: Setting): Group {
  const trial = (subject: string, contender: string, step: () => void) => ({
    subject,
    contender,
    run: () => Promise.resolve(rateOf(seconds, EVENTS, step)),
  })
  return {
    name: 'monitor',
    title: 'Monitor events decoded',
    unit: 'events/s',
    isMoreBetter: true,
    trials: [
      trial(
        'version 1',
        CONTENDERS.ours,
        reading(V1, parts => getMonitorEvent(parts)),
      ),
      trial('version 1', LIMIT, reading(V1, plainV1)),
      trial(
        'version 2',
        CONTENDERS.ours,
        reading(V2, parts => getMonitorEventV2(parts)),
      ),
      trial('version 2', LIMIT, reading(V2, plainV2)),
    ],
  }
}

const CONNECTIONS = 200

/** Microseconds for a PUSH to connect to a PULL, send one message and go, all in this process. */
async function connectionCost(isMonitored: boolean): Promise<number> {
  const pull = new Pull({ linger: 0 })
  if (isMonitored) pull.events.on('handshake', () => sink++)
  await pull.bind('tcp://127.0.0.1:*')
  const once = async (): Promise<void> => {
    const push = new Push()
    push.connect(pull.lastEndpoint as string)
    await push.send('here')
    await pull.receive()
    push.close()
  }
  for (let index = 0; index < CONNECTIONS / 4; index++) await once()
  const start = performance.now()
  for (let index = 0; index < CONNECTIONS; index++) await once()
  const cost = ((performance.now() - start) / CONNECTIONS) * 1000
  pull.close()
  return cost
}

/** What it costs to be watched. */
export function monitored(_setting: Setting): Group {
  return {
    name: 'monitored',
    title: 'A connection, with and without a monitor on the PULL',
    unit: 'µs',
    isMoreBetter: false,
    trials: [watchTrial('not monitored', false), watchTrial('monitored', true)],
  }
}

function watchTrial(contender: string, isMonitored: boolean): Trial {
  return {
    subject: 'tcp connection, handshake, one message, end',
    contender,
    run: () => connectionCost(isMonitored),
  }
}
