// The action, the job and the container's file: their form, as the services want it, and their shell parts, run here against
// our engine and against nobody.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { Ajv } from 'ajv'
import t, { type Test } from 'tap'
import { parse } from 'yaml'

const ACTION = '.github/actions/conform/action.yml'
const text = { type: 'string', minLength: 1 } as const

/** Of a composite action: every step has a shell and a command, or uses another action (the service's own metadata syntax). */
const ACTION_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'description', 'runs'],
  properties: {
    name: text,
    description: text,
    inputs: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['description'],
        properties: {
          description: text,
          required: { type: 'boolean' },
          default: { type: 'string' },
        },
      },
    },
    outputs: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['description', 'value'],
        properties: { description: text, value: text },
      },
    },
    runs: {
      type: 'object',
      additionalProperties: false,
      required: ['using', 'steps'],
      properties: {
        using: { const: 'composite' },
        steps: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            oneOf: [{ required: ['run', 'shell'] }, { required: ['uses'] }],
            properties: {
              id: text,
              if: text,
              name: text,
              run: text,
              shell: { enum: ['bash', 'sh', 'pwsh', 'python'] },
              uses: { type: 'string', pattern: '^[\\w-]+/[\\w-]+@v\\d+$' },
              with: { type: 'object', additionalProperties: { type: 'string' } },
              env: { type: 'object', additionalProperties: { type: 'string' } },
            },
          },
        },
      },
    },
  },
}

interface Action {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly runs: { readonly steps: readonly { readonly id?: string; readonly run?: string }[] }
}

/** A folder in which `rawzmq` is this package's program. */
function folderWith(t: Test): { readonly folder: string; readonly env: Record<string, string> } {
  const folder = t.testdir({})
  mkdirSync(join(folder, 'bin'))
  const program = join(folder, 'bin', 'rawzmq')
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/bin/rawzmq.js')}' "$@"\n`,
  )
  chmodSync(program, 0o755)
  return {
    folder,
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` } as Record<
      string,
      string
    >,
  }
}

t.test('action.yml: its form, and no input or output of a step that is not there', async t => {
  const source = readFileSync(ACTION, 'utf8')
  const action = parse(source) as Action
  const isGood = new Ajv({ allErrors: true }).compile(ACTION_SCHEMA)
  t.ok(isGood(action), JSON.stringify(isGood.errors))
  const inputs = [...source.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name ?? '')
  t.strictSame(new Set(inputs), new Set(Object.keys(action.inputs)), 'each is used, and declared')
  const ids = action.runs.steps.flatMap(({ id }) => id ?? [])
  for (const [, id] of source.matchAll(/steps\.([\w-]+)\.outputs/g)) t.ok(ids.includes(id ?? ''))
  // What comes from outside is no part of a command: only env carries it.
  for (const { run = '' } of action.runs.steps) t.notMatch(run, /\$\{\{/)
})

t.test("the action's shell part: a run, its files, summary and outputs", async t => {
  const { folder, env } = folderWith(t)
  const files = {
    GITHUB_STEP_SUMMARY: join(folder, 'step.md'),
    GITHUB_OUTPUT: join(folder, 'output'),
  }
  const run = (more: Record<string, string>) =>
    spawnSync('sh', [resolve('.github/actions/conform/conform.sh')], {
      cwd: folder,
      env: { ...env, ...files, ...more },
      encoding: 'utf8',
      timeout: 60_000,
    })
  const good = run({
    CONFORM_FLAGS:
      '--engine typescript --socket PULL --only greeting/1.1,greeting/1.2,greeting/1.3,null/5.3',
  })
  t.equal(good.status, 0, good.stderr)
  const report = join(folder, 'conformance-report')
  for (const name of [
    'index.html',
    'null-5.3.html',
    'null-5.3.pcapng',
    'verdicts.json',
    'summary.md',
  ]) {
    t.ok(existsSync(join(report, name)), name)
  }
  t.match(readFileSync(join(report, 'junit.xml'), 'utf8'), /^<\?xml.*\n<testsuites name="rawzmq/)
  t.match(JSON.parse(readFileSync(join(report, 'badge.json'), 'utf8')), {
    schemaVersion: 1,
    label: 'ZMTP conformance',
    message: /^\d+ OK$/,
    color: 'brightgreen',
  })
  t.match(readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'), /^## ZMTP conformance of rawzmq/)
  t.equal(readFileSync(files.GITHUB_OUTPUT, 'utf8'), 'exit-code=0\n')
  const none = run({ CONFORM_CONNECT: 'tcp://127.0.0.1:1', CONFORM_FLAGS: '--socket PULL' })
  t.equal(none.status, 3)
  t.match(readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'), /\*\*Ended early:\*\* .*ECONNREFUSED/)
  t.match(readFileSync(join(report, 'badge.json'), 'utf8'), 'not judged')
  const hostile = run({
    CONFORM_EXEC: '$(touch broken) `touch broken`; touch broken',
    CONFORM_FLAGS: '$(touch broken)',
  })
  t.not(hostile.status, 0)
  t.notOk(existsSync(join(folder, 'broken')), 'no input is a command')
})

t.test('the job of GitLab: its form, and its script over a driver that it finds', async t => {
  const { conformance: job } = parse(readFileSync('docs/ci/gitlab-ci.yml', 'utf8')) as {
    conformance: {
      image: string
      variables: Record<string, string>
      script: string[]
      artifacts: { when: string; paths: string[]; reports: { junit: string } }
    }
  }
  t.match(job, {
    image: /^node:\d+$/,
    artifacts: { when: 'always', reports: { junit: '$REPORT/junit.xml' } },
  })
  const { folder, env } = folderWith(t)
  mkdirSync(join(folder, 'drivers'))
  copyFileSync('drivers/zeromq.mjs', join(folder, 'drivers', 'zeromq.mjs'))
  writeFileSync(
    join(folder, 'driver'),
    `#!/bin/sh\nexec '${process.execPath}' '${resolve('drivers/zeromq.mjs')}' "$@" rawzmq\n`,
  )
  chmodSync(join(folder, 'driver'), 0o755)
  const variables = {
    ...job.variables,
    FLAGS: '--jobs 1 --socket PULL --only greeting/1.1,greeting/1.2,greeting/1.3',
  }
  const { status, stderr } = spawnSync('sh', ['-ec', job.script.join('\n')], {
    cwd: folder,
    env: { ...env, ...variables },
    encoding: 'utf8',
    timeout: 60_000,
  })
  t.equal(status, 0, stderr)
  t.match(readFileSync(join(folder, 'conformance-report', 'junit.xml'), 'utf8'), /tests="3"/)
})

t.test("the container's file", async t => {
  const lines = readFileSync('docs/ci/Dockerfile', 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
  t.match(lines[0], /^FROM node:\d+-slim$/)
  for (const line of lines) t.match(line, /^(?:FROM|ARG|RUN|USER|WORKDIR|ENTRYPOINT|CMD) /)
  const entry = lines.find(line => line.startsWith('ENTRYPOINT'))?.slice('ENTRYPOINT'.length) ?? ''
  t.strictSame(JSON.parse(entry), ['rawzmq', 'conform'])
})
