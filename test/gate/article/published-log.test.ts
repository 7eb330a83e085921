// The published log, once more, over real sockets: a stray consumer connects second, the last one when the
// gate is open, and the events are those of libzmq 4.2.
import t from 'tap'
import { Later } from '../../../bin/run/later.js'
import { connectOrder, Stray } from '../../../bin/run/stray.js'
import { systemClock } from '../../../lib/clock.js'
import { runConsumer } from '../../../lib/gate/run/consumer.js'
import { explainArticle } from '../../../lib/gate/article/explain.js'
import { runProducer, type RecordedRow } from '../../../lib/gate/run/producer.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'

t.test(
  'messages 1 and 6 reach nobody, Quits go to 3, 2, 1, 4 and a fifth to the stray',
  async t => {
    const engine = typescriptEngine()
    const stray = new Stray(engine, 'tcp://127.0.0.1:*')
    const opened = new Later()
    const rows: RecordedRow[] = []
    const log: string[] = []
    const consuming: Promise<unknown>[] = []
    const shared = { engine, clock: systemClock }
    const connectAll = async (endpoint: string): Promise<void> => {
      for (const who of connectOrder(4)) {
        if (who === null) await opened.promise
        else if (who === 0) await stray.connect(endpoint)
        else {
          const ready = new Later()
          consuming.push(
            runConsumer({
              ...shared,
              endpoint,
              id: who,
              workMs: 150,
              onReady: () => ready.happen(),
              report: ({ kind, id, text }) => {
                if (kind === 'recv') log.push(`${id} ${text?.slice(-3)}`)
              },
            }),
          )
          await ready.promise
        }
      }
    }
    let connecting: Promise<void> | undefined
    const result = await runProducer({
      ...shared,
      endpoint: 'tcp://127.0.0.1:*',
      consumers: 4,
      times: 10,
      intervalMs: 50,
      policy: 'article',
      events: 0x07ff,
      timeoutMs: 20_000,
      record: row => rows.push(row),
      report: ({ kind }) => {
        if (kind === 'start') opened.happen()
      },
      onBound: endpoint => {
        connecting = connectAll(endpoint)
      },
    })
    await connecting
    await Promise.all(consuming)
    t.match(result, { outcome: 'stopped', sent: 10, quits: 5 })
    t.strictSame(
      log.filter(line => !line.endsWith('uit')),
      ['3 000', '2 002', '1 003', '4 004', '3 005', '2 007', '1 008', '4 009'],
    )
    t.strictSame(
      log.filter(line => line.endsWith('uit')),
      ['3 uit', '2 uit', '1 uit', '4 uit'],
    )
    t.equal(stray.received, 3, 'two messages and the fifth Quit')
    stray.close()
    await engine.close()
    t.ok(explainArticle(rows).some(({ kind }) => kind === 'strangers'))
  },
)
