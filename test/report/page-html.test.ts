// The page as text: what strangers wrote is data, nothing comes from outside, scripts are those hashed.
import { createHash } from 'node:crypto'
import t from 'tap'
import { loadAssets } from '../../bin/report/assets.js'
import { embedJson, joinModules, renderPage, ReportBuilder } from '../../lib/report/index.js'
import { HEADER, message } from '../support/report-rows.js'

const HOSTILE = '</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>\u2028'

function page(): string {
  const builder = new ReportBuilder()
  const file = builder.file(HOSTILE)
  for (const row of [HEADER, message(1, HOSTILE, HOSTILE)]) file.row(row)
  file.finish()
  return renderPage(builder.finish(HOSTILE), loadAssets())
}

t.test('JSON in a page holds no tag, and is the same JSON', async t => {
  const text = embedJson({ [HOSTILE]: HOSTILE })
  t.notMatch(text, /[<\u2028]/)
  t.same(JSON.parse(text), { [HOSTILE]: HOSTILE })
})

t.test('a hostile capture adds no element', async t => {
  const text = page()
  t.equal(text.match(/<script/g)?.length, 3, 'data, library, page')
  t.notMatch(text, /<img|<!--/)
})

t.test(
  'the policy allows the scripts and styles of the page by their hashes, and nothing else',
  async t => {
    const text = page()
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? ''
    t.match(policy, /^default-src 'none'; script-src 'sha256-[^;]*; style-src 'sha256-[^;]*;/)
    t.notMatch(policy, 'unsafe')
    for (const [, , body = ''] of text.matchAll(/<(script|style)>([^]*?)<\/\1>/g)) {
      t.match(policy, `'sha256-${createHash('sha256').update(body).digest('base64')}'`)
    }
  },
)

t.test('the page refers to nothing outside, and is small', async t => {
  const text = page()
  t.notMatch(text, /(?:src|href)=["']?(?:https?:)?\/\//)
  t.notMatch(text, /@import|url\(/)
  t.ok(Buffer.byteLength(text) < 200_000, `${Buffer.byteLength(text)} bytes without data`)
})

t.test('the library keeps its licence', async t => {
  t.match(
    page(),
    /\/\*!\nThe MIT License \(MIT\)[^]*Leon Sorokin[^]*\*\/\n\/\*! https:\/\/github.com\/leeoniya\/uPlot/,
  )
})

t.test('modules are joined without imports and exports', async t => {
  const one = 'export const a = 1;\nexport function f() { return a }\n//# sourceMappingURL=x'
  const two = "import { f } from './one.js';\nlet b = f()\nexport {};"
  const joined = joinModules([one, two])
  t.notMatch(joined, /import|export|sourceMapping/)
  t.match(joined, /const a = 1;\nfunction f\(\) \{ return a \}[^]*let b = f\(\)/)
})

t.test('what cannot be joined is refused', async t => {
  t.throws(() => joinModules(["import x from 'elsewhere'"]), { message: /cannot join: import x/ })
  t.throws(() => joinModules(['export default 1']), { message: /cannot join: export default/ })
  t.throws(() => joinModules(['const a = 1', 'function a() {}']), {
    message: /a is declared twice/,
  })
})
