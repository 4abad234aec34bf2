import { useLingui } from '@lingui/react/macro'

/** 0 low, 1 normal, 2 high, 3 urgent. */
export function usePriorityNames(): readonly string[] {
  const { t } = useLingui()
  return [t`Baixa`, t`Normal`, t`Alta`, t`Urgente`]
}
