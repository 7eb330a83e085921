// The page as text. It may load nothing and run nothing but the scripts whose hashes stand in its policy;
// what was recorded is JSON that is never read as HTML.
import { createHash } from 'node:crypto'
import type { ReportData } from './model.js'
import { MARKUP } from './markup.js'

/** What a page is made of beside the data. */
export interface PageAssets {
  /** The drawing library. */
  readonly libraryScript: string
  readonly libraryStyle: string
  /** The page's own script, as one. */
  readonly script: string
  readonly style: string
}

/** One page without any reference to the outside. */
export function renderPage(data: ReportData, assets: PageAssets): string {
  const styles = [assets.libraryStyle, assets.style].map(text => inline('style', text))
  const scripts = [assets.libraryScript, assets.script].map(text => inline('script', text))
  const policy = `default-src 'none'; script-src ${hashes(scripts)}; style-src ${hashes(styles)}; base-uri 'none'; form-action 'none'`
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<title>rawzmq report</title>',
    ...styles.map(({ html }) => html),
    '</head>',
    MARKUP,
    `<script type="application/json" id="report">${embedJson(data)}</script>`,
    ...scripts.map(({ html }) => html),
    '</html>',
    '',
  ].join('\n')
}

/** JSON that holds nothing an HTML parser could take for the end of its element, or for a comment. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)
}

function hashes(blocks: readonly Inline[]): string {
  return blocks.map(({ hash }) => hash).join(' ')
}

interface Inline {
  readonly html: string
  readonly hash: string
}

function inline(element: 'script' | 'style', text: string): Inline {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`a ${element} that would end early`)
  const hash = createHash('sha256').update(text).digest('base64')
  return { html: `<${element}>${text}</${element}>`, hash: `'sha256-${hash}'` }
}
