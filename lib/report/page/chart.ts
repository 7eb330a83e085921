/// <reference lib="dom" />
// The time line: uPlot gives canvas, axes and zooming by dragging; paint.ts draws what is on it.
import type uPlot from 'uplot'
import { entryCount, laneOf, lastSecond, report, secondOf, titleOf } from './data.js'
import { forgetTiles } from './bands-paint.js'
import { element } from './elements.js'
import { entryNear, paint } from './paint.js'
import { colour } from './shapes.js'
import { choose, move, onChange, state, view, viewAll, zoom } from './state.js'

/** The library, as its own script leaves it. */
const Library = (globalThis as unknown as { uPlot: typeof uPlot }).uPlot

const LANE_HEIGHT = 44
const NAMES_WIDTH = 210
/** The names stand this far from the edges. */
const NAMES_MARGIN = 14
const FONT = '12px system-ui, sans-serif'
const AXIS_HEIGHT = 46

/** How many lanes are seen at once: of more, the times stand at the top. */
const LANES_IN_VIEW = 12

const picture = element('picture')
const box = element('chart')
const hint = element('hint')

const pen = document.createElement('canvas').getContext('2d')

function fits(name: string): boolean {
  if (pen === null) return name.length < 20
  pen.font = FONT
  return pen.measureText(name).width <= NAMES_WIDTH - NAMES_MARGIN
}

/** A name as far as there is room: of a long one the beginning and, more of it, the end. */
function shorten(name: string): string {
  for (let kept = Math.min(name.length, 60); kept > 4; kept--) {
    const front = Math.floor(kept * 0.4)
    const short =
      kept === name.length ? name : `${name.slice(0, front)}…${name.slice(front - kept)}`
    if (fits(short)) return short
  }
  return '…'
}

const laneNames = report.lanes.map(shorten)

/** Seconds with as many digits as the distance of the ticks asks for. */
function seconds(values: readonly number[], distance: number): string[] {
  const digits = Math.min(6, Math.max(0, Math.ceil(-Math.log10(distance))))
  return values.map(value => `${value.toFixed(digits)} s`)
}

function options(): uPlot.Options {
  const lanes = report.lanes.length
  const axis = { stroke: () => colour('text'), font: FONT }
  return {
    width: box.clientWidth,
    height: lanes * LANE_HEIGHT + AXIS_HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: {
      x: { time: false, range: () => [state.from, state.to] },
      y: { dir: -1, range: () => [-0.5, Math.max(0.5, lanes - 0.5)] },
    },
    axes: [
      {
        ...axis,
        side: lanes > LANES_IN_VIEW ? 0 : 2,
        grid: { stroke: () => colour('line'), width: 1 },
        ticks: { stroke: () => colour('line') },
        values: (_, values, __, ___, distance) => seconds(values, distance),
      },
      {
        ...axis,
        size: NAMES_WIDTH,
        splits: () => report.lanes.map((_, lane) => lane),
        values: (_, values) => values.map(lane => laneNames[lane] ?? ''),
        grid: { show: false },
        ticks: { show: false },
      },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: {
      draw: [paint],
      setSelect: [
        plot => {
          const { left, width } = plot.select
          if (width > 3) view(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'))
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
        },
      ],
    },
  }
}

function listen(plot: uPlot): void {
  const { over } = plot
  let pressedAt = 0
  over.addEventListener('mousedown', event => (pressedAt = event.clientX))
  over.addEventListener('click', event => {
    if (Math.abs(event.clientX - pressedAt) > 3) return
    choose(entryNear(plot, event.offsetX, event.offsetY))
  })
  over.addEventListener('dblclick', viewAll)
  over.addEventListener('mousemove', event => {
    const entry = entryNear(plot, event.offsetX, event.offsetY)
    hint.hidden = entry < 0
    if (entry < 0) return
    hint.textContent = `${secondOf(entry).toFixed(6)} s  ${titleOf(entry)}`
    const isRight = event.offsetX > over.clientWidth / 2
    hint.style.left = `${event.clientX + (isRight ? -12 : 12)}px`
    hint.style.top = `${event.clientY + 14}px`
    hint.style.transform = isRight ? 'translateX(-100%)' : ''
  })
  over.addEventListener('mouseleave', () => (hint.hidden = true))
  over.addEventListener(
    'wheel',
    event => {
      event.preventDefault()
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
      if (isSideways) move(Math.sign(event.deltaX || event.deltaY) * 0.1)
      else zoom(event.deltaY > 0 ? 1.25 : 0.8, plot.posToVal(event.offsetX, 'x'))
    },
    { passive: false },
  )
}

function bringIntoView(): void {
  if (state.chosen < 0) return
  const top = laneOf(state.chosen) * LANE_HEIGHT
  const isAbove = top < picture.scrollTop
  const isBelow = top + 2 * LANE_HEIGHT > picture.scrollTop + picture.clientHeight
  if (isAbove || isBelow) picture.scrollTop = top - picture.clientHeight / 2
  const second = secondOf(state.chosen)
  const span = state.to - state.from
  if (second < state.from || second > state.to) view(second - span / 2, second + span / 2)
}

/** Starts the drawing. */
export function startChart(): void {
  if (entryCount === 0) {
    box.textContent = 'There is nothing to show.'
    return
  }
  // The library wants two points of a series to know the scales; the entries are drawn by us.
  const plot = new Library(options(), [[0, lastSecond], [0, 0]], box) // prettier-ignore
  listen(plot)
  new ResizeObserver(() => {
    if (box.clientWidth > 0 && box.clientWidth !== plot.width) {
      plot.setSize({ width: box.clientWidth, height: plot.height })
    }
  }).observe(box)
  let isAsked = false
  const redraw = (): void => {
    isAsked = false
    plot.setScale('x', { min: state.from, max: state.to })
    plot.redraw(false, true)
  }
  onChange(change => {
    if (change === 'theme') forgetTiles()
    if (change === 'chosen') bringIntoView()
    if (isAsked) return
    isAsked = true
    requestAnimationFrame(redraw)
  })
  element('zoom-in').addEventListener('click', () => zoom(0.5))
  element('zoom-out').addEventListener('click', () => zoom(2))
  element('zoom-all').addEventListener('click', viewAll)
  viewAll()
}
