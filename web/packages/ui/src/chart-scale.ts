/** Where a chart's ticks, lines and labels go. Pure. */

const DECIMAL_STEPS = [1, 2, 2.5, 5, 10]
/** Steps at which people read time: seconds, minutes, hours, days. */
const TIME_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
]
const MOST_TICKS = 5

/** From 0 upwards, the last one at or above `max`; whole numbers when all values are whole. */
export function ticksUpTo(max: number, { isTime = false, isWhole = false } = {}): number[] {
  const step = stepFor(max > 0 ? max : 1, isTime, isWhole)
  const count = Math.max(1, Math.ceil((max > 0 ? max : 1) / step - 1e-9))
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

function stepFor(max: number, isTime: boolean, isWhole: boolean): number {
  const least = max / (MOST_TICKS - 1)
  const timed = isTime ? TIME_STEPS.find((step) => step >= least) : undefined
  if (timed !== undefined) return timed
  const unit = isTime ? 86_400 : 1
  const power = 10 ** Math.floor(Math.log10(least / unit)) * unit
  const steps = DECIMAL_STEPS.map((step) => step * power)
  const found = steps.find((step) => step >= least * (1 - 1e-9)) ?? power * 10
  return isWhole || isTime ? Math.max(unit, Math.ceil(found / unit) * unit) : found
}

/** Which labels of a row of `count` fit: every how manieth. */
export function labelEvery(count: number, labelWidth: number, width: number): number {
  if (count === 0 || width <= 0) return 1
  return Math.max(1, Math.ceil((count * labelWidth) / width))
}

/** About how wide a short text in the small size is; enough to leave room for it. */
export function textWidth(text: string): number {
  return Math.ceil(text.length * 6.3)
}

/** Where each of `count` columns has its middle. */
export function middles(count: number, left: number, width: number): number[] {
  const column = width / Math.max(1, count)
  return Array.from({ length: count }, (_, index) => left + column * (index + 0.5))
}

/** Which column stands under `x`, within bounds. */
export function columnAt(x: number, count: number, left: number, width: number): number {
  const index = Math.floor(((x - left) / Math.max(1, width)) * count)
  return Math.min(count - 1, Math.max(0, index))
}

/** An SVG path through the points; where there is no value the line breaks. */
export function linePath(xs: readonly number[], ys: readonly (number | null)[]): string {
  let isDown = false
  const steps: string[] = []
  xs.forEach((x, index) => {
    const y = ys[index] ?? null
    if (y !== null) steps.push(`${isDown ? 'L' : 'M'}${round(x)} ${round(y)}`)
    isDown = y !== null
  })
  return steps.join('')
}

/** The same, closed along the floor, piece by piece. */
export function areaPath(xs: readonly number[], ys: readonly (number | null)[], floor: number): string {
  return piecesOf(ys)
    .map(([from, to]) => {
      const line = linePath(xs.slice(from, to + 1), ys.slice(from, to + 1))
      return `${line}L${round(xs[to] ?? 0)} ${round(floor)}L${round(xs[from] ?? 0)} ${round(floor)}Z`
    })
    .join('')
}

/** First and last index of each unbroken run of values. */
export function piecesOf(ys: readonly (number | null)[]): [number, number][] {
  const pieces: [number, number][] = []
  ys.forEach((y, index) => {
    if (y === null) return
    const last = pieces.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else pieces.push([index, index])
  })
  return pieces
}

/** Where each value of a stack begins and ends, from the floor upwards; null is nothing. */
export function stacked(values: readonly (number | null)[]): [number, number][] {
  let sum = 0
  return values.map((value) => {
    const from = sum
    sum += value ?? 0
    return [from, sum]
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
