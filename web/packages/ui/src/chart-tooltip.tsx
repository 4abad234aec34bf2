import { Swatch } from './chart-legend'
import { valueText, type ChartPoint, type ChartSeries } from './chart-types'
import { cn } from './cn'

interface ChartTooltipProps {
  point: ChartPoint
  series: readonly ChartSeries[]
  format: (value: number) => string
  /** Where the point stands, and how wide the chart is: the words stay inside. */
  x: number
  width: number
  /** The series that Enter would open. */
  selected?: ChartSeries | undefined
  hint?: string | undefined
}

/** For eyes only: the slider says the same in words. */
export function ChartTooltip({ point, series, format, x, width, selected, hint }: ChartTooltipProps) {
  const isRight = x > width / 2
  return (
    <div
      aria-hidden
      style={isRight ? { right: width - x + 12 } : { left: x + 12 }}
      className="pointer-events-none absolute top-1 z-10 max-w-60 min-w-36 rounded-md bg-panel px-2.5 py-2 text-xs shadow-float"
    >
      <p className="mb-1 font-medium">{point.label}</p>
      {series.map((one, index) => (
        <p key={one.key} className="flex items-center gap-2">
          <Swatch series={one} index={index} />
          <span
            className={cn('min-w-0 flex-1 truncate text-mute', one === selected && 'font-medium text-ink')}
          >
            {one.label}
          </span>
          <span className="tabular-nums">{valueText(point.values[index], format)}</span>
        </p>
      ))}
      {hint && <p className="mt-1 text-2xs text-mute">{hint}</p>}
    </div>
  )
}
