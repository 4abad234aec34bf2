import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { ChartMarks } from './chart-marks'
import { columnAt, labelEvery, middles, textWidth, ticksUpTo } from './chart-scale'
import { ChartTooltip } from './chart-tooltip'
import { spoken, type Area, type ChartData, type ChartKind, type OpenPoint } from './chart-types'
import { useWidth } from './useWidth'

interface ChartPlotProps extends ChartData {
  kind: Exclude<ChartKind, 'ranking'>
  label: string
  height: number
  formatAxis?: ((value: number) => string) | undefined
  isTime?: boolean
  target?: { value: number; label: string } | undefined
  openHint?: string | undefined
  onOpen?: OpenPoint | undefined
}

const ABOVE = 8
const BELOW = 22
const BESIDE = 8

/** Axes, marks, and one point at a time in words: under the pointer, or moved by the arrow keys. */
export function ChartPlot(props: ChartPlotProps) {
  const { kind, label, series, points, format, height, formatAxis = format, isTime, target, onOpen } = props
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [active, setActive] = useState<number | null>(null)
  const [chosen, setChosen] = useState(0)
  const touched = useRef<number | null>(null)

  const highest = Math.max(highestOf(props), target?.value ?? 0)
  const isWhole = points.every(({ values }) => values.every((value) => Number.isInteger(value ?? 0)))
  const ticks = ticksUpTo(highest, { isTime: isTime ?? false, isWhole })
  const area = areaFor(ticks, formatAxis, width, height)
  const xs = middles(points.length, area.left, area.width)
  const at = Math.min(active ?? points.length - 1, points.length - 1)
  const point = points[at]
  const openable = series.filter((one) => !one.isReference)
  const selected = openable[Math.min(chosen, openable.length - 1)]

  const move = (event: PointerEvent<HTMLDivElement>) => {
    const bounds = event.currentTarget.getBoundingClientRect()
    setActive(columnAt(event.clientX - bounds.left, points.length, area.left, area.width))
    setChosen(nearest(props, area, event, bounds.top))
  }
  const open = () => point && selected && onOpen?.(point, selected)
  const press = (event: KeyboardEvent) => {
    const next = nextOf(event.key, at, points.length)
    if (next !== null) setActive(next)
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown')
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : openable.length - 1)) % openable.length)
    else if (event.key === 'Enter' || event.key === ' ') open()
    else if (event.key === 'Escape') setActive(null)
    else return
    event.preventDefault()
  }
  return (
    <div ref={box} style={{ height }} className="relative">
      <svg aria-hidden width={width} height={height} className="absolute inset-0 overflow-visible">
        <Axes
          area={area}
          xs={xs}
          ticks={ticks.map((value) => ({ y: area.y(value), text: formatAxis(value) }))}
          labels={points.map((one) => one.tick ?? one.label)}
        />
        <ChartMarks kind={kind} series={series} points={points} xs={xs} area={area} active={active} />
        {target && <Target area={area} y={area.y(target.value)} label={target.label} />}
      </svg>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={points.length - 1}
        aria-valuenow={at}
        aria-valuetext={point && spoken(point, { series, format })}
        className={onOpen ? 'absolute inset-0 cursor-pointer' : 'absolute inset-0'}
        onPointerMove={move}
        onPointerDown={(event) => {
          // A finger has no hover: its first touch shows, the next one on the same point opens.
          touched.current = event.pointerType === 'touch' ? active : null
          move(event)
        }}
        onPointerLeave={(event) => event.pointerType !== 'touch' && setActive(null)}
        onFocus={() => setActive((old) => old ?? points.length - 1)}
        onBlur={() => setActive(null)}
        onKeyDown={press}
        onClick={(event) => {
          const isTouch = (event.nativeEvent as globalThis.PointerEvent).pointerType === 'touch'
          if (!isTouch || touched.current === active) open()
        }}
      />
      {active !== null && point && (
        <ChartTooltip
          point={point}
          series={series}
          format={format}
          x={xs[at] ?? 0}
          width={width}
          selected={onOpen && selected}
          hint={onOpen && props.openHint}
        />
      )}
    </div>
  )
}

function highestOf({ kind, points }: Pick<ChartPlotProps, 'kind' | 'points'>): number {
  const heights = points.map(({ values }) =>
    kind === 'stacked'
      ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
      : Math.max(0, ...values.map((value) => value ?? 0)),
  )
  return Math.max(0, ...heights)
}

function areaFor(
  ticks: readonly number[],
  format: (value: number) => string,
  width: number,
  height: number,
): Area {
  const left = Math.max(...ticks.map((tick) => textWidth(format(tick)))) + BESIDE
  const [right, floor, top] = [width - BESIDE, height - BELOW, ABOVE]
  const high = ticks.at(-1) ?? 1
  const y = (value: number) => floor - (value / high) * (floor - top)
  return { left, right, top, floor, width: Math.max(1, right - left), y }
}

/** Which of the series that can be opened is meant by the pointer's height. */
function nearest(
  { kind, series, points }: ChartPlotProps,
  area: Area,
  event: PointerEvent<HTMLDivElement>,
  top: number,
): number {
  const bounds = event.currentTarget.getBoundingClientRect()
  const at = columnAt(event.clientX - bounds.left, points.length, area.left, area.width)
  const y = event.clientY - top
  let sum = 0
  const distances = series.flatMap((one, index) => {
    const value = points[at]?.values[index] ?? null
    sum += value ?? 0
    if (one.isReference) return []
    const middle = kind === 'stacked' ? sum - (value ?? 0) / 2 : (value ?? 0)
    return [value === null ? Infinity : Math.abs(area.y(middle) - y)]
  })
  return Math.max(0, distances.indexOf(Math.min(...distances)))
}

function nextOf(key: string, at: number, count: number): number | null {
  if (key === 'ArrowLeft') return Math.max(0, at - 1)
  if (key === 'ArrowRight') return Math.min(count - 1, at + 1)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}

interface AxesProps {
  area: Area
  xs: readonly number[]
  ticks: readonly { y: number; text: string }[]
  labels: readonly string[]
}

function Axes({ area, xs, ticks, labels }: AxesProps) {
  const widest = Math.max(0, ...labels.map(textWidth)) + 12
  const every = labelEvery(labels.length, widest, area.width)
  return (
    <g className="fill-mute text-2xs">
      {ticks.map(({ y, text }) => (
        <g key={y}>
          <line x1={area.left} x2={area.right} y1={y} y2={y} className="stroke-line" />
          <text x={area.left - 6} y={y + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {labels.map(
        (label, index) =>
          index % every === 0 && (
            <text key={xs[index]} x={xs[index]} y={area.floor + 16} textAnchor="middle">
              {label}
            </text>
          ),
      )}
    </g>
  )
}

function Target({ area, y, label }: { area: Area; y: number; label: string }) {
  return (
    <g>
      <line x1={area.left} x2={area.right} y1={y} y2={y} className="stroke-warn" strokeDasharray="5 4" />
      <text
        x={area.right}
        y={y - 5}
        textAnchor="end"
        stroke="var(--panel)"
        strokeWidth={4}
        paintOrder="stroke"
        className="fill-warn text-2xs"
      >
        {label}
      </text>
    </g>
  )
}
