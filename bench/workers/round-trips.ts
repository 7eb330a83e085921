// The jobs of round trips, for any package in zeromq.js's shape: PAIR, REQ and REP, DEALER and ROUTER.
import { curveOptions, type CurveOptions } from './curve.js'
import { numberAt, say, stopwatch, type Job } from './lines.js'

interface BothWays {
  readonly lastEndpoint: string | null
  bind(endpoint: string): Promise<void>
  connect(endpoint: string): void
  close(): void
  send(message: Uint8Array | Uint8Array[]): Promise<void>
  receive(): Promise<Buffer[]>
}

type Kind = new (options?: CurveOptions) => BothWays

/** What the jobs use of a package. */
export interface RoundTripPackage {
  readonly Pair: Kind
  readonly Request: Kind
  readonly Reply: Kind
  readonly Dealer: Kind
  readonly Router: Kind
}

/** Who answers, and who asks. */
function kindsOf(zmq: RoundTripPackage, { api }: Job): readonly [Kind, Kind] {
  if (api.includes('request')) return [zmq.Reply, zmq.Request]
  if (api.includes('dealer')) return [zmq.Router, zmq.Dealer]
  return [zmq.Pair, zmq.Pair]
}

/** Sends back what comes. */
export async function echo(zmq: RoundTripPackage, job: Job): Promise<void> {
  const [Answering] = kindsOf(zmq, job)
  const socket = new Answering(curveOptions(job, 'server'))
  await socket.bind(job.endpoint)
  say('bound', socket.lastEndpoint ?? '')
  const count = numberAt(job, 1)
  for (let done = 0; done < count; done++) await socket.send(await socket.receive())
  socket.close()
}

/** Has every round trip made by so many at a time; says how long those after the warm-up took. */
async function timed(
  job: Job,
  roundTripsOf: (message: Buffer) => () => Promise<void>,
): Promise<void> {
  const message = Buffer.alloc(numberAt(job, 0))
  const warmUp = numberAt(job, 1)
  const total = warmUp + numberAt(job, 2)
  let elapsed = stopwatch()
  let begun = 0
  let done = 0
  const goOn = async (roundTrip: () => Promise<void>): Promise<void> => {
    while (begun < total) {
      begun++
      await roundTrip()
      if (++done === warmUp) elapsed = stopwatch()
    }
  }
  await Promise.all(Array.from({ length: numberAt(job, 3) }, () => goOn(roundTripsOf(message))))
  say('seconds', elapsed())
}

/** Asks with a number of sockets, and each again once it has its answer. */
export async function ping(zmq: RoundTripPackage, job: Job): Promise<void> {
  const [, Asking] = kindsOf(zmq, job)
  const sockets: BothWays[] = []
  await timed(job, message => {
    const socket = new Asking(curveOptions(job, 'client'))
    socket.connect(job.endpoint)
    sockets.push(socket)
    return async () => {
      await socket.send(message)
      await socket.receive()
    }
  })
  for (const socket of sockets) socket.close()
}

/** Asks with a fresh socket each time. */
export async function greet(zmq: RoundTripPackage, job: Job): Promise<void> {
  const [, Asking] = kindsOf(zmq, job)
  await timed(job, message => async () => {
    const socket = new Asking(curveOptions(job, 'client'))
    socket.connect(job.endpoint)
    await socket.send(message)
    await socket.receive()
    socket.close()
  })
}
