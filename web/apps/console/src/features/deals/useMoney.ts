import { useLingui } from '@lingui/react'

/** A value as people write it; exact cents only where they are asked for. */
export function useMoney(): (value: string) => string {
  const { i18n } = useLingui()
  const format = new Intl.NumberFormat(i18n.locale, { style: 'currency', currency: 'BRL' })
  return (value) => format.format(Number(value))
}
