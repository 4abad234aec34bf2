import { useLingui } from '@lingui/react/macro'
import type { CommandGroup } from './registry'

/** What is nearest comes first. */
export const GROUPS: readonly CommandGroup[] = ['conversation', 'list', 'navigation', 'general']

export function useGroupTitles(): Record<CommandGroup, string> {
  const { t } = useLingui()
  return { conversation: t`Esta conversa`, list: t`Lista`, navigation: t`Ir para`, general: t`Geral` }
}
