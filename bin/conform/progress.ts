// How far a run of `rawzmq conform` is, on stderr: a line that is written over on a terminal, with the case that
// runs; elsewhere a line every hundred cases, and the cases that were running when it was stopped.
import { countsLine } from '../../lib/conformance/report/text.js'
import { type CaseResult, idOf, type Place } from '../../lib/conformance/result.js'
import type { Terminal } from '../terminal.js'

/** Told of cases as they begin and end. */
export interface Progress {
  starting(place: Place): void
  done(result: CaseResult, done: number, of: number): void
  /** The run is over. */
  end(): void
}

const nameOf = (result: Pick<CaseResult, 'id' | 'mode' | 'socket'>): string =>
  `${result.socket} ${idOf(result)}`

/** Makes it for a terminal. */
export function progressTo(terminal: Terminal): Progress {
  const seen: CaseResult[] = []
  const running = new Set<string>()
  const isLive = terminal.stderr.isTTY === true
  let far = ''
  const show = (): void => {
    if (isLive) terminal.err(`\r${far} ${[...running][0] ?? ''}\u001B[K`)
  }
  return {
    starting({ subject, mode, socket }) {
      running.add(nameOf({ id: subject.id, mode, socket }))
      show()
    },
    done(result, done, of) {
      seen.push(result)
      running.delete(nameOf(result))
      far = `${done}/${of} ${countsLine(seen)}`
      if (isLive) show()
      else if (done % 100 === 0 || done === of) {
        terminal.err(`${done} of ${of}: ${countsLine(seen)}\n`)
      }
    },
    end() {
      if (isLive) terminal.err('\n')
      if (running.size > 0) terminal.err(`stopped in ${[...running].join(', ')}\n`)
    },
  }
}
