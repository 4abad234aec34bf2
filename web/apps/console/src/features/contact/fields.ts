import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** What people call the fields that `attendance-customer-fields` may name; others are called as they are. */
export const FIELD_WORDS: Record<string, MessageDescriptor> = {
  customer_id: msg`Código`,
  source: msg`Origem`,
  status: msg`Situação`,
  last_purchase: msg`Última compra`,
  last_contact: msg`Último contato`,
}

/** Shown in places of their own. */
export const OWN_PLACE: ReadonlySet<string> = new Set([
  'name',
  'first_name',
  'last_name',
  'email',
  'phone',
  'tier',
  'ltv',
  'tags',
])

/** A moment among the fields: shown as one. */
export const isMoment = (value: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+([+-]\d{2}:\d{2}|Z)$/.test(value)
