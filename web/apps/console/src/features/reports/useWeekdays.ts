import { useLingui } from '@lingui/react/macro'

/** From Monday on. */
export function useWeekdays(): readonly string[] {
  const { t } = useLingui()
  return [
    t`segunda-feira`,
    t`terça-feira`,
    t`quarta-feira`,
    t`quinta-feira`,
    t`sexta-feira`,
    t`sábado`,
    t`domingo`,
  ]
}
