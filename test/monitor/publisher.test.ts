import t from 'tap'
import { getMonitorEvent, getMonitorEventV2, HOST_ORDER } from '../../lib/monitor/codec.js'
import { EVENTS } from '../../lib/monitor/events.js'
import { MonitorPublisher } from '../../lib/monitor/publisher.js'
import { hex } from '../support/bytes.js'

const LOCAL = 'tcp://127.0.0.1:38375'
const REMOTE = 'tcp://127.0.0.1:50264'

/** A publisher and what it delivered. */
function publisher(version: number, events: number, takes: () => boolean = () => true) {
  const sent: Buffer[][] = []
  const deliver = (parts: Buffer[]): boolean => {
    const isTaken = takes()
    if (isTaken) sent.push(parts)
    return isTaken
  }
  return { sent, publisher: new MonitorPublisher({ version, events, deliver }) }
}

t.test('version 1: the binding side names its own end, the connecting side the other', async t => {
  const { sent, publisher: monitor } = publisher(1, 0xffff)
  monitor.emit(EVENTS.ACCEPTED, 31, LOCAL, REMOTE, 'bind')
  monitor.emit(EVENTS.CONNECTED, 30, LOCAL, REMOTE, 'connect')
  const [accepted = [], connected = []] = sent
  t.same(getMonitorEvent(accepted), { event: 0x20, value: 31, address: LOCAL })
  t.same(getMonitorEvent(connected), { event: 0x01, value: 30, address: REMOTE })
  t.same(accepted[0], hex(HOST_ORDER === 'LE' ? '20001f000000' : '00200000001f'))
})

t.test('version 2: both ends, whatever the side', async t => {
  const { sent, publisher: monitor } = publisher(2, 0x1ffff)
  monitor.emit(EVENTS.ACCEPTED, 72, LOCAL, REMOTE, 'bind')
  monitor.emit(EVENTS.PIPES_STATS, [3, 0], '', REMOTE, 'connect')
  const expected = { event: 0x20, values: [72], local: LOCAL, remote: REMOTE }
  t.same(getMonitorEventV2(sent[0] ?? []), expected)
  const stats = { event: 0x10000, values: [3, 0], local: '', remote: REMOTE }
  t.same(getMonitorEventV2(sent[1] ?? []), stats)
})

t.test(
  'a descriptor that cannot be seen is −1, unsigned, in 32 bits in either version',
  async t => {
    for (const version of [1, 2]) {
      const { sent, publisher: monitor } = publisher(version, 0xffff)
      monitor.emit(EVENTS.LISTENING, -1, LOCAL, '', 'bind')
      const [parts = []] = sent
      if (version === 1) t.equal(getMonitorEvent(parts).value, 0xffffffff)
      else t.same(getMonitorEventV2(parts).values, [0xffffffff])
    }
  },
)

t.test('the mask: each event alone', async t => {
  const numbers = Object.values(EVENTS).filter(number => number <= 0xffff)
  for (const wanted of numbers) {
    const { sent, publisher: monitor } = publisher(1, wanted)
    for (const number of numbers) {
      if (number !== EVENTS.MONITOR_STOPPED) monitor.emit(number, 1, LOCAL, '', 'bind')
    }
    monitor.stop()
    const got = sent.map(parts => getMonitorEvent(parts).event)
    if (got.length !== 1 || got[0] !== wanted) t.same(got, [wanted])
  }
  const { sent, publisher: none } = publisher(1, 0)
  for (const number of numbers) none.emit(number, 1, LOCAL, '', 'bind')
  none.stop()
  t.same(sent, [], 'mask 0: nothing ever')
})

t.test('PIPES_STATS is version 2 only, even if asked for', async t => {
  const { sent, publisher: monitor } = publisher(1, 0x1ffff)
  monitor.emit(EVENTS.PIPES_STATS, [3, 0], '', REMOTE, 'connect')
  t.same(sent, [])
})

t.test('with a version that does not exist nothing is ever sent', async t => {
  for (const version of [0, 3, -1]) {
    const { sent, publisher: monitor } = publisher(version, 0xffff)
    monitor.emit(EVENTS.LISTENING, 29, LOCAL, '', 'bind')
    monitor.stop()
    t.same(sent, [], String(version))
    t.equal(monitor.dropped, 0)
  }
})

t.test('the end: MONITOR_STOPPED once, and then nothing more', async t => {
  for (const version of [1, 2]) {
    const { sent, publisher: monitor } = publisher(version, 0xffff)
    monitor.stop()
    monitor.stop()
    monitor.emit(EVENTS.CLOSED, 29, LOCAL, '', 'bind')
    t.equal(sent.length, 1)
    const [parts = []] = sent
    if (version === 1) t.same(getMonitorEvent(parts), { event: 0x400, value: 0, address: '' })
    else t.same(getMonitorEventV2(parts), { event: 0x400, values: [0], local: '', remote: '' })
  }
})

t.test('what cannot be delivered is counted', async t => {
  let hasRoom = true
  const { sent, publisher: monitor } = publisher(1, 0xffff & ~EVENTS.CLOSED, () => hasRoom)
  monitor.emit(EVENTS.ACCEPTED, 1, LOCAL, REMOTE, 'bind')
  hasRoom = false
  monitor.emit(EVENTS.ACCEPTED, 2, LOCAL, REMOTE, 'bind')
  monitor.emit(EVENTS.CLOSED, 2, LOCAL, REMOTE, 'bind')
  monitor.emit(EVENTS.ACCEPTED, 3, LOCAL, REMOTE, 'bind')
  hasRoom = true
  monitor.emit(EVENTS.ACCEPTED, 4, LOCAL, REMOTE, 'bind')
  t.equal(monitor.dropped, 2, 'what is not wanted is not dropped')
  t.same(
    sent.map(parts => getMonitorEvent(parts).value),
    [1, 4],
  )
})
