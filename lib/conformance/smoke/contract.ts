// What a driver may say, as JSON Schema, and what is wrong with a line by it. docs/conformance.md says it in words.

/** The part of JSON Schema that the contract needs. */
interface Schema {
  readonly type: 'string' | 'boolean' | 'array'
  readonly const?: true
  readonly pattern?: string
  readonly minItems?: number
  readonly items?: Schema
}

const OCTETS: Schema = { type: 'string', pattern: '^([0-9a-fA-F]{2})*$' }
const WORD: Schema = { type: 'string', pattern: '^\\S+$' }

/** The key that says what a line is, and what stands behind it. */
const ANSWERS: Readonly<Record<string, Schema>> = {
  ready: { type: 'string', pattern: '^(tcp|ipc)://.*[^*]$' },
  recv: { type: 'array', minItems: 1, items: OCTETS },
  monitor: { type: 'array', minItems: 1, items: OCTETS },
  sent: { type: 'boolean', const: true },
  read: { type: 'boolean' },
  subscribed: { type: 'boolean' },
  closed: { type: 'boolean', const: true },
  error: { type: 'string', pattern: '.' },
}

/** What else may stand in a line. */
const BESIDES: Readonly<Record<string, Schema>> = {
  can: { type: 'array', items: WORD },
  name: { type: 'string', pattern: '.' },
}

/** JSON Schema (2020-12) of a line that a driver says. */
export const DRIVER_LINE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { ...ANSWERS, ...BESIDES },
  oneOf: Object.keys(ANSWERS).map(key => ({ required: [key] })),
} as const

/** What is wrong with a line of a driver; empty if nothing is. */
export function lineFaults(line: unknown): readonly string[] {
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return ['it is no object']
  const keys = Object.keys(line).filter(key => key in ANSWERS)
  const faults = Object.entries(line).flatMap(([key, value]) => {
    const schema = ANSWERS[key] ?? BESIDES[key]
    return schema === undefined ? [] : valueFaults(key, value, schema)
  })
  if (keys.length === 1) return faults
  const all = Object.keys(ANSWERS).join(', ')
  return [keys.length === 0 ? `it has none of ${all}` : `it has ${keys.join(' and ')}`, ...faults]
}

function valueFaults(name: string, value: unknown, schema: Schema): readonly string[] {
  const shown = JSON.stringify(value)
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${name} is ${shown}, no list`]
    if (value.length < (schema.minItems ?? 0)) return [`${name} is empty`]
    const { items } = schema
    return items === undefined
      ? []
      : value.flatMap((each, at) => valueFaults(`${name}[${at}]`, each, items))
  }
  if (typeof value !== schema.type) return [`${name} is ${shown}, no ${schema.type}`]
  if (schema.const === true && value !== true) return [`${name} is ${shown}, not true`]
  const isMatch = schema.pattern === undefined || new RegExp(schema.pattern).test(String(value))
  return isMatch ? [] : [`${name} is ${shown}, which does not match ${schema.pattern}`]
}
