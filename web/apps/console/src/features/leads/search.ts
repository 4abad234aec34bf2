import type { Lead } from '@attendance/api'

export type LeadStatus = Lead['status']
export const STATUSES: readonly LeadStatus[] = ['new', 'contacted', 'qualified', 'converted', 'lost']

/** What the address of the list says. */
export interface LeadSearch {
  q?: string
  status?: LeadStatus
  owner?: 'me' | 'none'
  /** The lead that is open beside the list. */
  lead?: string
}

export function parseLeadSearch({ q, status, owner, lead }: Record<string, unknown>): LeadSearch {
  const known = STATUSES.find((one) => one === status)
  return {
    ...(typeof q === 'string' && q ? { q } : {}),
    ...(known ? { status: known } : {}),
    ...(owner === 'me' || owner === 'none' ? { owner } : {}),
    ...(typeof lead === 'string' ? { lead } : {}),
  }
}
