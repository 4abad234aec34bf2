import type { ReportResult } from '@attendance/api'
import { Chart, type ChartProps } from '@attendance/ui'
import { useChartWords } from '@/app/chartWords'
import { charted, pivoted, type Draft } from '../definition'
import { useCells } from '../useCells'

const MOST_SERIES = 6
const MOST_POINTS = 120
const MOST_RANKED = 25

interface ResultChartProps {
  title: string
  result: ReportResult
  draft: Draft
}

/** The result as lines, bars or a ranking; nothing where only a table can show it. */
export function ResultChart({ title, result, draft }: ResultChartProps) {
  const first = result.columns[0]
  const words = useChartWords(first?.name ?? '')
  const shown = useShown(result, draft)
  if (!shown || draft.chart === 'table') return null
  return (
    <div className="rounded-xl border border-line bg-panel p-4">
      <Chart
        {...shown}
        kind={draft.chart === 'bar' ? 'bars' : draft.chart}
        label={title}
        words={words}
        height={260}
      />
    </div>
  )
}

type Shown = Pick<ChartProps, 'series' | 'points' | 'format' | 'isTime'>

function useShown(result: ReportResult, draft: Draft): Shown | null {
  const cells = useCells(result)
  const drawn = charted(result, draft)
  const [first, second] = result.columns
  const unit = drawn ? result.columns[drawn.places[0] ?? 0]?.unit : null
  if (!drawn || !first || !unit) return null
  const common = { format: (value: number) => cells.number(unit, value), isTime: unit === 'seconds' }
  const most = draft.chart === 'ranking' ? MOST_RANKED : MOST_POINTS
  const point = (key: (typeof result.rows)[number][number], values: (number | null)[]) => ({
    key: String(key),
    label: cells.name(first, key),
    tick: cells.tick(first, key),
    values,
  })
  if (drawn.seriesBy === null || !second) {
    return {
      ...common,
      series: drawn.places.map((place) => ({
        key: result.columns[place]?.key ?? '',
        label: result.columns[place]?.name ?? '',
      })),
      points: result.rows.slice(0, most).map((row) =>
        point(
          row[0] ?? null,
          drawn.places.map((place) => numberOf(row[place])),
        ),
      ),
    }
  }
  const table = pivoted(result, drawn.places[0] ?? 0, MOST_SERIES)
  return {
    ...common,
    series: table.series.map((one) => ({ key: String(one), label: cells.name(second, one) })),
    points: table.keys.slice(0, most).map((key) =>
      point(
        key,
        table.series.map((one) => table.value(key, one)),
      ),
    ),
  }
}

function numberOf(cell: unknown): number | null {
  return typeof cell === 'number' ? cell : null
}
