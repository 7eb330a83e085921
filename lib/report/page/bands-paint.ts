/// <reference lib="dom" />
// Bands: what held for a while on a lane. Each has a colour, a pattern and, where there is room, its name.
import { colour } from './shapes.js'

/** How a band is filled, beside its colour. */
type Pattern = 'plain' | 'rising' | 'falling' | 'dots' | 'cross'

interface BandLook {
  /** The variable of the style. */
  readonly colour: string
  readonly pattern: Pattern
}

const LOOKS_OF_BANDS: Readonly<Record<string, BandLook>> = {
  waiting: { colour: 'orange', pattern: 'rising' },
  greeting: { colour: 'orange', pattern: 'rising' },
  connecting: { colour: 'orange', pattern: 'dots' },
  handshake: { colour: 'purple', pattern: 'falling' },
  open: { colour: 'green', pattern: 'plain' },
  traffic: { colour: 'green', pattern: 'plain' },
  connected: { colour: 'sky', pattern: 'plain' },
  draining: { colour: 'blue', pattern: 'dots' },
  stopped: { colour: 'grey', pattern: 'plain' },
  failed: { colour: 'red', pattern: 'cross' },
}

const OTHER: BandLook = { colour: 'grey', pattern: 'rising' }
const TILE = 8

/** Each pattern as lines in a tile, from and to. */
const LINES: Readonly<Record<Pattern, readonly (readonly [number, number, number, number])[]>> = {
  plain: [],
  rising: [
    [0, TILE, TILE, 0],
    [-2, 2, 2, -2],
    [TILE - 2, TILE + 2, TILE + 2, TILE - 2],
  ],
  falling: [
    [0, 0, TILE, TILE],
    [-2, TILE - 2, 2, TILE + 2],
    [TILE - 2, -2, TILE + 2, 2],
  ],
  dots: [[TILE / 2 - 1, TILE / 2, TILE / 2 + 1, TILE / 2]],
  cross: [
    [0, 0, TILE, TILE],
    [0, TILE, TILE, 0],
  ],
}

function tile({ colour: variable, pattern }: BandLook): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = TILE
  canvas.height = TILE
  const context = canvas.getContext('2d') as CanvasRenderingContext2D
  context.fillStyle = colour(variable)
  context.globalAlpha = 0.22
  context.fillRect(0, 0, TILE, TILE)
  context.globalAlpha = 0.55
  context.strokeStyle = colour(variable)
  context.lineWidth = pattern === 'dots' ? 2 : 1
  context.beginPath()
  for (const [x1, y1, x2, y2] of LINES[pattern]) {
    context.moveTo(x1, y1)
    context.lineTo(x2, y2)
  }
  context.stroke()
  return canvas
}

const tiles = new Map<string, HTMLCanvasElement>()

/** The colours have changed. */
export function forgetTiles(): void {
  tiles.clear()
}

/** What fills a band of that name. */
export function bandFill(name: string): HTMLCanvasElement {
  const known = tiles.get(name)
  if (known !== undefined) return known
  const made = tile(Object.hasOwn(LOOKS_OF_BANDS, name) ? (LOOKS_OF_BANDS[name] ?? OTHER) : OTHER)
  tiles.set(name, made)
  return made
}
