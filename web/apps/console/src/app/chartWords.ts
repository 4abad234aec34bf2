import type { ChartWords } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'

/** What every chart says around its figures; `dimension` names what its points are. */
export function useChartWords(dimension: string, empty?: string): ChartWords {
  const { t } = useLingui()
  return {
    asTable: t`Ver como tabela`,
    asChart: t`Ver como gráfico`,
    empty: empty ?? t`Nada neste período.`,
    dimension,
    open: t`Clique ou Enter: ver as conversas`,
  }
}
