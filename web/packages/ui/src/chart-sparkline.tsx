import { linePath } from './chart-scale'

/** How a figure went, as wide as a word. Decorative: the figure itself stands beside it. */
export function Sparkline({ values, className }: { values: readonly (number | null)[]; className?: string }) {
  const known = values.flatMap((value) => (value === null ? [] : [value]))
  if (known.length < 2) return <svg aria-hidden className={className} />
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const xs = values.map((_, index) => 2 + (index / (values.length - 1)) * 96)
  const ys = values.map((value) => (value === null ? null : 26 - ((value - low) / (high - low || 1)) * 22))
  return (
    <svg aria-hidden viewBox="0 0 100 28" preserveAspectRatio="none" className={className}>
      <path
        d={linePath(xs, ys)}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
