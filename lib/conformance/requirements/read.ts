// The form of the manifest: a section of an RFC, then a line for each place where it asks for something:
//   § 23, 37 Framing
//   MUST | bits 7 to 3 of the flags are zero | framing/8.6 null/5.23
// Behind the second bar stand the cases, or why there are none: `-` not applicable, `?` not testable from outside.

/** How the text words it. ABNF: only the grammar says so; TEXT: a sentence without one of the key words. */
export type RequirementLevel =
  'MUST' | 'MUST NOT' | 'SHALL' | 'SHALL NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY' | 'ABNF' | 'TEXT'

/** What becomes of a requirement in this suite. */
export type RequirementStatus = 'tested' | 'not testable from outside' | 'not applicable'

/** One thing that an RFC asks for. */
export interface Requirement {
  /** The first RFC that has it, its section, and which of those there it is: `23 Framing 2`. */
  readonly id: string
  /** The RFCs that have it in a section of this name. */
  readonly rfcs: readonly number[]
  readonly section: string
  readonly level: RequirementLevel
  /** What is asked for, in our words. */
  readonly says: string
  readonly status: RequirementStatus
  /** Ids of cases, or the beginnings of such: `reqrep/18`. Empty unless tested. */
  readonly cases: readonly string[]
  /** Why there is no case; empty if there is one. */
  readonly reason: string
}

const LEVELS: readonly string[] = [
  'MUST',
  'MUST NOT',
  'SHALL',
  'SHALL NOT',
  'SHOULD',
  'SHOULD NOT',
  'MAY',
  'ABNF',
  'TEXT',
] satisfies readonly RequirementLevel[]

const isLevel = (word: string): word is RequirementLevel => LEVELS.includes(word)

/**
 * Reads a manifest.
 *
 * @throws Error for a line of another form
 */
export function readManifest(text: string): readonly Requirement[] {
  let rfcs: readonly number[] = []
  let section = ''
  const places = new Map<string, number>()
  return text.split('\n').flatMap(line => {
    if (line.trim() === '') return []
    const head = /^§ (\d+(?:, \d+)*) (.+)$/.exec(line)
    if (head !== null) {
      rfcs = (head[1] ?? '').split(', ').map(Number)
      section = head[2] ?? ''
      return []
    }
    const [level = '', says = '', what = ''] = line.split('|').map(part => part.trim())
    if (!isLevel(level) || says === '' || what === '' || section === '') {
      throw new Error(`manifest: ${JSON.stringify(line)} is not LEVEL | what is asked for | cases`)
    }
    const name = `${rfcs[0]} ${section}`
    const place = (places.get(name) ?? 0) + 1
    places.set(name, place)
    const base = { id: `${name} ${place}`, rfcs, section, level, says }
    const status = STATUS_OF_MARK[what[0] ?? '']
    if (status === undefined)
      return { ...base, status: 'tested', cases: what.split(' '), reason: '' }
    return { ...base, status, cases: [], reason: what.slice(1).trim() }
  })
}

const STATUS_OF_MARK: Readonly<Record<string, RequirementStatus>> = {
  '-': 'not applicable',
  '?': 'not testable from outside',
}
