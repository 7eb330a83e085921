/// <reference lib="dom" />
// The report that stands in the page as JSON.
import { KINDS, type Kind, type ReportData } from '../model.js'
import { element } from './elements.js'

/** All of it. */
export const report = JSON.parse(element('report').textContent ?? '') as ReportData

/** How many entries there are. */
export const entryCount = report.entries.at.length

/** When the last thing was, in seconds from the start; never 0. */
export const lastSecond = Math.max(0.001, (report.entries.at.at(-1) ?? 0) / 1000)

/** Seconds from the start. */
export function secondOf(entry: number): number {
  return (report.entries.at[entry] ?? 0) / 1000
}

/** The kind of an entry. */
export function kindOf(entry: number): Kind {
  return KINDS[report.entries.kind[entry] ?? 0] ?? 'note'
}

/** The lane of an entry, by its index. */
export function laneOf(entry: number): number {
  return report.entries.lane[entry] ?? 0
}

/** A text of the table; empty for −1. */
export function text(index: number | undefined): string {
  return report.strings[index ?? -1] ?? ''
}

/** The line of an entry. */
export function titleOf(entry: number): string {
  return text(report.entries.title[entry])
}

/** What is wrong with an entry; empty if nothing is. */
export function faultOf(entry: number): string {
  return text(report.entries.fault[entry])
}

function digits(value: number, count: number): string {
  return String(Math.floor(value)).padStart(count, '0')
}

/** The time of day of an entry in UTC, to the microsecond. */
export function timeOfDay(entry: number): string {
  const at = report.startMs + (report.entries.at[entry] ?? 0)
  const inDay = ((at % 86_400_000) + 86_400_000) % 86_400_000
  const micros = Math.round(inDay * 1000)
  const seconds = Math.floor(micros / 1_000_000)
  return `${digits(seconds / 3600, 2)}:${digits((seconds / 60) % 60, 2)}:${digits(seconds % 60, 2)}.${digits(micros % 1_000_000, 6)}`
}

/** Where the first index of an ascending list is whose entry is not before this second. */
export function firstFrom(list: ArrayLike<number>, second: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (secondOf(list[middle] ?? 0) < second) low = middle + 1
    else high = middle
  }
  return low
}
