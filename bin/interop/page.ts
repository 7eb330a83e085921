// The matrix of a run of `rawzmq interop` as one page: who is bound against who connects.
import { xmlText } from '../../lib/conformance/report/machine.js'

/** What came of one scenario. */
export interface Tried {
  readonly name: string
  readonly state: 'ok' | 'failed' | 'not for them'
  /** What was wrong, or why it is not for them. */
  readonly why?: string
  /** Messages a second through the proxy. */
  readonly rate?: number
}

/** One pair. */
export interface PairResult {
  readonly bound: string
  readonly connecting: string
  readonly tried: readonly Tried[]
  /** The page of the recording, and the packets. */
  readonly report?: string
  readonly packets?: string
}

const STYLE = `
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:90rem;padding:0 1rem}
table{border-collapse:collapse}th,td{border:1px solid #8884;padding:.3rem .5rem;text-align:left;vertical-align:top}
td a{display:block}.ok{background:#1a7f3733}.failed{background:#cf222e55}small{color:#888}
`

/** One page; nothing in it comes from elsewhere. */
export function interopPage(pairs: readonly PairResult[], madeAt: string): string {
  const bound = [...new Set(pairs.map(pair => pair.bound))]
  const connecting = [...new Set(pairs.map(pair => pair.connecting))]
  const rows = bound.map(name => {
    const cells = connecting.map(other =>
      cellOf(pairs.find(pair => pair.bound === name && pair.connecting === other)),
    )
    return `<tr><th>${xmlText(name)}</th>${cells.join('')}</tr>`
  })
  const failures = pairs.flatMap(pair =>
    pair.tried
      .filter(({ state }) => state === 'failed')
      .map(
        ({ name, why = '' }) =>
          `<li>${xmlText(`${pair.bound} bound, ${pair.connecting} connecting: ${name}: ${why}`)}</li>`,
      ),
  )
  const names = [...new Set(pairs.flatMap(({ tried }) => tried.map(({ name }) => name)))]
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Implementations of ZMTP with each other</title><style>${STYLE}</style></head><body>
<h1>Implementations of ZMTP with each other</h1>
<p>Each row is bound, each column connects to it through a proxy, ${xmlText(madeAt.slice(0, 10))}. A cell says how much of what both have worked, and messages a second of 1,000 small ones through proxy and drivers (a measure of both, not of either alone); it opens what passed.</p>
<table><thead><tr><th>bound, connecting</th>${connecting.map(name => `<th>${xmlText(name)}</th>`).join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
<h2>What failed</h2><ul>${failures.join('') || '<li>nothing</li>'}</ul>
<h2>What is tried</h2><ul>${names.map(name => `<li>${xmlText(name)}</li>`).join('')}</ul>
</body></html>
`
}

function cellOf(pair: PairResult | undefined): string {
  if (pair === undefined) return '<td></td>'
  const { tried, report, packets } = pair
  const count = (wanted: Tried['state']): number =>
    tried.filter(({ state }) => state === wanted).length
  const failed = count('failed')
  const of = count('ok') + failed
  const rates = tried.flatMap(({ rate }) => (rate === undefined ? [] : [rate]))
  const rate = rates.length === 0 ? '' : `<small>${Math.round(Math.max(...rates))}/s</small>`
  const words = `${count('ok')} of ${of}`
  const main = report === undefined ? words : `<a href="${xmlText(report)}">${words}</a>`
  const more =
    packets === undefined ? '' : ` <small><a href="${xmlText(packets)}">pcapng</a></small>`
  const title = tried.map(({ name, state, why }) => `${name}: ${why ?? state}`).join('\n')
  return `<td class="${failed > 0 ? 'failed' : 'ok'}" title="${xmlText(title)}">${main}${rate}${more}</td>`
}
