import type { AttendantStatus } from '@attendance/api'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

export const STATUSES: readonly AttendantStatus[] = ['online', 'busy', 'away', 'offline']

export const STATUS_WORDS: Record<AttendantStatus, { title: MessageDescriptor; hint: MessageDescriptor }> = {
  online: { title: msg`Online`, hint: msg`Recebe novas conversas` },
  busy: { title: msg`Ocupado`, hint: msg`Não recebe novas conversas` },
  away: { title: msg`Ausente`, hint: msg`Em pausa, com motivo` },
  offline: { title: msg`Offline`, hint: msg`Fora do expediente` },
}

/** Usual reasons for a pause; another one can be written. */
export const AWAY_REASONS: readonly MessageDescriptor[] = [
  msg`Almoço`,
  msg`Pausa`,
  msg`Reunião`,
  msg`Treinamento`,
]
