// From the start of a process to its end: the program, the library, and Node with nothing to do beside them.
import { spawnSync } from 'node:child_process'
import { nodesOf, type Group, type Setting } from '../trial.js'

const within = (path: string): string => new URL(`../../${path}`, import.meta.url).href

const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  'rawzmq --version': [new URL(within('bin/rawzmq.js')).pathname, '--version'],
  'rawzmq --help': [new URL(within('bin/rawzmq.js')).pathname, '--help'],
  "import 'rawzmq'": [
    '--input-type=module',
    '-e',
    `import ${JSON.stringify(within('lib/index.js'))}`,
  ],
}

/** Whole processes, one after the other. */
export function startUp(setting: Setting): Group {
  const trials = Object.entries(SUBJECTS).flatMap(([subject, args]) =>
    nodesOf(setting).map(({ name, file }) => ({
      subject,
      contender: name,
      async run() {
        const started = performance.now()
        const { status, stderr } = spawnSync(file, args, { encoding: 'utf8' })
        if (status !== 0) throw new Error(stderr)
        return performance.now() - started
      },
    })),
  )
  return {
    name: 'start-up',
    title: 'Start-up: a process from its start to its end',
    unit: 'ms',
    isMoreBetter: false,
    trials,
  }
}
