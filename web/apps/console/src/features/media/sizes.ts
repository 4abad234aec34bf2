/** Bytes and seconds as people read them. */

const UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** 820 B, 14 kB, 1,4 MB: one decimal from megabytes on. */
export function sizeText(bytes: number, locale: string): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1)
  const digits = power > 1 ? 1 : 0
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(
    bytes / 1000 ** power,
  )
  return `${number} ${UNITS[power]}`
}

/** 0:07, 12:30, 1:02:03 */
export function clockText(seconds: number): string {
  const total = Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : 0
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  const tail = String(rest).padStart(2, '0')
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}
