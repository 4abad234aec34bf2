/** What a report asks, as the builder changes it. Every change leaves a definition that makes sense. */
import type {
  ReportCatalogue,
  ReportDefinition,
  ReportDimension,
  ReportFilter,
  ReportResult,
  ReportSource,
  WholeReportDefinition,
} from '@attendance/api'

export type Draft = WholeReportDefinition
export type Cell = ReportResult['rows'][number][number]

export const MOST_MEASURES = 6
export const MOST_DIMENSIONS = 3
const DAY_MS = 86_400_000

/** With everything said that may be left out. */
export function draftOf(definition: ReportDefinition): Draft {
  return {
    source: definition.source,
    measures: definition.measures,
    dimensions: definition.dimensions ?? [],
    filters: (definition.filters ?? []).map((one) => ({ op: 'in', ...one })),
    period: { key: 'last_30_days', first: null, last: null, ...definition.period },
    date: definition.date ?? null,
    order: definition.order ? { is_descending: true, ...definition.order } : null,
    limit: definition.limit ?? 200,
    chart: definition.chart ?? 'table',
  }
}

/** A source's plainest question: how many, day by day. */
export function beginWith(source: ReportSource): Draft {
  const [first] = source.measures
  return draftOf({
    source: source.key,
    measures: first ? [first.key] : [],
    dimensions: ['day'],
    chart: 'line',
  })
}

export function sourceOf(catalogue: ReportCatalogue, key: string): ReportSource | undefined {
  return catalogue.sources.find((one) => one.key === key)
}

export function withMeasures(draft: Draft, measures: string[]): Draft {
  return measures.length === 0 ? draft : settled({ ...draft, measures })
}

export function withDimensions(draft: Draft, dimensions: string[]): Draft {
  return settled({ ...draft, dimensions })
}

/** Sorting twice by the same column turns it round. */
export function sortedBy(draft: Draft, key: string): Draft {
  const isSame = draft.order?.by === key
  return { ...draft, order: { by: key, is_descending: isSame ? !draft.order?.is_descending : true } }
}

/** What is no longer in the report doesn't order it. */
function settled(draft: Draft): Draft {
  const isKept = draft.order && [...draft.measures, ...draft.dimensions].includes(draft.order.by)
  return isKept ? draft : { ...draft, order: null }
}

export function isComplete(draft: Draft): boolean {
  const { key, first, last } = draft.period
  if (key === 'between' && !(first && last && first <= last)) return false
  return draft.filters.every((one) => one.values.length > 0)
}

export function isSame(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

export function splits(source: ReportSource, draft: Draft): ReportDimension[] {
  return source.dimensions.filter((one) => !one.is_filter_only && !draft.dimensions.includes(one.key))
}

export function filterable(source: ReportSource): ReportDimension[] {
  return source.dimensions.filter((one) => !one.is_time)
}

export function newFilter(field: ReportDimension): ReportFilter {
  return { field: field.key, op: field.kind === 'number' ? 'at_least' : 'in', values: [] }
}

interface Charted {
  /** Places of the measures that are drawn: those with the unit of the first one. */
  places: number[]
  /** Place of the dimension whose values are the lines; null where the measures are. */
  seriesBy: number | null
}

/** How a result is drawn; null: only a table shows it. */
export function charted(result: ReportResult, draft: Draft): Charted | null {
  const split = draft.dimensions.length
  if (draft.chart === 'table' || split === 0 || split > 2 || result.rows.length === 0) return null
  const unit = result.columns[split]?.unit
  const places = result.columns.flatMap((one, place) =>
    one.unit !== null && one.unit === unit ? [place] : [],
  )
  // A ranking puts its parts behind one another: measures are no parts of a whole.
  const drawn = split === 2 || draft.chart === 'ranking' ? places.slice(0, 1) : places
  return { places: drawn, seriesBy: split === 2 ? 1 : null }
}

interface Pivot {
  keys: Cell[]
  series: Cell[]
  value: (key: Cell, series: Cell) => number | null
}

/** The second dimension's values become lines beside each other: the largest ones, so that they can be told apart.
 * Where nothing happened, what is counted is nothing; what is measured is unknown. */
export function pivoted(result: ReportResult, place: number, most: number): Pivot {
  const { unit } = result.columns[place] ?? {}
  const absent = unit === 'count' || unit === 'money' ? 0 : null
  const sums = new Map<Cell, number>()
  const found = new Map<string, number | null>()
  for (const row of result.rows) {
    const value = typeof row[place] === 'number' ? row[place] : null
    sums.set(row[1] ?? null, (sums.get(row[1] ?? null) ?? 0) + (value ?? 0))
    found.set(JSON.stringify([row[0], row[1]]), value)
  }
  const series = [...sums].toSorted((a, b) => b[1] - a[1]).map(([key]) => key)
  return {
    keys: keysOf(result),
    series: series.slice(0, most),
    value: (key, one) => {
      const value = found.get(JSON.stringify([key, one]))
      return value === undefined ? absent : value
    },
  }
}

/** The first dimension's values; days in which nothing happened stand among the others. */
function keysOf({ rows, columns, first, last, is_cut: isCut }: ReportResult): Cell[] {
  const known = [...new Set(rows.map((row) => row[0] ?? null))]
  const isInOrder = known.every((key, place) => place === 0 || String(known[place - 1]) < String(key))
  if (columns[0]?.kind !== 'day' || isCut || !isInOrder) return known
  const days: Cell[] = []
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}
