/** The figures by which the attendance is measured, in words. */
import type { Kpi } from '@attendance/api'
import { t } from '@lingui/core/macro'
import type { Formats } from '@attendance/i18n'

export function kpiTitle(key: string): string {
  switch (key) {
    case 'avg_wait_time':
      return t`Tempo médio de espera`
    case 'first_response_time':
      return t`Tempo até a primeira resposta`
    case 'resolution_rate':
      return t`Taxa de resolução`
    case 'customer_satisfaction':
      return t`Satisfação do cliente`
    case 'attendant_utilization':
      return t`Utilização dos atendentes`
    case 'transfers_rate':
      return t`Taxa de transferências`
    default:
      return key
  }
}

/** What the server is asked for: every number of the page is of this. */
export interface Asked {
  since: string
  until: string
  queue_id: string
  channel: string
  attendant_id: string
}

/** What exactly is measured; the same words as in the guide. */
export function kpiDefinition(key: string): string {
  switch (key) {
    case 'avg_wait_time':
      return t`Média do tempo desde que o cliente foi entregue a pessoas até um atendente aceitar.`
    case 'first_response_time':
      return t`Média do tempo desde que a conversa foi dada a um atendente até a primeira mensagem dele ao cliente.`
    case 'resolution_rate':
      return t`Conversas de pessoas que foram resolvidas, sobre as resolvidas e as abandonadas.`
    case 'customer_satisfaction':
      return t`Média das notas de 0 a 10 que os clientes deram depois do atendimento.`
    case 'attendant_utilization':
      return t`Tempo com pelo menos uma conversa, sobre o tempo online dos atendentes. Não olha fila nem canal.`
    case 'transfers_rate':
      return t`Conversas transferidas pelo menos uma vez, sobre as que chegaram a pessoas.`
    default:
      return ''
  }
}

export function kpiValue({ unit }: Pick<Kpi, 'unit'>, value: number, formats: Formats): string {
  if (unit === 'seconds') return formats.duration(value)
  if (unit === 'percent') return formats.percent(value)
  return formats.decimal(value)
}

/** Whether the target is met; null when nothing was measured or there is none. */
export function isOnTarget({ value, target, higher_is_better: higherIsBetter }: Kpi): boolean | null {
  if (value === null || target === null) return null
  return higherIsBetter ? value > target : value < target
}

/** How it moved against the period before, in percent of that; null when it can't be said. */
export function changeOf({ value, previous }: Pick<Kpi, 'value' | 'previous'>): number | null {
  if (value === null || previous === null || previous === 0) return null
  return ((value - previous) / previous) * 100
}
