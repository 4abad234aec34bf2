/** The steps of a period as points of a chart. Pure. */
import type { Insights, InsightsStep } from '@attendance/api'
import type { ChartPoint } from '@attendance/ui'
import type { Formats } from '@attendance/i18n'

export function pointsOf(
  { step, steps }: Pick<Insights, 'step' | 'steps'>,
  formats: Pick<Formats, 'time' | 'shortDay' | 'weekdayDate'>,
  values: (step: InsightsStep) => (number | null)[],
): ChartPoint[] {
  return steps.map((one) => {
    const at = one.starts_at
    return {
      key: at,
      label: step === 'hour' ? `${formats.weekdayDate(at)}, ${formats.time(at)}` : formats.weekdayDate(at),
      tick: step === 'hour' ? formats.time(at) : formats.shortDay(at),
      values: values(one),
    }
  })
}

/** The piece of the period that a point stands for. */
export function spanOf({ steps, until }: Pick<Insights, 'steps' | 'until'>, key: string) {
  const at = steps.findIndex((one) => one.starts_at === key)
  return { since: key, until: steps[at + 1]?.starts_at ?? until }
}
