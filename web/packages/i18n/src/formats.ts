/** Every date, duration and number on the screen goes through here. */
import type { Locale } from './locales'

export type Formats = ReturnType<typeof createFormats>

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

export function createFormats(locale: Locale, timeZone: string) {
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'narrow',
      maximumFractionDigits: 0,
    })
  const clock = dates({ hour: '2-digit', minute: '2-digit' })
  const weekday = dates({ weekday: 'long' })
  const shortDay = dates({ day: '2-digit', month: '2-digit' })
  const weekdayDate = dates({ weekday: 'short', day: '2-digit', month: '2-digit' })
  const longDay = dates({ day: 'numeric', month: 'long', year: 'numeric' })
  const moment = dates({
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  const month = dates({ month: 'long', year: 'numeric' })
  const key = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const [seconds, minutes, hours, days] = [unit('second'), unit('minute'), unit('hour'), unit('day')]
  const plain = new Intl.NumberFormat(locale)
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })

  const dayKey = (instant: string | number) => key.format(new Date(instant))

  return {
    timeZone,
    /** 14:02 */
    time: (instant: string) => clock.format(new Date(instant)),
    /** 22/11/2026, 14:02 */
    moment: (instant: string) => moment.format(new Date(instant)),
    /** 22/11 */
    shortDay: (instant: string) => shortDay.format(new Date(instant)),
    /** dom., 22/11 */
    weekdayDate: (instant: string) => weekdayDate.format(new Date(instant)),
    /** novembro de 2026 */
    month: (instant: string) => month.format(new Date(instant)),
    /** Sortable day in the time zone of the screen: 2026-11-22. */
    dayKey,
    /** hoje, ontem, segunda-feira, 3 de novembro de 2026 */
    day: (instant: string, now: number) => {
      const ago = daysBetween(dayKey(now), dayKey(instant))
      if (ago === 0 || ago === 1) return relative.format(-ago, 'day')
      return ago > 1 && ago < 7 ? weekday.format(new Date(instant)) : longDay.format(new Date(instant))
    },
    /** For list rows: 14:02 today, 21/11 before. */
    shortMoment: (instant: string, now: number) =>
      (dayKey(instant) === dayKey(now) ? clock : shortDay).format(new Date(instant)),
    /** 30s, 2min, 1h 5min, 3d: at most two units. */
    duration: (totalSeconds: number) => {
      const total = Math.max(0, Math.round(totalSeconds))
      if (total < MINUTE) return seconds.format(total)
      if (total < HOUR) return minutes.format(Math.floor(total / MINUTE))
      if (total >= 2 * DAY) return days.format(Math.floor(total / DAY))
      const rest = Math.floor((total % HOUR) / MINUTE)
      return [hours.format(Math.floor(total / HOUR)), rest ? minutes.format(rest) : '']
        .filter(Boolean)
        .join(' ')
    },
    number: (value: number) => plain.format(value),
    decimal: (value: number) => decimal.format(value),
    /** 0-100 → 88,4% */
    percent: (value: number) => `${decimal.format(value)}%`,
    list: (items: readonly string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
  }
}

function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(a) - Date.parse(b)) / (DAY * 1000))
}
