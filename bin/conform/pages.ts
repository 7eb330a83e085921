// `rawzmq conform --html`: the pages, with what the octets of each run mean, and a file of packets for each case.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Case, Mode } from '../../lib/conformance/case.js'
import { type Explained, nameOf } from '../../lib/conformance/report/case-page.js'
import { htmlReport } from '../../lib/conformance/report/html.js'
import type { RunResult, SuiteResult } from '../../lib/conformance/result.js'
import type { TranscriptEntry } from '../../lib/conformance/transcript.js'
import {
  Conversation,
  encodePcapngHeader,
  LINK_TYPES,
  type Note,
  renderFields,
  type Side,
  TcpTrace,
} from '../../lib/dissect/index.js'

/** Who of the two sent an entry. */
function sideOf({ kind }: TranscriptEntry, mode: Mode): Side {
  return (kind === 'in') === (mode === 'bind') ? 'binding' : 'connecting'
}

/** A link that is called otherwise from here on. */
function renamed<T>(links: Map<string, T>, { link, text }: TranscriptEntry): void {
  const [, name] = /^is called (\S+) from here on$/.exec(text ?? '') ?? []
  const known = links.get(link)
  if (name === undefined || known === undefined) return
  links.delete(link)
  links.set(name, known)
}

const octetsOf = ({ hex = '' }: TranscriptEntry): Buffer => Buffer.from(hex, 'hex')
const lostIn = (entry: TranscriptEntry): number => (entry.length ?? 0) - octetsOf(entry).length

/** What each entry of a run means, as `rawzmq decode` has it. A link that is dialled again begins anew. */
export function explainRun(
  { mode }: { readonly mode: Mode },
  { transcript }: RunResult,
): readonly (readonly Explained[])[] {
  const links = new Map<string, Conversation>()
  let count = 0
  return transcript.map(entry => {
    if (/^(?:dialled|accepted)$/.test(entry.text ?? '')) links.delete(entry.link)
    renamed(links, entry)
    if (entry.hex === undefined) return []
    const talk = links.get(entry.link) ?? new Conversation()
    links.set(entry.link, talk)
    const side = sideOf(entry, mode)
    const notes = talk.push(side, octetsOf(entry))
    if (entry.length !== undefined) notes.push(...talk.lose(side, lostIn(entry)))
    return notes.map(note => explained(note, ++count <= DETAILED))
  })
}

/** A run of a thousand links says the same again and again: the fields of so many items are shown. */
const DETAILED = 100

function explained(note: Note, isDetailed: boolean): Explained {
  if (note.kind === 'state') return { text: `= ${note.words}` }
  const { summary, fault, fields } = note.item
  return {
    text: fault === undefined ? summary : `${summary} ! ${fault}`,
    isFault: fault !== undefined,
    ...(isDetailed && { more: renderFields(fields).join('\n') }),
  }
}

/** Each link has a port of its own; the endpoint is at 5555, at an address that nobody has (RFC 5737). */
const ENDPOINT = { address: '192.0.2.1', port: 5555 }
const FIRST_PORT = 10_000
const PORTS = 50_000
/** Between runs, so that they are apart in time. */
const RUN_NS = 1_000_000_000n

/** The packets in which the octets of runs could have travelled; undefined if there are none. */
export function packetsOf(suites: readonly SuiteResult[], id: string): Buffer | undefined {
  const blocks: Buffer[] = []
  let links = 0
  let runs = 0n
  for (const suite of suites) {
    const start = BigInt(Date.parse(suite.startedAt) || 0) * 1_000_000n
    for (const { mode, runs: own } of suite.results.filter(result => result.id === id)) {
      for (const { transcript } of own) {
        const from = start + runs++ * RUN_NS
        const traces = new Map<string, TcpTrace>()
        for (const entry of transcript) {
          const at = from + BigInt(Math.round(entry.ms * 1000)) * 1000n
          if (/^(?:dialled|accepted)$/.test(entry.text ?? '')) {
            const we = { address: '192.0.2.2', port: FIRST_PORT + (links++ % PORTS) }
            const trace = mode === 'bind' ? new TcpTrace(we, ENDPOINT) : new TcpTrace(ENDPOINT, we)
            traces.set(entry.link, trace)
            blocks.push(trace.open(at))
          }
          renamed(traces, entry)
          const trace = traces.get(entry.link)
          if (trace === undefined) continue
          const side = sideOf({ ...entry, kind: entry.kind === 'note' ? 'in' : entry.kind }, mode)
          if (entry.hex !== undefined) blocks.push(trace.bytes(at, side, octetsOf(entry)))
          else if (entry.text?.startsWith('closed by the endpoint') === true) {
            blocks.push(trace.end(at, side, entry.text?.includes('ECONNRESET') === true))
          }
          // What was not kept cannot be written: the link's packets end here.
          if (entry.length !== undefined) traces.delete(entry.link)
        }
      }
    }
  }
  return links === 0 ? undefined : Buffer.concat([encodePcapngHeader(LINK_TYPES.RAW), ...blocks])
}

/** Writes all of it into a folder that is there. */
export async function writePages(
  folder: string,
  suites: readonly SuiteResult[],
  cases: readonly Case[],
): Promise<void> {
  const ids = new Set(suites.flatMap(({ results }) => results.map(({ id }) => id)))
  const written = new Set<string>()
  for (const id of ids) {
    const packets = packetsOf(suites, id)
    if (packets === undefined) continue
    await writeFile(join(folder, `${nameOf(id)}.pcapng`), packets)
    written.add(id)
  }
  const options = { explain: explainRun, hasPackets: (id: string) => written.has(id) }
  const pages = htmlReport(suites, cases, options)
  for (const [name, text] of pages) await writeFile(join(folder, name), text)
}
