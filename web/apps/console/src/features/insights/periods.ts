export type Period = 'day' | 'week' | 'month'

const DAYS: Record<Exclude<Period, 'day'>, number> = { week: 7, month: 30 }

/** Where a period begins: today at midnight, or so many days ago to the minute. */
export function sinceOf(period: Period, now: number): string {
  const start = new Date(now)
  if (period === 'day') start.setHours(0, 0, 0, 0)
  else start.setDate(start.getDate() - DAYS[period])
  return start.toISOString()
}
