/** What the address of the board says. */
export interface DealSearch {
  q?: string
  /** A user, `me` or `none`. */
  owner?: string
  /** The deal that is open beside the board. */
  deal?: string
}

export function parseDealSearch({ q, owner, deal }: Record<string, unknown>): DealSearch {
  return {
    ...(typeof q === 'string' && q ? { q } : {}),
    ...(typeof owner === 'string' && owner ? { owner } : {}),
    ...(typeof deal === 'string' ? { deal } : {}),
  }
}
