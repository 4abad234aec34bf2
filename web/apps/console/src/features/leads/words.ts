import type { Tone } from '@attendance/ui'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { LeadStatus } from './search'

export const STATUS_WORDS: Record<LeadStatus, { title: MessageDescriptor; tone: Tone }> = {
  new: { title: msg`Novo`, tone: 'brand' },
  contacted: { title: msg`Contatado`, tone: 'neutral' },
  qualified: { title: msg`Qualificado`, tone: 'warn' },
  converted: { title: msg`Virou cliente`, tone: 'ok' },
  lost: { title: msg`Perdido`, tone: 'danger' },
}
