/** Events of a conversation in words. */
import type { TimelineEntry } from '@attendance/api'
import { t } from '@lingui/core/macro'
import { useLingui } from '@lingui/react'
import { useFormats } from '@/app/formats'
import { usePriorityNames } from '@/features/actions/priorities'
import { reasonWords } from '@/features/ratings/words'

export function useEventWords(): (entry: TimelineEntry) => string {
  useLingui() // again when the language changes
  const { moment, duration, list } = useFormats()
  const priorityNames = usePriorityNames()

  return ({ kind, data, actor }) => {
    const who = actor.kind === 'system' ? t`Sistema` : actor.kind === 'bot' ? t`Bot` : actor.name
    const [name, queue] = [wordOf(data.assigned_to_name), wordOf(data.queue_name)]
    switch (kind) {
      case 'conversation.reopened':
        return t`${who} reabriu a conversa`
      case 'conversation.handed_over':
        return queue
          ? t`O bot passou para atendimento humano, fila ${queue}`
          : t`O bot passou para atendimento humano`
      case 'conversation.queued':
        return data.reason === 'transfer'
          ? t`${who} transferiu para a fila ${queue}`
          : t`Entrou na fila ${queue}`
      case 'conversation.assigned':
        if (data.how === 'transfer') return t`${who} transferiu para ${name}`
        if (data.how === 'assigned') return t`${who} atribuiu a ${name}`
        return data.how === 'taken' ? t`${name} assumiu` : t`Atribuída a ${name}`
      case 'conversation.accepted': {
        const waited = typeof data.waited_seconds === 'number' ? duration(data.waited_seconds) : null
        return waited ? t`${name} aceitou após ${waited}` : t`${name} aceitou`
      }
      case 'conversation.pended':
        return t`${who} marcou como aguardando o cliente`
      case 'conversation.activated':
        return t`Atendimento retomado`
      case 'conversation.snoozed': {
        const until = typeof data.until === 'string' ? moment(data.until) : ''
        return t`${who} adiou até ${until}`
      }
      case 'conversation.woken':
        return t`A conversa voltou do adiamento`
      case 'conversation.resolved':
        return t`${who} resolveu a conversa`
      case 'conversation.missed':
        return t`Ninguém atendeu a tempo`
      case 'conversation.released':
        return t`A conversa voltou para o bot`
      case 'conversation.abandoned':
        return t`Encerrada por falta de resposta do cliente`
      case 'conversation.rated': {
        const rating = Number(data.rating)
        return t`O cliente avaliou o atendimento com nota ${rating}`
      }
      case 'conversation.rating_commented':
        return t`O cliente contou o motivo da nota`
      case 'conversation.rating_not_asked': {
        const why = reasonWords(wordOf(data.reason))
        return t`A nota não foi perguntada: ${why}`
      }
      case 'conversation.tagged':
        return tagWords(who, wordsOf(data.added), wordsOf(data.removed), list)
      case 'conversation.priority_changed': {
        const priority = priorityNames[Number(data.priority)] ?? ''
        return t`${who} mudou a prioridade para ${priority}`
      }
      default:
        return `${who}: ${kind}`
    }
  }
}

function tagWords(
  who: string,
  added: string[],
  removed: string[],
  list: (items: readonly string[]) => string,
): string {
  const [plus, minus] = [list(added), list(removed)]
  if (added.length > 0 && removed.length > 0) return t`${who} trocou as etiquetas ${minus} por ${plus}`
  return added.length > 0 ? t`${who} adicionou a etiqueta ${plus}` : t`${who} removeu a etiqueta ${minus}`
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function wordsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
