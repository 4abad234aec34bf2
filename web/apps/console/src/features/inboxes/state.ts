/** How an inbox is, in one word, a colour and a sentence. The server's report knows a little more than the list. */
import type { Inbox, InboxReport } from '@attendance/api'
import type { Tone } from '@attendance/ui'
import { t } from '@lingui/core/macro'

export type InboxState = InboxReport['state']

/** What the list can tell without asking for each inbox's report. */
export function stateOf({ is_active: isActive, health }: Inbox): InboxState {
  if (!isActive) return 'paused'
  if (health.held) return 'held'
  if (health.check_problem || health.warnings.includes('token_expired')) return 'broken'
  const { last_error_at: errorAt, last_sent_at: sentAt, last_webhook_at: webhookAt } = health
  const hasFailed = errorAt !== null && (sentAt === null || errorAt > sentAt)
  if (health.warnings.length > 0 || health.refused_24h > 0 || hasFailed) return 'warning'
  return webhookAt === null && sentAt === null ? 'new' : 'well'
}

/** Worst first: what is looked at first is what needs somebody. */
export function needsSomebody(state: InboxState): boolean {
  return state === 'held' || state === 'broken'
}

export function stateTone(state: InboxState): Tone {
  switch (state) {
    case 'well':
      return 'ok'
    case 'warning':
    case 'new':
      return 'warn'
    case 'held':
    case 'broken':
      return 'danger'
    case 'paused':
      return 'neutral'
  }
}

export function stateName(state: InboxState): string {
  switch (state) {
    case 'well':
      return t`Funcionando`
    case 'warning':
      return t`Atenção`
    case 'new':
      return t`Nada recebido ainda`
    case 'held':
      return t`Envio parado`
    case 'broken':
      return t`Com problema`
    case 'paused':
      return t`Pausado`
  }
}
