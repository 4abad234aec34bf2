/** Usual times to come back to something, in the time of the person's own clock. */
export type SnoozePreset = 'hour' | 'evening' | 'tomorrow' | 'monday' | 'week'

const MORNING_HOUR = 9
const EVENING_HOUR = 18
const MONDAY = 1

export function snoozePresets(now: Date): [SnoozePreset, Date][] {
  const presets: [SnoozePreset, Date][] = [['hour', new Date(now.getTime() + 3_600_000)]]
  const evening = at(now, 0, EVENING_HOUR)
  if (evening.getTime() - now.getTime() > 90 * 60_000) presets.push(['evening', evening])
  presets.push(['tomorrow', at(now, 1, MORNING_HOUR)])
  const daysToMonday = (7 + MONDAY - now.getDay()) % 7 || 7
  if (daysToMonday > 1) presets.push(['monday', at(now, daysToMonday, MORNING_HOUR)])
  presets.push(['week', at(now, 7, MORNING_HOUR)])
  return presets
}

/** For `<input type="datetime-local">`. */
export function localInput(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

function at(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
}
