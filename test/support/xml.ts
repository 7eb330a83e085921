// Whether a text is well-formed XML, as far as our reports use it: elements, attributes, text, references.

const TOKEN =
  /<\?xml version="1\.0" encoding="UTF-8"\?>|<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/gy
const ATTRIBUTE = / ([\w-]+)="([^"]*)"/g

/** An element of a report. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

function plainText(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare & in ${text}`)
  if (/[^\t\n\r\u0020-\uFFFD]/.test(text)) throw new Error('no character of XML')
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replaceAll(/&([^;]+);/g, (_, name: string) => names[name] ?? '')
}

/** Reads a document; its one root. @throws Error where it is not well-formed */
export function readXml(source: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(source)
    if (match === null) throw new Error(`not well-formed: ${source.slice(at, at + 80)}`)
    const [, end, name, attributes = '', isEmpty, text] = match
    const parent = open.at(-1) ?? top
    if (end !== undefined) {
      if (open.pop()?.name !== end) throw new Error(`</${end}> closes ${parent.name}`)
    } else if (name !== undefined) {
      const pairs = [...attributes.matchAll(ATTRIBUTE)].map(
        ([, key = '', value = '']) => [key, plainText(value)] as const,
      )
      const keys = pairs.map(([key]) => key)
      if (new Set(keys).size !== keys.length) throw new Error(`an attribute twice in ${match[0]}`)
      const element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' }
      parent.children.push(element)
      if (isEmpty === '') open.push(element)
    } else if (text !== undefined) parent.text += plainText(text)
  }
  const [root, another] = top.children
  if (open.length !== 1 || root === undefined || another !== undefined || top.text.trim() !== '') {
    throw new Error('not one root')
  }
  return root
}
