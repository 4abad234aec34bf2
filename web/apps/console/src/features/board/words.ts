import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import type { ColumnKey } from './columns'

export function useColumnNames(): Record<ColumnKey, string> {
  const { t } = useLingui()
  return useMemo(
    () => ({
      new: t`Novos`,
      active: t`Em Atendimento`,
      pending: t`Aguardando`,
      resolved: t`Resolvidos`,
    }),
    [t],
  )
}
