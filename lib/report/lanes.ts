// The lanes of a report: a socket each, the peers it sees each, a connection each, and one for notes. Names
// are unique within a file; where two files use the same one, the file's name is put behind it.
import { escapeText } from '../dissect/text.js'
import { cut } from './cut.js'

/** What a lane is of, in the order lanes stand on the page. */
export type LaneKind = 'socket' | 'connection' | 'rest' | 'note'

/** A lane. */
export interface Lane {
  readonly file: string
  readonly kind: LaneKind
  readonly name: string
  /** The socket whose peer it is. */
  readonly owner: Lane | undefined
  /** True for a socket that has a gate or a monitor, or sends: it stands first. */
  isLeading: boolean
}

/** The most lanes that a page can show; what comes behind shares one. */
export const LANES_MAX = 200

const KIND_ORDER: readonly LaneKind[] = ['socket', 'connection', 'rest', 'note']

/** Finds lanes by name, and puts them in order in the end. */
export class LaneBook {
  readonly #lanes = new Map<string, Lane>()

  /** The lane of that name in a file, made if it is new. */
  find(file: string, kind: LaneKind, name: string, owner?: Lane): Lane {
    const key = JSON.stringify([file, kind, owner?.name ?? '', name])
    const known = this.#lanes.get(key)
    if (known !== undefined) return known
    if (this.#lanes.size >= LANES_MAX && kind !== 'rest' && kind !== 'note') {
      return this.find('', 'rest', 'all further ones')
    }
    const lane: Lane = { file, kind, name: cut(escapeText(cut(name))), owner, isLeading: false }
    this.#lanes.set(key, lane)
    return lane
  }

  /** Every lane in the order of the page, with the name it is shown by. */
  ordered(): Map<Lane, string> {
    const lanes = [...this.#lanes.values()]
    const roots = lanes.filter(lane => lane.owner === undefined).toSorted(byPlace)
    const files = new Map<string, Set<string>>()
    for (const { name, file } of roots) files.set(name, (files.get(name) ?? new Set()).add(file))
    const shown = new Map<Lane, string>()
    for (const root of roots) {
      const isShared = (files.get(root.name)?.size ?? 0) > 1
      shown.set(root, isShared ? `${root.name} (${cut(escapeText(root.file))})` : root.name)
      for (const peer of lanes) if (peer.owner === root) shown.set(peer, `↳ ${peer.name}`)
    }
    return shown
  }
}

const byName = new Intl.Collator('en', { numeric: true })

function byPlace(one: Lane, two: Lane): number {
  return (
    KIND_ORDER.indexOf(one.kind) - KIND_ORDER.indexOf(two.kind) ||
    Number(two.isLeading) - Number(one.isLeading) ||
    byName.compare(one.name, two.name)
  )
}
