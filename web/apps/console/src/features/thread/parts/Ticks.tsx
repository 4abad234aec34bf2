import type { MessageState } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react'

/** How far a message of ours got. */
export function Ticks({ state, onBrand }: { state: MessageState | 'sending'; onBrand?: boolean }) {
  const { t } = useLingui()
  const names: Record<string, string> = {
    sending: t`Enviando`,
    queued: t`Na fila de envio`,
    sent: t`Enviada`,
    delivered: t`Entregue`,
    read: t`Lida`,
    played: t`Ouvida`,
    failed: t`Não entregue`,
  }
  const label = names[state]
  if (!label) return null
  const isRead = state === 'read' || state === 'played'
  const Icon =
    state === 'failed'
      ? CircleAlert
      : state === 'sent'
        ? Check
        : state === 'delivered' || isRead
          ? CheckCheck
          : Clock
  const colour =
    state === 'failed'
      ? onBrand
        ? 'text-[#ffd9d6]'
        : 'text-danger'
      : isRead
        ? onBrand
          ? 'text-[#8fe3ff]'
          : 'text-brand-text'
        : ''
  return <Icon size={13} role="img" aria-label={label} className={`shrink-0 ${colour}`} />
}
