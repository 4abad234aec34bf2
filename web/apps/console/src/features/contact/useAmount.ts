import { useLingui } from '@lingui/react'

/** Money at a glance: cents only where there are some. */
export function useAmount(): (value: string, currency: string) => string {
  const { i18n } = useLingui()
  return (value, currency) => {
    const amount = Number(value)
    const format = new Intl.NumberFormat(i18n.locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
    })
    return format.format(amount)
  }
}
