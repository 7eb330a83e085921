/// <reference lib="dom" />
// What stands in the place of a choice while there is none: topics with their subscribers, and requests with their
// replies. And what a request or a reply that is chosen has to do with the other.
import type { RequestRow, SubscriptionRow } from '../model.js'
import { report, text } from './data.js'
import { make } from './elements.js'
import { choose } from './state.js'

/** Lines of a table; what is beyond is counted. */
const LINES_MAX = 200

const inSeconds = (ms: number): string => (ms / 1000).toFixed(6)

function tableOf(heads: readonly string[], lines: readonly HTMLElement[]): HTMLElement[] {
  const made = make('table', '')
  const head = make('tr', '')
  for (const name of heads) head.append(make('th', '', name))
  made.append(head, ...lines.slice(0, LINES_MAX))
  const more = lines.length - LINES_MAX
  return more > 0 ? [made, make('p', 'dim', `${more} more`)] : [made]
}

function lineOf(cells: readonly string[], entry = -1): HTMLElement {
  const line = make('tr', '')
  for (const cell of cells) line.append(make('td', '', cell))
  if (entry < 0) return line
  line.className = 'to-entry'
  line.addEventListener('click', () => choose(entry))
  return line
}

function messagesOf(list: readonly SubscriptionRow[]): number {
  return list.reduce((sum, [, , , , , messages]) => sum + messages, 0)
}

function topicsOf(rows: readonly SubscriptionRow[]): HTMLElement[] {
  if (rows.length === 0) return []
  const topics = new Map<number, SubscriptionRow[]>()
  for (const row of rows) {
    const list = topics.get(row[0])
    if (list === undefined) topics.set(row[0], [row])
    else list.push(row)
  }
  const lines = [...topics]
    .toSorted(([, one], [, two]) => messagesOf(two) - messagesOf(one))
    .flatMap(([topic, list]) =>
      list.map(([, lane, way, from, to, messages], index) =>
        lineOf([
          index > 0 ? '' : topic < 0 ? 'no subscription was seen' : text(topic),
          index > 0 ? '' : `${messagesOf(list)}`,
          `${report.lanes[lane] ?? ''}, the ${way === 1 ? 'connecting' : 'binding'} side`,
          inSeconds(from),
          to < 0 ? 'to the end' : inSeconds(to),
          String(messages),
        ]),
      ),
    )
  const heads = ['topic', 'messages', 'subscriber', 'from s', 'to s', 'messages to it']
  return [make('h2', '', 'Topics'), ...tableOf(heads, lines)]
}

/** `0.123 ms`. */
export function latencyWords(latency: number): string {
  return latency < 0 ? 'no reply' : `${latency.toFixed(3)} ms`
}

/** How many there are, and how long replies took. */
export function requestWords(rows: readonly RequestRow[]): string {
  const latencies = rows.flatMap(([, , latency]) => (latency < 0 ? [] : [latency]))
  latencies.sort((one, two) => one - two)
  const at = (part: number): string =>
    latencyWords(latencies[Math.floor((latencies.length - 1) * part)] ?? -1)
  const times =
    latencies.length === 0
      ? ''
      : `; answered after ${at(0)} at least, ${at(0.5)} in the middle, ${at(1)} at most`
  return `${rows.length} requests, ${rows.length - latencies.length} without a reply${times}`
}

/** Those without a reply come first, then the slowest. */
function rank([, , latency]: RequestRow): number {
  return latency < 0 ? -Infinity : -latency
}

function requestsOf(rows: readonly RequestRow[]): HTMLElement[] {
  if (rows.length === 0) return []
  const lines = rows
    .toSorted((one, two) => rank(one) - rank(two) || one[1] - two[1])
    .map(([lane, at, latency, words, request]) =>
      lineOf(
        [inSeconds(at), report.lanes[lane] ?? '', text(words), latencyWords(latency)],
        request,
      ),
    )
  return [
    make('h2', '', 'Requests'),
    make('p', 'dim', requestWords(rows)),
    ...tableOf(['at s', 'where', 'request', 'reply after'], lines),
  ]
}

/** The tables; nothing if there was neither. */
export function summaryTables(): HTMLElement[] {
  return [...topicsOf(report.subscriptions), ...requestsOf(report.requests)]
}

/** Where the other of a pair is, for an entry that is one; nothing for others. */
export function pairLine(entry: number): HTMLElement[] {
  const row = report.requests.find(
    ([, , , , request, reply]) => request === entry || reply === entry,
  )
  if (row === undefined) return []
  const [, , latency, , request, reply] = row
  const isRequest = request === entry
  const other = isRequest ? reply : request
  const words = isRequest
    ? latency < 0
      ? 'a request that got no reply'
      : `a request, answered after ${latencyWords(latency)}`
    : `the reply to a request, after ${latencyWords(latency)}`
  const line = make('p', other < 0 ? 'pair' : 'pair to-entry', words)
  if (other >= 0) line.addEventListener('click', () => choose(other))
  return [line]
}
