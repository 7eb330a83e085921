// Monitor events written in short, for tests of their order: `ACCEPTED 33 L<P` and the like.
import type { MonitorEvent } from '../../lib/monitor/codec.js'
import { EVENTS, type EventName } from '../../lib/monitor/events.js'

/** Endpoints by a letter; P, Q and S are peers. */
const PLACES: Readonly<Record<string, string>> = {
  L: 'tcp://127.0.0.1:5555',
  W: 'tcp://0.0.0.0:5555',
  K: 'tcp://127.0.0.1:6666',
  N: 'tcp://localhost:5555',
  P: 'tcp://127.0.0.1:40001',
  Q: 'tcp://127.0.0.1:40002',
  S: 'tcp://127.0.0.1:40003',
  I: 'ipc:///tmp/socket',
  J: 'ipc://',
  '-': '',
}
const place = (letter = '-'): string => PLACES[letter] ?? letter

/**
 * An event of either version.
 *
 * @param text name, value, what stands in version 1, local and remote: `ACCEPTED 33 L L P`
 */
export function step(version: 1 | 2, text: string): MonitorEvent {
  const [name = '', value, address, local, remote] = text.split(/\s+/)
  const numbers = (value ?? '0').split('/').map(Number)
  const base = {
    event: EVENTS[name as EventName],
    name: name as EventName,
    value: numbers[0] ?? 0,
    values: numbers,
  }
  if (version === 1) return { version, ...base, address: place(address) }
  const ends = { local: place(local), remote: place(remote) }
  return { version, ...base, ...ends, address: ends.remote === '' ? ends.local : ends.remote }
}
