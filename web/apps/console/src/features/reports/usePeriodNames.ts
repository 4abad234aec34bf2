import { useLingui } from '@lingui/react/macro'
import type { Draft } from './definition'

type PeriodKey = Draft['period']['key']

/** The periods in the order in which they are offered. */
export function usePeriodNames(): readonly [PeriodKey, string][] {
  const { t } = useLingui()
  return [
    ['today', t`Hoje`],
    ['yesterday', t`Ontem`],
    ['last_7_days', t`Últimos 7 dias`],
    ['last_30_days', t`Últimos 30 dias`],
    ['last_90_days', t`Últimos 90 dias`],
    ['this_week', t`Esta semana`],
    ['last_week', t`Semana passada`],
    ['this_month', t`Este mês`],
    ['last_month', t`Mês passado`],
    ['this_year', t`Este ano`],
    ['last_year', t`Ano passado`],
    ['between', t`Entre duas datas`],
  ]
}
