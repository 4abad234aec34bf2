/** The company while it is being edited: times in units that people use, and back. */
import type { Company, CompanyPatch } from '@attendance/api'

export const UNITS = { minutes: 60, hours: 3600, days: 86_400 } as const
export type Unit = keyof typeof UNITS

/** A length of time; an amount of null is never. */
export interface Span {
  amount: number | null
  unit: Unit
}

/** In the largest unit that needs no fraction. */
export function spanOf(seconds: number | null): Span {
  if (seconds === null) return { amount: null, unit: 'hours' }
  const unit = (['days', 'hours', 'minutes'] as const).find((one) => seconds % UNITS[one] === 0) ?? 'minutes'
  return { amount: Math.max(1, Math.round(seconds / UNITS[unit])), unit }
}

export const secondsOf = ({ amount, unit }: Span): number | null =>
  amount === null ? null : amount * UNITS[unit]

/** Only what was changed. */
export function companyPatch(before: Company, after: Company): CompanyPatch {
  const known = new Map<string, unknown>(Object.entries(before))
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => known.get(name) !== value))
}

/** Time zones with what their clocks differ by now: "America/Sao_Paulo" and "GMT-3". */
export function zoneChoices(now: Date): { id: string; label: string; hint: string }[] {
  return Intl.supportedValuesOf('timeZone').map((id) => ({
    id,
    label: id.replaceAll('_', ' '),
    hint: offsetOf(id, now),
  }))
}

export function offsetOf(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

const COUNTRIES =
  `AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY
BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI
KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY
MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH
SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI
VN VU WF WS XK YE YT ZA ZM ZW`.split(/\s+/)

/** Currencies by their names in the reader's language. */
export function currencyChoices(locale: string): { id: string; label: string; hint: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return Intl.supportedValuesOf('currency')
    .map((id) => ({ id, label: names.of(id) ?? id, hint: id }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale))
}

/** Countries by their names in the reader's language. */
export function countryChoices(locale: string): { id: string; label: string; hint: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return COUNTRIES.map((id) => ({ id, label: names.of(id) ?? id, hint: id })).toSorted((a, b) =>
    a.label.localeCompare(b.label, locale),
  )
}
