import { colourOf, type ChartSeries } from './chart-types'

export function ChartLegend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-mute">
      {series.map((one, index) => (
        <li key={one.key} className="flex items-center gap-1.5">
          <Swatch series={one} index={index} />
          {one.label}
        </li>
      ))}
    </ul>
  )
}

/** The colour by which a series is known; a reference's is broken, as its line is. */
export function Swatch({ series, index }: { series: ChartSeries; index: number }) {
  const colour = colourOf(series, index)
  return (
    <svg aria-hidden width={12} height={8} className="shrink-0">
      {series.isReference ? (
        <line x1={0} x2={12} y1={4} y2={4} stroke={colour} strokeWidth={2} strokeDasharray="3 2" />
      ) : (
        <rect width={12} height={8} rx={2} fill={colour} />
      )}
    </svg>
  )
}
