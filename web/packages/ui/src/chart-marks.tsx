import { areaPath, linePath, piecesOf, stacked } from './chart-scale'
import { colourOf, type Area, type ChartData, type ChartKind } from './chart-types'

interface ChartMarksProps extends Omit<ChartData, 'format'> {
  kind: Exclude<ChartKind, 'ranking'>
  xs: readonly number[]
  area: Area
  /** The point that is looked at. */
  active: number | null
}

/** The lines or bars themselves. */
export function ChartMarks(props: ChartMarksProps) {
  return (
    <>
      <Cursor {...props} />
      {props.kind === 'line' ? <Lines {...props} /> : <Bars {...props} />}
    </>
  )
}

function Cursor({ kind, xs, area, active }: ChartMarksProps) {
  if (active === null) return null
  const x = xs[active] ?? 0
  if (kind === 'line')
    return <line x1={x} x2={x} y1={area.top} y2={area.floor} className="stroke-line-strong" />
  const width = area.width / xs.length
  return (
    <rect
      x={x - width / 2}
      y={area.top}
      width={width}
      height={area.floor - area.top}
      className="fill-raised"
    />
  )
}

function Lines({ series, points, xs, area, active }: ChartMarksProps) {
  const isAlone = series.filter((one) => !one.isReference).length === 1
  return series.map((one, index) => {
    const ys = points.map(({ values }) => heightOf(values[index], area))
    const colour = colourOf(one, index)
    const dots = piecesOf(ys).flatMap(([from, to]) => (from === to ? [from] : []))
    const shown = active === null ? dots : [...dots, active]
    return (
      <g key={one.key} opacity={one.isReference ? 0.7 : 1}>
        {isAlone && !one.isReference && (
          <path d={areaPath(xs, ys, area.floor)} fill={colour} fillOpacity={0.1} />
        )}
        <path
          d={linePath(xs, ys)}
          fill="none"
          stroke={colour}
          strokeWidth={one.isReference ? 1.5 : 2}
          strokeDasharray={one.isReference ? '4 3' : undefined}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
        {[...new Set(shown)].map((at) => {
          const y = ys[at] ?? null
          return y === null ? null : <circle key={at} cx={xs[at]} cy={y} r={3.5} fill={colour} />
        })}
      </g>
    )
  })
}

function Bars({ kind, series, points, xs, area }: ChartMarksProps) {
  const column = area.width / Math.max(1, points.length)
  const room = Math.min(column * 0.72, 48 * (kind === 'stacked' ? 1 : series.length))
  const width = Math.max(1, kind === 'stacked' ? room : room / series.length)
  return points.map((point, at) => (
    <g key={point.key}>
      {(kind === 'stacked' ? stacked(point.values) : fromFloor(point.values)).map(([from, to], index) => {
        const one = series[index]
        if (!one || to === from) return null
        const x = (xs[at] ?? 0) - room / 2 + (kind === 'stacked' ? 0 : index * width)
        return (
          <rect
            key={one.key}
            x={x}
            y={area.y(to)}
            width={Math.max(1, width - (kind === 'stacked' ? 0 : 1))}
            height={Math.max(1, area.y(from) - area.y(to))}
            rx={Math.min(2, width / 4)}
            fill={colourOf(one, index)}
            opacity={one.isReference ? 0.45 : 1}
          />
        )
      })}
    </g>
  ))
}

function fromFloor(values: readonly (number | null)[]): [number, number][] {
  return values.map((value) => [0, value ?? 0])
}

function heightOf(value: number | null | undefined, area: Area): number | null {
  return value === null || value === undefined ? null : area.y(value)
}
