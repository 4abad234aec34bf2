import type { Rating } from '@attendance/api'
import { t } from '@lingui/core/macro'
import type { Tone } from '@attendance/ui'

export const toneOf = (score: number): Tone => (score >= 9 ? 'ok' : score >= 7 ? 'warn' : 'danger')

/** Why the customer wasn't asked. */
export function reasonWords(reason: string | null): string {
  switch (reason) {
    case 'opted_out':
      return t`o cliente pediu para não receber mensagens`
    case 'blocked':
      return t`o contato está bloqueado`
    case 'inbox_paused':
      return t`o canal está pausado`
    case 'answers_a_machine':
      return t`quem escreveu por último foi uma máquina`
    case 'window_closed':
      return t`a janela de resposta estava fechada e não há modelo escolhido`
    case 'template_missing':
      return t`o modelo escolhido não existe neste canal`
    case 'template_not_approved':
      return t`o modelo escolhido não está aprovado`
    case 'template_invalid':
      return t`o modelo escolhido pede um dado que não temos`
    default:
      return t`a conversa continuou`
  }
}

/** How a question stands that has no score. */
export function stateWords({ state, reason }: Rating): string {
  switch (state) {
    case 'planned':
      return t`Será perguntada em instantes`
    case 'asked':
      return t`Perguntada, sem resposta ainda`
    case 'not_asked': {
      const why = reasonWords(reason)
      return t`Não foi perguntada: ${why}`
    }
    default:
      return t`Pergunta retirada: a conversa continuou`
  }
}
