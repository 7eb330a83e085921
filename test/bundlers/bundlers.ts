// The bundlers that are tried, and how each is told to make one file for Node: as its manual says, with nothing that is for
// this package.

/** What comes out: modules or CommonJS. */
export type Format = 'esm' | 'cjs'

/** What one bundle is made of, and where it goes. */
export interface Task {
  readonly entry: string
  readonly folder: string
  /** Within the folder. */
  readonly name: string
  readonly format: Format
}

/** A bundler and how it is run. */
export interface Bundler {
  readonly name: string
  /** Its file in node_modules/.bin, and what it is told. */
  readonly command: readonly string[] | ((task: Task) => readonly string[])
  /** Its configuration as a module, which it finds in `config.mjs`. */
  config?(task: Task): string
}

export const BUNDLERS: readonly Bundler[] = [
  {
    name: 'webpack',
    command: ['webpack-cli', '--config', 'config.mjs'],
    config: ({ entry, folder: path, name: filename, format }) =>
      `export default ${JSON.stringify({
        mode: 'production',
        target: 'node20',
        entry,
        output: { path, filename, ...(format === 'esm' && { module: true }) },
        experiments: { outputModule: format === 'esm' },
      })}`,
  },
  {
    name: 'esbuild',
    command: ({ entry, folder, name, format }) => [
      'esbuild',
      entry,
      '--bundle',
      '--platform=node',
      `--format=${format}`,
      `--outfile=${folder}/${name}`,
    ],
  },
  {
    name: 'rollup',
    command: ['rollup', '--config', 'config.mjs'],
    config: ({ entry, folder: dir, name: entryFileNames, format }) =>
      `import resolve from '@rollup/plugin-node-resolve'
       import commonjs from '@rollup/plugin-commonjs'
       export default { plugins: [resolve({ preferBuiltins: true }), commonjs()], ...${JSON.stringify(
         {
           input: entry,
           output: { dir, entryFileNames, format },
         },
       )} }`,
  },
  {
    name: 'vite',
    command: ['vite', 'build', '--config', 'config.mjs'],
    config: ({ entry, folder: outDir, name: entryFileNames, format }) =>
      `export default ${JSON.stringify({
        build: {
          ssr: entry,
          outDir,
          emptyOutDir: false,
          rollupOptions: { output: { format, entryFileNames } },
        },
        ssr: { noExternal: true },
      })}`,
  },
]

/** What is installed, at the versions that the table names. */
export const PACKAGES = [
  'webpack@5.112.2',
  'webpack-cli@7.3.1',
  'esbuild@0.28.2',
  'rollup@4.68.5',
  '@rollup/plugin-node-resolve@16.0.3',
  '@rollup/plugin-commonjs@29.0.3',
  'vite@8.3.8',
  '@arethetypeswrong/cli@0.18.5',
] as const

/** The version of one of them. */
export function versionOf(name: string): string {
  const found = PACKAGES.find(each => each.startsWith(`${name}@`)) as string
  return found.slice(name.length + 1)
}
