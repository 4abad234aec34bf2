/** The figures by which the attendance is measured, in words. */
import type { InsightsStep, Kpi } from '@attendance/api'
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
    case 'nps':
      return t`NPS`
    default:
      return key
  }
}

/** What exactly is measured; the same words as in the guide. */
export function kpiDefinition(key: string): string {
  switch (key) {
    case 'avg_wait_time':
      return t`Média do tempo desde que o cliente pediu uma pessoa até um atendente aceitar, uma vez por atendimento.`
    case 'first_response_time':
      return t`Média do tempo desde que a conversa foi dada a um atendente até a primeira mensagem ao cliente, uma vez por atendimento.`
    case 'resolution_rate':
      return t`Atendimentos de pessoas que terminaram resolvidos, sobre os resolvidos e os abandonados.`
    case 'customer_satisfaction':
      return t`Média das notas de 0 a 10 que os clientes deram depois do atendimento.`
    case 'attendant_utilization':
      return t`Tempo com pelo menos uma conversa, sobre o tempo online dos atendentes. Não olha fila nem canal.`
    case 'transfers_rate':
      return t`Dos atendimentos que chegaram a pessoas no período, os que foram transferidos pelo menos uma vez.`
    case 'nps':
      return t`Notas 9 e 10 menos notas 0 a 6, em pontos por cem respostas: de −100 a 100.`
    default:
      return ''
  }
}

/** What stands behind a figure's number, for its list; null: no conversations do. */
export function unitBehind(key: string): 'seconds' | 'score' | 'outcome' | 'none' | null {
  switch (key) {
    case 'avg_wait_time':
    case 'first_response_time':
    case 'resolved':
    case 'abandoned':
      return 'seconds'
    case 'resolution_rate':
      return 'outcome'
    case 'customer_satisfaction':
    case 'nps':
      return 'score'
    case 'transfers_rate':
    case 'opened':
      return 'none'
    default:
      return null
  }
}

/** The figure's value at one step of the charts. */
export function valueAt(step: InsightsStep, key: string): number | null {
  const value = (step as unknown as Record<string, number | string | null>)[key]
  return typeof value === 'number' ? value : null
}

/** To the second below an hour: 80 s and a target of 30 s are not the same minute. */
export function took(seconds: number, { duration }: Pick<Formats, 'duration'>): string {
  const whole = Math.max(0, Math.round(seconds))
  const rest = whole % 60
  if (whole < 60 || whole >= 3600 || rest === 0) return duration(whole)
  return `${duration(whole - rest)} ${duration(rest)}`
}

/** In one unit, for an axis: 45 s, 1,5 min, 2 h. */
export function tookShortly(
  seconds: number,
  { duration, decimal }: Pick<Formats, 'duration' | 'decimal'>,
): string {
  if (seconds < 60) return duration(seconds)
  return seconds < 3600 ? `${decimal(seconds / 60)} min` : `${decimal(seconds / 3600)} h`
}

export function kpiValue({ unit }: Pick<Kpi, 'unit'>, value: number, formats: Formats): string {
  if (unit === 'seconds') return took(value, formats)
  if (unit === 'percent') return formats.percent(value)
  return formats.decimal(value)
}

/** Whether the target is met; null when nothing was measured or there is none. */
export function isOnTarget({ value, target, higher_is_better: higherIsBetter }: Kpi): boolean | null {
  if (value === null || target === null) return null
  return higherIsBetter ? value > target : value < target
}

/** How it moved against the period before, in percent of that (points: in points); null when it can't be said. */
export function changeOf({ value, previous, unit }: Pick<Kpi, 'value' | 'previous' | 'unit'>): number | null {
  if (unit === 'points') return value === null || previous === null ? null : value - previous
  if (value === null || previous === null || previous === 0) return null
  return ((value - previous) / previous) * 100
}
