import type { Conversation } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'

export function useStatusNames(): Record<Conversation['status'], string> {
  const { t } = useLingui()
  return {
    bot: t`Com o bot`,
    waiting: t`Na fila`,
    assigned: t`Atribuída`,
    active: t`Em atendimento`,
    pending: t`Aguardando cliente`,
    resolved: t`Resolvida`,
    abandoned: t`Abandonada`,
  }
}
