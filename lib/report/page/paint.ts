/// <reference lib="dom" />
// Everything inside the axes, on the library's canvas. What falls on the same pixel is drawn once, so that
// the work is bounded by the size of the drawing and not by the number of entries.
import type uPlot from 'uplot'
import { KINDS } from '../model.js'
import { firstFrom, report, secondOf } from './data.js'
import { bandFill } from './bands-paint.js'
import { colour, kindColours, LOOKS, riseOf } from './shapes.js'
import { state } from './state.js'

const PATHS = KINDS.map(kind => new Path2D(LOOKS[kind].path))
/** Half the size of a mark, in CSS pixels. */
const MARK = 5.5

interface Canvas {
  readonly context: CanvasRenderingContext2D
  /** Canvas pixels a CSS pixel has. */
  readonly ratio: number
  readonly laneHeight: number
  readonly left: number
  readonly right: number
  x(second: number): number
  y(lane: number): number
}

function canvasOf(plot: uPlot): Canvas {
  const { left, width } = plot.bbox
  const y = (lane: number): number => plot.valToPos(lane, 'y', true)
  return {
    context: plot.ctx,
    ratio: devicePixelRatio,
    laneHeight: Math.abs(y(1) - y(0)),
    left,
    right: left + width,
    x: second => plot.valToPos(second, 'x', true),
    y,
  }
}

function paintLanes({ context, y, laneHeight, left, right }: Canvas): void {
  context.fillStyle = colour('stripe')
  for (let lane = 0; lane < report.lanes.length; lane += 2) {
    context.fillRect(left, y(lane) - laneHeight / 2, right - left, laneHeight)
  }
}

function paintBands({ context, x, y, laneHeight, left, right, ratio }: Canvas): void {
  context.font = `${11 * ratio}px system-ui, sans-serif`
  context.textBaseline = 'top'
  context.textAlign = 'left'
  const lastX = new Float64Array(report.lanes.length).fill(-Infinity)
  for (const [lane, name, from, to] of report.bands) {
    const start = Math.max(left, x(from / 1000))
    const end = Math.min(right, x(to / 1000))
    if (end < left || start > right || end - (lastX[lane] ?? 0) < 0.5) continue
    lastX[lane] = end
    const top = y(lane) - laneHeight / 2 + 2 * ratio
    context.fillStyle = context.createPattern(bandFill(name), 'repeat') ?? colour('grey')
    context.fillRect(start, top, Math.max(ratio, end - start), laneHeight - 4 * ratio)
    if (end - start < context.measureText(name).width + 10 * ratio) continue
    context.fillStyle = colour('text')
    context.fillText(name, start + 4 * ratio, top + 2 * ratio)
  }
}

function paintStrokes({ context, x, y, left, right, ratio }: Canvas): void {
  const { lane, kind } = report.entries
  const isShown = new Uint8Array(report.entries.at.length)
  for (const entry of state.shown) isShown[entry] = 1
  const colours = kindColours()
  const drawn = new Set<string>()
  context.lineWidth = 1.2 * ratio
  context.globalAlpha = 0.75
  for (const [sent, received] of report.strokes) {
    const start = x(secondOf(sent))
    const end = x(secondOf(received))
    if (Math.max(start, end) < left || Math.min(start, end) > right) continue
    if (isShown[sent] === 0 && isShown[received] === 0) continue
    const [from, to] = [lane[sent] ?? 0, lane[received] ?? 0]
    const key = `${Math.round(start)} ${Math.round(end)} ${from} ${to}`
    if (drawn.has(key)) continue
    drawn.add(key)
    context.strokeStyle = colours[kind[sent] ?? 0] ?? ''
    context.beginPath()
    context.moveTo(start, y(from))
    context.lineTo(end, y(to))
    context.stroke()
  }
  context.globalAlpha = 1
}

/** Where an entry stands, in canvas pixels. */
function placeOf(entry: number, { x, y, laneHeight }: Canvas): { x: number; y: number } {
  const { lane, kind, way } = report.entries
  const rise = riseOf(KINDS[kind[entry] ?? 0] ?? 'note', way[entry] ?? 0)
  return { x: x(secondOf(entry)), y: y(lane[entry] ?? 0) + rise * laneHeight }
}

function paintMarks(canvas: Canvas): void {
  const { context, ratio, left, right } = canvas
  const { lane, kind, way, fault } = report.entries
  const colours = kindColours()
  const [ink, ground, alarm] = [colour('text'), colour('ground'), colour('red')]
  const last = new Int32Array(report.lanes.length * KINDS.length * 3).fill(-1e9)
  const { shown } = state
  for (let place = firstFrom(shown, state.from); place < shown.length; place++) {
    const entry = shown[place] ?? 0
    const at = placeOf(entry, canvas)
    if (at.x > right + MARK) break
    if (at.x < left - MARK) continue
    const [kindIndex, direction] = [kind[entry] ?? 0, way[entry] ?? 0]
    const slot = ((lane[entry] ?? 0) * KINDS.length + kindIndex) * 3 + direction
    const isBad = (fault[entry] ?? -1) >= 0
    if (!isBad && Math.round(at.x) - (last[slot] ?? 0) < ratio) continue
    last[slot] = Math.round(at.x)
    const isHollow = direction === 2
    context.save()
    context.translate(at.x, at.y)
    context.scale(MARK * ratio, MARK * ratio)
    context.fillStyle = isHollow ? ground : (colours[kindIndex] ?? ink)
    context.strokeStyle = isBad ? alarm : isHollow ? (colours[kindIndex] ?? ink) : ink
    context.lineWidth = isBad || isHollow ? 0.4 : 0.14
    const path = PATHS[kindIndex] as Path2D
    context.fill(path)
    context.stroke(path)
    context.restore()
  }
}

function paintChosen(canvas: Canvas, plot: uPlot): void {
  if (state.chosen < 0) return
  const { context, ratio } = canvas
  const { x, y } = placeOf(state.chosen, canvas)
  context.strokeStyle = colour('chosen')
  context.lineWidth = ratio
  context.setLineDash([3 * ratio, 3 * ratio])
  context.beginPath()
  context.moveTo(x, plot.bbox.top)
  context.lineTo(x, plot.bbox.top + plot.bbox.height)
  context.stroke()
  context.setLineDash([])
  context.lineWidth = 2.5 * ratio
  context.beginPath()
  context.arc(x, y, (MARK + 4) * ratio, 0, Math.PI * 2)
  context.stroke()
}

/** Draws all of it. */
export function paint(plot: uPlot): void {
  const canvas = canvasOf(plot)
  const { left, top, width, height } = plot.bbox
  plot.ctx.save()
  plot.ctx.beginPath()
  plot.ctx.rect(left, top, width, height)
  plot.ctx.clip()
  paintLanes(canvas)
  paintBands(canvas)
  paintStrokes(canvas)
  paintMarks(canvas)
  paintChosen(canvas, plot)
  plot.ctx.restore()
}

/** The shown entry nearest to a point of the drawing in CSS pixels; −1 if none is near. */
export function entryNear(plot: uPlot, left: number, top: number, reach = 12): number {
  const canvas = canvasOf(plot)
  const x = left * canvas.ratio + plot.bbox.left
  const y = top * canvas.ratio + plot.bbox.top
  const { shown } = state
  let best = -1
  let bestDistance = reach * canvas.ratio
  for (let at = firstFrom(shown, plot.posToVal(left - reach, 'x')); at < shown.length; at++) {
    const entry = shown[at] ?? 0
    const place = placeOf(entry, canvas)
    if (place.x > x + reach * canvas.ratio) break
    const distance = Math.hypot(place.x - x, place.y - y)
    if (distance < bestDistance) {
      best = entry
      bestDistance = distance
    }
  }
  return best
}
