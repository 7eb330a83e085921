// Each piece of syntax that came after TypeScript 3.7, as it is before, and as that compiler reads it. Whole programs
// are in test/typings.test.ts.
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import t from 'tap'
import type ts from 'typescript'
import { oldDeclaration } from '../../build/old-declarations.js'

const old = createRequire(resolve('test/typings/typescript-3.7/package.json'))(
  'typescript',
) as typeof ts

const CASES: readonly (readonly [title: string, now: string, before: string])[] = [
  ['a type import', "import type { A } from './a.js';", "import { A } from './a.js';"],
  ['types among values', "import { type A, B } from './a.js';", "import { A, B } from './a.js';"],
  ['a type export', "export type { A } from './a.js';", "export { A } from './a.js';"],
  [
    'types in an export',
    "export { A, type B as C } from './a.js';",
    "export { A, B as C } from './a.js';",
  ],
  ['a type alias stays', 'export type A = string;', 'export type A = string;'],
  ['a form of text', "type A = `ERR_${'a' | 'b'}`;", 'type A = string;'],
  [
    'a private name',
    'declare class A { #private; b: 1; }',
    "declare class A { private '#private'; b: 1; }",
  ],
  ['names in a tuple', 'type A = [one: `a${string}`, other: 2];', 'type A = [string, 2];'],
  ['a module of Node', "import { E } from 'node:events';", "import { E } from 'events';"],
  [
    'kinds of memory',
    'type A = (Buffer<ArrayBuffer> | Uint8Array<X>)[];',
    'type A = (Buffer | Uint8Array)[];',
  ],
  [
    'what `using` needs',
    'interface A { [Symbol.dispose](): void; [Symbol.asyncDispose](): 1; a: 1 }',
    'interface A {   a: 1 }',
  ],
  ['a comment', '/** `type A`, #private, node:x */', '/** `type A`, #private, node:x */'],
]

for (const [title, now, before] of CASES) {
  t.test(title, async t => {
    t.equal(oldDeclaration(now), before)
    const { diagnostics } = old.transpileModule(oldDeclaration(now), { reportDiagnostics: true })
    t.strictSame(diagnostics, [])
  })
}
