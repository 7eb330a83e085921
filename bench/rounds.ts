// The rounds: every contender of a subject once in each, in an order that turns, so that what else
// the machine does meets all of them alike.
import type { Figure, Group, Trial } from './trial.js'

/** What is told while it runs. */
export type Progress = (text: string) => void

/** Runs a group. A contender that fails keeps the values it has. */
export async function runGroup(
  group: Group,
  rounds: number,
  progress: Progress,
): Promise<Figure[]> {
  const subjects = [...new Set(group.trials.map(trial => trial.subject))]
  const figures: Figure[] = []
  for (const subject of subjects) {
    const trials = group.trials.filter(trial => trial.subject === subject)
    figures.push(...(await runSubject(group, subject, trials, rounds, progress)))
  }
  return figures
}

async function runSubject(
  group: Group,
  subject: string,
  trials: readonly Trial[],
  rounds: number,
  progress: Progress,
): Promise<Figure[]> {
  const values = new Map<Trial, number[]>(trials.map(trial => [trial, []]))
  const failures = new Map<Trial, string>()
  const attempt = async (trial: Trial, action: () => Promise<void>): Promise<void> => {
    if (failures.has(trial)) return
    try {
      await action()
    } catch (error) {
      failures.set(trial, (error as Error).message)
    }
  }
  for (const trial of trials) {
    progress(`${group.name}: ${subject}, warming up ${trial.contender}`)
    await attempt(trial, async () => trial.prepare?.())
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < trials.length; turn++) {
      const trial = trials[(turn + round) % trials.length] as Trial
      progress(`${group.name}: ${subject}, round ${round + 1} of ${rounds}, ${trial.contender}`)
      await attempt(trial, async () => {
        values.get(trial)?.push(await trial.run())
      })
    }
  }
  return trials.map(trial => {
    const failure = failures.get(trial)
    return {
      group: group.name,
      subject,
      contender: trial.contender,
      unit: group.unit,
      values: values.get(trial) ?? [],
      ...(failure !== undefined && { failure }),
    }
  })
}
