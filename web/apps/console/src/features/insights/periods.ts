import { instantAt, wallTimeIn } from '@attendance/i18n'

export type Period = 'day' | 'week' | 'month'

const DAYS: Record<Exclude<Period, 'day'>, number> = { week: 7, month: 30 }

/** Where a period begins: today at the tenant's midnight, or so many days ago to the minute. */
export function sinceOf(period: Period, now: number, timeZone: string): string {
  const today = wallTimeIn(new Date(now), timeZone)
  const start =
    period === 'day' ? { ...today, hour: 0, minute: 0 } : { ...today, day: today.day - DAYS[period] }
  return instantAt(start, timeZone).toISOString()
}
