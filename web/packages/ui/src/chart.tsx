import { ChartColumn, Table2 } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { IconButton } from './button'
import { ChartLegend } from './chart-legend'
import { ChartPlot } from './chart-plot'
import { ChartRanking } from './chart-ranking'
import { ChartTable } from './chart-table'
import type { ChartData, ChartKind, ChartWords, OpenPoint } from './chart-types'

export interface ChartProps extends ChartData {
  kind: ChartKind
  /** What is shown; assistive technology reads it out. */
  label: string
  words: ChartWords
  /** Shorter than `format`, for the axis. */
  formatAxis?: ((value: number) => string) | undefined
  /** Values are seconds: the axis steps by minutes and hours. */
  isTime?: boolean
  /** A line across the chart. */
  target?: { value: number; label: string } | undefined
  /** In pixels; the place is kept while there is nothing to show. */
  height?: number
  /** What stands behind a value; without it nothing can be pressed. */
  onOpen?: OpenPoint | undefined
  /** Buttons beside the switch to the table. */
  actions?: ReactNode
}

/** Figures as a picture or as a table; both can be read and used with the keyboard alone. */
export function Chart({ kind, label, words, height = 220, actions, ...rest }: ChartProps) {
  const [isTable, setIsTable] = useState(false)
  const id = useId()
  const isEmpty = rest.points.every(({ values }) => values.every((value) => value === null))
  const hasLegend = rest.series.length > 1
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <figcaption id={id} className="sr-only">
        {label}
      </figcaption>
      <div className="mb-2 flex min-h-8 items-center gap-2">
        <div className="min-w-0 flex-1">{hasLegend && <ChartLegend series={rest.series} />}</div>
        {actions}
        <IconButton
          label={isTable ? words.asChart : words.asTable}
          icon={isTable ? <ChartColumn size={15} /> : <Table2 size={15} />}
          disabled={isEmpty}
          onClick={() => setIsTable(!isTable)}
        />
      </div>
      {isEmpty ? (
        <p style={{ height }} className="grid place-items-center text-center text-pretty text-mute">
          {words.empty}
        </p>
      ) : isTable ? (
        <ChartTable label={label} words={words} height={height} {...rest} />
      ) : kind === 'ranking' ? (
        <ChartRanking label={label} minHeight={height} {...rest} />
      ) : (
        <ChartPlot kind={kind} label={label} openHint={words.open} height={height} {...rest} />
      )}
    </figure>
  )
}
