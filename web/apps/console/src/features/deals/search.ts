/** What the address of the board says. */
export interface DealSearch {
  q?: string
  owner?: 'me' | 'none'
  /** The deal that is open beside the board. */
  deal?: string
}

export function parseDealSearch({ q, owner, deal }: Record<string, unknown>): DealSearch {
  return {
    ...(typeof q === 'string' && q ? { q } : {}),
    ...(owner === 'me' || owner === 'none' ? { owner } : {}),
    ...(typeof deal === 'string' ? { deal } : {}),
  }
}
