/** Wall-clock times of a time zone that need not be the browser's: what the screen says at "9:00" is 9:00 there. */

export interface WallTime {
  year: number
  /** 1-12 */
  month: number
  day: number
  hour: number
  minute: number
}

const FORMATS = new Map<string, Intl.DateTimeFormat>()

/** The clock and calendar of the zone at this instant. */
export function wallTimeIn(instant: Date, timeZone: string): WallTime {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return { year, month, day, hour, minute }
}

/** The instant at which the zone's clock shows this. Days and hours beyond their range roll over. */
export function instantAt({ year, month, day, hour, minute }: WallTime, timeZone: string): Date {
  const guess = Date.UTC(year, month - 1, day, hour, minute)
  const first = guess - offsetAt(guess, timeZone)
  // The offset may differ on the other side of a change of daylight saving time.
  return new Date(guess - offsetAt(first, timeZone))
}

/** For `<input type="datetime-local">`. */
export function toInput(instant: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = wallTimeIn(instant, timeZone)
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}

/** From `<input type="datetime-local">`. */
export function fromInput(value: string, timeZone: string): Date {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = value.split(/\D/).map(Number)
  return instantAt({ year, month, day, hour, minute }, timeZone)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function offsetAt(instant: number, timeZone: string): number {
  const { year, month, day, hour, minute } = wallTimeIn(new Date(instant), timeZone)
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant / 60_000) * 60_000
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  FORMATS.set(timeZone, format)
  return format
}
