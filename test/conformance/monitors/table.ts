// What was measured of monitors, docs/conformance/monitors.json, and the tables of docs/conformance.md made of it.
import { readFileSync } from 'node:fs'
import { implementations } from '../../../lib/conformance/drivers/registry.js'
import { EVENTS } from '../../../lib/monitor/events.js'
import { markdownTable } from '../../support/doc-sections.js'
import { SCENES } from './scenes.js'

/** What was seen of one implementation. */
export interface MonitorRecord {
  readonly title: string
  /** How many parts a message has. */
  readonly form: string
  /** By a scene's name: the events that came, each once, sorted. A scene that is not there could not be played. */
  readonly scenes: Readonly<Record<string, readonly string[]>>
}

export type MonitorRecords = Readonly<Record<string, MonitorRecord>>

export const MONITORS_FILE = 'docs/conformance/monitors.json'

/** What is stored. */
export const MONITORS = JSON.parse(readFileSync(MONITORS_FILE, 'utf8')) as MonitorRecords

const code = (names: readonly string[]): string => names.map(name => `\`${name}\``).join(', ')

/** The tables: which events each has, and what came in which scene. */
export function monitorTables(records: MonitorRecords): Readonly<Record<string, string>> {
  const all = Object.values(records)
  const titles = all.map(({ title }) => title)
  const seen = all.map(({ scenes }) => new Set(Object.values(scenes).flat()))
  const names = [...Object.keys(EVENTS), 'HANDSHAKE_PROTOCOL']
  const others = implementations().filter(({ name }) => !(name in records))
  return {
    'who tells which event': [
      markdownTable(
        ['event', ...titles],
        [
          ['(its form)', ...all.map(({ form }) => form)],
          ...names
            .filter(name => seen.some(each => each.has(name)))
            .map(name => [code([name]), ...seen.map(each => (each.has(name) ? 'yes' : '–'))]),
        ],
      ),
      `In none of the scenes: ${code(names.filter(name => seen.every(each => !each.has(name))))}. Without a monitor whose messages another program could read: ${others
        .map(({ title, monitor }) => `${title} (${monitor ?? 'it has none'})`)
        .join(', ')}.`,
    ].join('\n\n'),
    'what is told when': markdownTable(
      ['the socket', ...titles],
      SCENES.map(({ name }) => {
        const [first, ...rest] = all.map(({ scenes }) => {
          const events = scenes[name]
          return events === undefined ? 'cannot' : events.length === 0 ? 'nothing' : code(events)
        })
        return [name, String(first), ...rest.map(cell => (cell === first ? 'the same' : cell))]
      }),
    ),
  }
}
