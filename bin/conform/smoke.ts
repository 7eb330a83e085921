// `rawzmq conform smoke`: what a driver does right and wrong, line by line.
import { CASES } from '../../lib/conformance/cases/index.js'
import { seededOctets } from '../../lib/conformance/random.js'
import { mechanismOf } from '../../lib/conformance/security.js'
import { smokeDriver } from '../../lib/conformance/smoke/smoke.js'
import { keepProcessAlive } from '../../lib/clock.js'
import { EXIT, type Terminal } from '../terminal.js'

/** Cases that are quick, and that any driver can serve. */
const SUBJECTS = CASES.filter(
  subject =>
    /^(greeting|null|framing|command)\//.test(subject.id) &&
    mechanismOf(subject) === 'NULL' &&
    subject.watch !== true &&
    subject.timed !== true,
)

/** Tries a driver; the seed chooses the case that is run over it. @returns the exit code */
export async function smoke(command: string, seed: number, terminal: Terminal): Promise<number> {
  const at = seededOctets(`smoke ${seed}`)(4).readUInt32BE() % SUBJECTS.length
  const subject = SUBJECTS[at]
  if (subject === undefined) throw new Error('there are no cases')
  let wrong = 0
  const letGo = keepProcessAlive()
  try {
    const filled = command.includes('{endpoint}')
      ? command
      : `${command} {endpoint} {mode} {socket} {mechanism}`
    await smokeDriver({
      command: filled,
      subject,
      point({ isGood, text }) {
        if (!isGood) wrong++
        terminal.out(`${isGood ? 'ok   ' : 'WRONG'} ${text}\n`)
      },
    })
    const next = `the suite: rawzmq conform --exec '${filled.replaceAll("'", String.raw`'\''`)}'`
    terminal.out(wrong === 0 ? `\nnothing is wrong; ${next}\n` : `\n${wrong} wrong\n`)
    return wrong === 0 ? EXIT.done : EXIT.failed
  } finally {
    letGo()
  }
}
