import { useLingui } from '@lingui/react'
import { useMe } from '@/app/session'

/** A value in the company's currency, as people write it. */
export function useMoney(): (value: string) => string {
  const { i18n } = useLingui()
  const { currency } = useMe()
  const format = new Intl.NumberFormat(i18n.locale, { style: 'currency', currency })
  return (value) => format.format(Number(value))
}
