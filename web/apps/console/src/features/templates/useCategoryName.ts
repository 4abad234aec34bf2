import { useLingui } from '@lingui/react/macro'

/** The vendor's categories in words. */
export function useCategoryName(): (category: string) => string {
  const { t } = useLingui()
  const names: Record<string, string> = {
    marketing: t`Marketing`,
    utility: t`Utilidade`,
    authentication: t`Autenticação`,
  }
  return (category) => names[category] ?? category
}
