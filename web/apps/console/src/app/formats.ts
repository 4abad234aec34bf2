import { createFormats, isLocale, LOCALES, type Formats } from '@attendance/i18n'
import { useLingui } from '@lingui/react'
import { useQueryClient } from '@tanstack/react-query'
import type { Me } from '@attendance/api'

const made = new Map<string, Formats>()

/** Dates and numbers in the reader's language and the tenant's time zone. */
export function useFormats(): Formats {
  const { i18n } = useLingui()
  const me = useQueryClient().getQueryData<Me>(['me'])
  const locale = isLocale(i18n.locale) ? i18n.locale : LOCALES[0]
  const timeZone = me?.timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  const key = `${locale} ${timeZone}`
  const formats = made.get(key) ?? createFormats(locale, timeZone)
  made.set(key, formats)
  return formats
}
