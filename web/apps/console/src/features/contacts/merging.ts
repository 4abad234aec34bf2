/** Which fields two contacts say differently, so that somebody chooses. */
import type { Contact } from '@attendance/api'

export const COMPARED = [
  'name',
  'phone',
  'email',
  'customer_id',
  'company',
  'owner',
  'tier',
  'ltv',
  'status',
  'source',
] as const
export type Compared = (typeof COMPARED)[number]

export interface Difference {
  /** What the server calls it when the other's value is taken. */
  take: string
  field: Compared | null
  /** Of a field of one's own. */
  key: string | null
  own: string | null
  other: string | null
}

const COLUMNS: Partial<Record<Compared, string>> = { company: 'company_id', owner: 'owner_id' }

export function differences(one: Contact, other: Contact): Difference[] {
  const plain = COMPARED.map((field) => ({
    take: COLUMNS[field] ?? field,
    field,
    key: null,
    own: valueOf(one, field),
    other: valueOf(other, field),
  }))
  const keys = Object.keys({ ...one.custom_fields, ...other.custom_fields }).toSorted()
  const custom = keys.map((key) => ({
    take: `custom_fields.${key}`,
    field: null,
    key,
    own: text(one.custom_fields[key]),
    other: text(other.custom_fields[key]),
  }))
  return [...plain, ...custom].filter(({ own, other: theirs }) => own !== theirs && (own ?? theirs) !== null)
}

/** Where only one of them says something, nobody needs to choose: it is kept. */
export const isChoice = ({ own, other }: Difference) => own !== null && other !== null

function valueOf(contact: Contact, field: Compared): string | null {
  if (field === 'company') return contact.company?.name ?? null
  if (field === 'owner') return contact.owner_name
  return text(contact[field])
}

function text(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
