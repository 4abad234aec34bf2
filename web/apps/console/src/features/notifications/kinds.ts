import type { NotificationSetting } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'

export type Kind = NotificationSetting['kind']

/** What is told by mail, to whom, and its template. */
export function useKinds(): Record<Kind, { title: string; to: string; template: string }> {
  const { t } = useLingui()
  return {
    new_assignment: {
      title: t`Conversa atribuída`,
      to: t`Para o atendente que a recebeu.`,
      template: 'attendant-assignment',
    },
    customer_waiting: {
      title: t`Cliente esperando resposta`,
      to: t`Para o atendente; sem atendente, para os supervisores.`,
      template: 'customer-waiting',
    },
    queue_alert: { title: t`Fila cheia`, to: t`Para os supervisores.`, template: 'queue-alert' },
    sla_breach: {
      title: t`Espera além do limite da fila`,
      to: t`Para os administradores.`,
      template: 'sla-breach',
    },
    resolved: {
      title: t`Atendimento concluído`,
      to: t`Para o cliente, se o e-mail dele é conhecido.`,
      template: 'conversation-resolved',
    },
  }
}
