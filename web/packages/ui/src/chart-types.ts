import type { ReactNode } from 'react'

/** `line` over time, `bars` side by side, `stacked` bars, `ranking`: horizontal bars that carry their names. */
export type ChartKind = 'line' | 'bars' | 'stacked' | 'ranking'

export interface ChartSeries {
  key: string
  label: string
  /** What the others are compared with: drawn faintly, cannot be opened. */
  isReference?: boolean
}

export interface ChartPoint {
  key: string
  /** In full: for tooltip, table and screen readers. */
  label: string
  /** Below the axis; the label when left out. */
  tick?: string
  icon?: ReactNode
  /** One per series, in their order; null where nothing was measured. */
  values: readonly (number | null)[]
}

/** The chart's own texts, in the reader's language. */
export interface ChartWords {
  asTable: string
  asChart: string
  empty: string
  /** Above the first column of the table: what the points are. */
  dimension: string
  /** In the tooltip, when a point can be opened. */
  open?: string
}

export interface ChartData {
  series: readonly ChartSeries[]
  points: readonly ChartPoint[]
  format: (value: number) => string
}

export type OpenPoint = (point: ChartPoint, series: ChartSeries) => void

/** Where the plot stands within its box, in pixels. */
export interface Area {
  left: number
  right: number
  top: number
  floor: number
  width: number
  /** How high a value stands. */
  y: (value: number) => number
}

const COLOURS = 6

/** A series' colour; a reference is drawn in the colour of what stands back. */
export function colourOf(series: ChartSeries, index: number): string {
  return series.isReference ? 'var(--mute)' : `var(--chart-${(index % COLOURS) + 1})`
}

/** One point in words: "12/11: Abertas 45, Resolvidas 38". */
export function spoken(point: ChartPoint, { series, format }: Pick<ChartData, 'series' | 'format'>): string {
  const values = series.map((one, index) => `${one.label} ${valueText(point.values[index], format)}`)
  return `${point.label}: ${values.join(', ')}`
}

export function valueText(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '—' : format(value)
}
