/** What the list of contacts shows, as its address says it. */
export interface ContactSearch {
  q?: string
  segment?: string
  tag?: string
  owner?: string
  tier?: string
  status?: string
  company?: string
  blocked?: string
  sort?: ContactSort
}

export const SORTS = ['name', 'created', 'last_contact', 'ltv'] as const
export type ContactSort = (typeof SORTS)[number]
const WORDS = ['q', 'segment', 'tag', 'owner', 'tier', 'status', 'company', 'blocked'] as const

export function parseContactSearch(search: Record<string, unknown>): ContactSearch {
  const found: ContactSearch = {}
  for (const name of WORDS) {
    const value = search[name]
    if (typeof value === 'string' && value) found[name] = value
    else if (typeof value === 'number') found[name] = String(value)
  }
  const sort = SORTS.find((one) => one === search.sort)
  return sort && sort !== 'name' ? { ...found, sort } : found
}

/** The server's names for it. */
export function wantedOf(search: ContactSearch): Record<string, string> {
  const { q, segment, tag, owner, tier, status, company, blocked } = search
  const said = {
    text: q,
    segment_id: segment,
    tag,
    owner_id: owner,
    tier,
    status,
    company_id: company,
    is_blocked: blocked,
  }
  const kept = Object.entries(said).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return Object.fromEntries(kept)
}

/** The filter that a segment keeps: all but the segment itself and the order. */
export function filterOf({ q, tag, owner, tier, status, company, blocked }: ContactSearch) {
  return {
    ...(q ? { text: q } : {}),
    ...(tag ? { tags: [tag] } : {}),
    ...(owner ? { owner_id: owner } : {}),
    ...(tier ? { tier } : {}),
    ...(status ? { status } : {}),
    ...(company ? { company_id: company } : {}),
    ...(blocked ? { is_blocked: blocked === 'true' } : {}),
  }
}

export const isFiltered = (search: ContactSearch) => Object.keys(wantedOf(search)).length > 0

/** The search with one part changed; an empty one is left out. */
export function changed(
  search: ContactSearch,
  part: { [name in keyof ContactSearch]?: string },
): ContactSearch {
  return parseContactSearch({ ...search, ...part })
}
