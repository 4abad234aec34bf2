/** Statuses, priorities, categories and what happened, in words. */
import type { TicketHistoryEntry, TicketPriority, TicketStatus } from '@attendance/api'
import { t } from '@lingui/core/macro'
import { useLingui } from '@lingui/react'
import type { Tone } from '@attendance/ui'
import type { Sort } from './filter'

export function useTicketWords() {
  useLingui() // again when the language changes
  const statuses: Record<TicketStatus, string> = {
    open: t`Aberto`,
    in_progress: t`Em andamento`,
    pending: t`Aguardando`,
    resolved: t`Resolvido`,
    closed: t`Fechado`,
  }
  const priorities: Record<TicketPriority, string> = {
    low: t`Baixa`,
    normal: t`Normal`,
    high: t`Alta`,
    urgent: t`Urgente`,
  }
  const categories: Record<string, string> = {
    sales: t`Vendas`,
    support: t`Suporte`,
    billing: t`Financeiro`,
    technical: t`Técnico`,
  }
  const sorts: Record<Sort, string> = {
    updated: t`Mudança mais recente`,
    created: t`Abertura mais recente`,
    priority: t`Prioridade`,
  }
  return {
    statuses,
    priorities,
    sorts,
    category: (name: string) => categories[name] ?? name,
    happened: (entry: TicketHistoryEntry) => happened(entry, statuses),
  }
}

export const STATUS_TONES: Record<TicketStatus, Tone> = {
  open: 'brand',
  in_progress: 'ok',
  pending: 'warn',
  resolved: 'neutral',
  closed: 'neutral',
}

export const PRIORITY_TONES: Record<TicketPriority, Tone> = {
  low: 'neutral',
  normal: 'neutral',
  high: 'warn',
  urgent: 'danger',
}

function happened({ kind, data, actor }: TicketHistoryEntry, statuses: Record<string, string>): string {
  const who = actor.kind === 'system' ? t`Sistema` : actor.kind === 'bot' ? t`Bot` : actor.name
  const word = (name: string) => (typeof data[name] === 'string' ? data[name] : '')
  switch (kind) {
    case 'ticket.opened':
      return data.by === 'rule' ? t`Aberto automaticamente` : t`${who} abriu o ticket`
    case 'ticket.changed':
      return t`${who} mudou ${fieldNames(Object.keys(data.changed ?? {}))}`
    case 'ticket.moved': {
      const status = statuses[word('status')] ?? word('status')
      return data.by === 'conversation' ? t`${status}, junto com a conversa` : t`${who} mudou para ${status}`
    }
    case 'ticket.assigned': {
      const name = word('assigned_to_name')
      return name ? t`${who} atribuiu a ${name}` : t`${who} tirou o responsável`
    }
    case 'ticket.transferred': {
      const queue = word('queue_name')
      return t`${who} transferiu para a fila ${queue}`
    }
    case 'ticket.commented':
      return data.is_public ? t`${who} respondeu ao cliente` : t`${who} comentou`
    case 'ticket.watched':
      return t`${who} mudou quem acompanha`
    case 'ticket.merged': {
      const number = word('into_number')
      return t`${who} juntou a ${number}`
    }
    case 'ticket.absorbed': {
      const number = word('merged_number')
      return t`${who} juntou ${number} a este`
    }
    case 'ticket.unmerged': {
      const number = word('other_number')
      return t`${who} separou de ${number}`
    }
    case 'ticket.split': {
      const number = word('into_number')
      return t`${who} dividiu em ${number}`
    }
    case 'ticket.deleted':
      return t`${who} excluiu o ticket`
    case 'ticket.restored':
      return t`${who} trouxe o ticket de volta`
    default:
      return `${who}: ${kind}`
  }
}

function fieldNames(names: string[]): string {
  const known: Record<string, string> = {
    subject: t`o assunto`,
    description: t`a descrição`,
    priority: t`a prioridade`,
    category: t`a categoria`,
    tags: t`as etiquetas`,
    custom_fields: t`os campos`,
  }
  return names.map((name) => known[name] ?? name).join(', ')
}
