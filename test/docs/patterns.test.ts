// docs/patterns.md says that its programs print the same on zeromq.js. docs.test.ts runs them on ours.
import t from 'tap'
import { docPrograms, runProgram } from '../support/doc-blocks.js'

t.setTimeout(300_000)

const programs = docPrograms('docs/patterns.md')
t.equal(programs.length, 6)

for (const { program, output } of programs) {
  t.test(`on zeromq: line ${program.line}`, async t => {
    const text = program.text
      .replace(/ from 'rawzmq'$/m, " from 'zeromq'")
      .replaceAll(/\bPublisher\b/g, 'XPublisher')
    t.match(text, / from 'zeromq'$/m)
    const { exitCode, stdout, stderr } = await runProgram(text)
    t.equal(exitCode, 0, stderr)
    t.equal(stdout, output)
  })
}
