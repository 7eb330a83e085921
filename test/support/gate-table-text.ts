// A gate's table as text, for people: Markdown, and a picture of its states for mermaid. Both are made
// from the table that runs, so they cannot differ from it. Pure.
import { initialState, step } from '../../lib/gate/machine/gate.js'
import type { GateTable } from '../../lib/gate/machine/moves.js'
import { EVENT_SIGNALS, type Phase } from '../../lib/gate/machine/signals.js'
import type { GateInput, GateState, Signal } from '../../lib/gate/machine/state.js'

const PHASES = ['waiting', 'open', 'draining', 'stopped', 'failed'] as const satisfies Phase[]

/** A table in Markdown: a row a signal, a column a phase; `·` is nothing to do. */
export function tableText(table: GateTable<string>): string {
  const signals = Object.keys(table.waiting) as Signal[]
  const rows = signals.map(signal => [
    `\`${signal}\``,
    ...PHASES.map(phase => {
      const action = table[phase][signal]
      return action === 'stay' ? '·' : action
    }),
  ])
  const all = [['input', ...PHASES], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = all
  const rule = `| ${head.map((_, column) => '-'.repeat(widths?.[column] ?? 0)).join(' | ')} |`
  return [line(head), rule, ...body.map(line)].join('\n')
}

/** Which events a signal stands for. */
export function signalText(): string {
  const bySignal = new Map<string, string[]>()
  for (const [event, signal] of Object.entries(EVENT_SIGNALS)) {
    bySignal.set(signal, [...(bySignal.get(signal) ?? []), event])
  }
  return [...bySignal].map(([signal, events]) => `- \`${signal}\`: ${events.join(', ')}`).join('\n')
}

/**
 * The `ready` gate's states as a mermaid diagram. Its arrows are found by trying every input in every
 * phase, with one consumer.
 */
export function statePicture(): string {
  const arrows = new Map<string, Set<string>>()
  for (const [phase, state] of ways()) {
    for (const [name, input] of inputs()) {
      const next = step(state, input).state.phase
      if (next === phase) continue
      const key = `${phase} --> ${next}`
      arrows.set(key, (arrows.get(key) ?? new Set()).add(name))
    }
  }
  const lines = [...arrows].map(([arrow, names]) => `  ${arrow}: ${[...names].join(', ')}`)
  const ends = ['stopped', 'failed'].map(end => `  ${end} --> [*]`)
  return ['stateDiagram-v2', '  [*] --> waiting', ...lines, ...ends].join('\n')
}

const PEER = { local: 'tcp://127.0.0.1:5555', remote: 'tcp://127.0.0.1:1' } as const
const OPTIONS = {
  endpoint: 'tcp://127.0.0.1:5555',
  consumers: 1,
  timeoutMs: { waiting: 1, open: 1, draining: 1 },
  quits: 'each',
  now: 0,
} as const

/** A state in each phase, with one peer accepted; from `open` on, ready. */
function ways(): (readonly [Phase, GateState])[] {
  const accepted = eventOf('ACCEPTED', 1)
  const ready = eventOf('HANDSHAKE_SUCCEEDED', 0)
  const done: GateInput = { kind: 'work-done', now: 0 }
  const gone = eventOf('DISCONNECTED', 1)
  const sending: GateInput = { kind: 'sending', now: 0 }
  return [
    ['waiting', run(accepted)],
    ['open', run(accepted, ready, sending)],
    ['draining', run(accepted, ready, done)],
    ['stopped', run(accepted, ready, done, { kind: 'quit-sent', now: 0, peer: 1 }, gone)],
    ['failed', run({ kind: 'abort', now: 0 })],
  ]
}

function run(...all: GateInput[]): GateState {
  return all.reduce((state, input) => step(state, input).state, initialState(OPTIONS))
}

/** Every input, by what the picture calls it. */
function inputs(): (readonly [string, GateInput])[] {
  return [
    ['enough are ready', eventOf('HANDSHAKE_SUCCEEDED', 0)],
    ['work done', { kind: 'work-done', now: 0 }],
    ['the last has gone', eventOf('DISCONNECTED', 1)],
    ['time over', { kind: 'tick', now: 9 }],
    ['aborted', { kind: 'abort', now: 0 }],
    ['error', { kind: 'error', during: 'send', code: 'E', message: '', now: 0 }],
    ['bind failed', eventOf('BIND_FAILED', 98)],
    ['monitor ended', eventOf('MONITOR_STOPPED', 0)],
  ]
}

function eventOf(name: keyof typeof EVENT_SIGNALS, value: number): GateInput {
  return { kind: 'event', event: name, value, ...PEER, now: 0 }
}
