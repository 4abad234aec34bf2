/** Usual times to come back to something, by the clock of the tenant. */
import { instantAt, wallTimeIn } from '@attendance/i18n'

export type SnoozePreset = 'hour' | 'evening' | 'tomorrow' | 'monday' | 'week'

const MORNING_HOUR = 9
const EVENING_HOUR = 18
const MONDAY = 1
const HOUR_MS = 3_600_000

export function snoozePresets(now: Date, timeZone: string): [SnoozePreset, Date][] {
  const today = wallTimeIn(now, timeZone)
  const at = (days: number, hour: number) =>
    instantAt({ ...today, day: today.day + days, hour, minute: 0 }, timeZone)
  const presets: [SnoozePreset, Date][] = [['hour', new Date(now.getTime() + HOUR_MS)]]
  const evening = at(0, EVENING_HOUR)
  if (evening.getTime() - now.getTime() > 1.5 * HOUR_MS) presets.push(['evening', evening])
  presets.push(['tomorrow', at(1, MORNING_HOUR)])
  const weekday = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay()
  const daysToMonday = (7 + MONDAY - weekday) % 7 || 7
  if (daysToMonday > 1) presets.push(['monday', at(daysToMonday, MORNING_HOUR)])
  if (daysToMonday !== 7) presets.push(['week', at(7, MORNING_HOUR)])
  return presets
}
