import type { Execution } from '@attendance/api'
import type { Tone } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'

type Status = Execution['status']

export const STATUS_TONES: Record<Status, Tone> = {
  waiting: 'brand',
  finished: 'ok',
  failed: 'danger',
  cancelled: 'neutral',
}

export function useStatusNames(): Record<Status, string> {
  const { t } = useLingui()
  return { waiting: t`Esperando`, finished: t`Terminada`, failed: t`Com erro`, cancelled: t`Cancelada` }
}

export function useKindNames(): (kind: string) => string {
  const { t } = useLingui()
  const names: Record<string, string> = {
    dialogue: t`Conversa`,
    hook: t`Evento do atendimento`,
    schedule: t`Agendada`,
    webhook: t`Webhook`,
    tool: t`Ferramenta`,
  }
  return (kind) => names[kind] ?? kind
}
