// The code blocks of our documents: what language, which heading, what is said to come out. TypeScript
// blocks are compiled one by one and run as a user's program would be, against the built package.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** One fenced block. */
export interface DocBlock {
  readonly language: string
  readonly text: string
  /** Line of the opening fence, from 1. */
  readonly line: number
}

/** The fenced blocks of a Markdown file, in order. */
export function docBlocks(path: string): DocBlock[] {
  const blocks: DocBlock[] = []
  let open: { language: string; line: number; rows: string[] } | undefined
  for (const [index, row] of readFileSync(path, 'utf8').split('\n').entries()) {
    const fence = /^```(.*)$/.exec(row)
    if (fence === null) open?.rows.push(row)
    else if (open === undefined) open = { language: fence[1] as string, line: index + 1, rows: [] }
    else {
      blocks.push({ language: open.language, line: open.line, text: `${open.rows.join('\n')}\n` })
      open = undefined
    }
  }
  return blocks
}

/** Programs in TypeScript and JavaScript with the output that the next `text` block says, if there is one. */
export function docPrograms(path: string): { program: DocBlock; output: string | undefined }[] {
  const blocks = docBlocks(path)
  return blocks.flatMap((program, index) => {
    if (program.language !== 'ts' && program.language !== 'js') return []
    const next = blocks[index + 1]
    return [{ program, output: next?.language === 'text' ? next.text : undefined }]
  })
}

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a TypeScript program from inside the package, so that `rawzmq` is the package itself. */
export function runProgram(source: string, timeoutMs = 60_000): Promise<ProgramEnd> {
  const folder = mkdtempSync(join(process.cwd(), 'dist', 'program-'))
  const file = join(folder, 'program.mjs')
  const compiled = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  writeFileSync(file, compiled.outputText)
  return new Promise(resolve => {
    execFile(process.execPath, [file], { timeout: timeoutMs }, (error, stdout, stderr) => {
      rmSync(folder, { recursive: true })
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ exitCode, stdout, stderr })
    })
  })
}
