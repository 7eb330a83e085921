// What a page is made of, from the installed packages and this program's own modules.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { joinModules, STYLE, type PageAssets } from '../../lib/report/index.js'

/** The modules of the page's script, each behind those it imports. */
const MODULES = [
  'model',
  'page/elements',
  'page/data',
  'page/shapes',
  'page/state',
  'page/filter',
  'page/list',
  'page/summary',
  'page/detail',
  'page/theme',
  'page/bands-paint',
  'page/paint',
  'page/chart',
  'page/keys',
  'page/main',
]

/** Reads all of it. */
export function loadAssets(): PageAssets {
  const library = dirname(createRequire(import.meta.url).resolve('uplot'))
  const read = (name: string): string => readFileSync(join(library, name), 'utf8')
  const modules = MODULES.map(name =>
    readFileSync(new URL(`../../lib/report/${name}.js`, import.meta.url), 'utf8'),
  )
  return {
    // Its licence asks for the notice in every copy, and each page is one.
    libraryScript: `/*!\n${read('../LICENSE')}*/\n${read('uPlot.iife.min.js')}`,
    libraryStyle: read('uPlot.min.css'),
    script: joinModules(modules),
    style: STYLE,
  }
}
