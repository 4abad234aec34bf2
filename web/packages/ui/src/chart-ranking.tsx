import { stacked, textWidth } from './chart-scale'
import { colourOf, spoken, valueText, type ChartData, type ChartPoint, type OpenPoint } from './chart-types'
import { cn } from './cn'

interface ChartRankingProps extends ChartData {
  label: string
  minHeight: number
  onOpen?: OpenPoint | undefined
}

/** Horizontal bars under each other, as long as their sum; several series stand behind one another. */
export function ChartRanking({ label, minHeight, series, points, format, onOpen }: ChartRankingProps) {
  const longest = Math.max(...points.map(sumOf), 0)
  const first = series[0]
  // As wide in every row, so that the bars have one scale.
  const widest = Math.max(...points.map((point) => 1.2 * textWidth(sumText(point, format))), 48)
  const columns = { gridTemplateColumns: `minmax(88px, 30%) 1fr minmax(${widest}px, auto)` }
  return (
    <ul aria-label={label} style={{ minHeight }} className="space-y-1">
      {points.map((point) => {
        const row = <Row point={point} longest={longest} series={series} format={format} />
        const look = 'grid w-full items-center gap-3 rounded-md py-1.5'
        return (
          <li key={point.key}>
            {onOpen && first ? (
              <button
                type="button"
                aria-label={spoken(point, { series, format })}
                style={columns}
                className={cn(look, 'text-left hover:bg-hover')}
                onClick={() => onOpen(point, first)}
              >
                {row}
              </button>
            ) : (
              <div style={columns} className={look}>
                {row}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Row({
  point,
  longest,
  series,
  format,
}: { point: ChartPoint; longest: number } & Omit<ChartData, 'points'>) {
  const share = (value: number) => `${longest > 0 ? (value / longest) * 100 : 0}%`
  return (
    <>
      <span className="flex min-w-0 items-center gap-2">
        {point.icon}
        <span className="truncate">{point.label}</span>
      </span>
      <span aria-hidden className="flex h-2.5 overflow-hidden rounded-full bg-raised">
        {series.map((one, index) => (
          <span
            key={one.key}
            title={`${one.label}: ${valueText(point.values[index], format)}`}
            className="block h-full"
            style={{ width: share(Math.max(0, point.values[index] ?? 0)), background: colourOf(one, index) }}
          />
        ))}
      </span>
      <span className="text-right whitespace-nowrap tabular-nums">{sumText(point, format)}</span>
    </>
  )
}

function sumText(point: ChartPoint, format: (value: number) => string): string {
  return valueText(point.values.some((value) => value !== null) ? sumOf(point) : null, format)
}

function sumOf({ values }: ChartPoint): number {
  return stacked(values).at(-1)?.[1] ?? 0
}
