// Where a run's lines, notices and result go: as text (the article's lines on stdout, everything else on
// stderr) or as JSON (all of it on stdout, one object a line).
import { formatLine, formatNotice, type RunLine } from '../../lib/gate/article/report.js'
import type { Notice } from '../../lib/gate/machine/state.js'
import type { Terminal } from '../terminal.js'

/** What a run says while it goes on, and at its end. */
export interface RunOutput {
  line(line: RunLine): void
  notice(notice: Notice): void
  /** The producer is bound. */
  bound(endpoint: string): void
  /** A consumer's process was started. */
  started(id: number, pid: number): void
  /** A consumer that connects when it is told to: it waits, or is connected. For machines. */
  mark(mark: 'waiting' | 'connected'): void
  /** Something went wrong that people should know, in either form. */
  complain(text: string): void
  /** Something that was to be kept is lost, in either form: the run has failed. */
  lost(text: string): void
  /** The end: an object for machines, lines for people. */
  result(result: object, summary: readonly string[]): void
}

/** The output that was asked for. */
export function runOutput(terminal: Terminal, isJson: boolean): RunOutput {
  return isJson ? jsonOutput(terminal) : textOutput(terminal)
}

function textOutput(terminal: Terminal): RunOutput {
  const { complain, lost } = terminal
  return {
    line(line) {
      const text = formatLine(line)
      if (text !== undefined) terminal.out(`${text}\n`)
    },
    notice(notice) {
      // An accept is a line of the log already.
      if (notice.kind !== 'accepted') complain(formatNotice(notice))
    },
    bound: endpoint => terminal.err(`bound to ${endpoint}\n`),
    started() {},
    mark() {},
    complain,
    lost,
    result(_result, summary) {
      for (const line of summary) terminal.err(`${line}\n`)
    },
  }
}

function jsonOutput(terminal: Terminal): RunOutput {
  const write = (row: object): void => terminal.out(`${JSON.stringify(row)}\n`)
  return {
    line: line => write({ type: 'log', ...line }),
    notice: notice => write({ type: 'notice', ...notice, text: formatNotice(notice) }),
    bound: endpoint => write({ type: 'bound', endpoint }),
    started: (id, pid) => write({ type: 'started', id, pid }),
    mark: mark => write({ type: mark }),
    complain: terminal.complain,
    lost: terminal.lost,
    result: write,
  }
}
