/// <reference lib="dom" />
// A shape and a colour for each kind of entry, in a box from −1 to 1: nobody needs to tell colours apart.
// Colours are those of Okabe and Ito; they stand in the style as variables, one set for each theme.
import { KINDS, type Kind } from '../model.js'

/** What draws a kind, what it is called, and what it is. */
interface Look {
  readonly path: string
  readonly words: string
}

/** The looks of kinds. */
export const LOOKS: Readonly<Record<Kind, Look>> = {
  event: { path: 'M0,-1L1,0.8L-1,0.8Z', words: 'monitor event' },
  message: { path: 'M-0.9,0A0.9,0.9,0,1,1,0.9,0A0.9,0.9,0,1,1,-0.9,0Z', words: 'message' },
  quit: { path: 'M-0.8,-0.8H0.8V0.8H-0.8Z', words: 'Quit' },
  greeting: { path: 'M0,-1L1,0L0,1L-1,0Z', words: 'greeting' },
  command: {
    path: 'M-0.35,-1H0.35V-0.35H1V0.35H0.35V1H-0.35V0.35H-1V-0.35H-0.35Z',
    words: 'command',
  },
  frame: { path: 'M-0.3,-1H0.3V1H-0.3Z', words: 'frame' },
  state: {
    path: 'M0,-1L0.28,-0.35L1,-0.3L0.45,0.15L0.6,0.9L0,0.5L-0.6,0.9L-0.45,0.15L-1,-0.3L-0.28,-0.35Z',
    words: 'connection',
  },
  gate: { path: 'M-0.5,-0.9H0.5L1,0L0.5,0.9H-0.5L-1,0Z', words: 'gate' },
  note: { path: 'M-1,-0.3H1V0.3H-1Z', words: 'note' },
}

/** Where in its lane a kind stands, from −0.5 (top) to 0.5. */
const RISE: Partial<Readonly<Record<Kind, number>>> = { event: -0.02, gate: 0.3, state: 0.3 }

/** The same for an entry that goes one way or the other: on a connection the two sides stand apart. */
export function riseOf(kind: Kind, way: number): number {
  const isWire = kind === 'greeting' || kind === 'command' || kind === 'frame'
  if (isWire) return way === 1 ? -0.22 : 0.08
  return RISE[kind] ?? 0
}

/** The value of a variable of the style. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

/** The colours of all kinds, by their index. */
export function kindColours(): string[] {
  return KINDS.map(colour)
}

const SVG = 'http://www.w3.org/2000/svg'

/** The shape of a kind as a small picture for the list and the filter. */
export function glyph(kind: Kind): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '-1.2 -1.2 2.4 2.4')
  svg.setAttribute('class', `glyph of-${kind}`)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', LOOKS[kind].path)
  svg.append(path)
  return svg
}
