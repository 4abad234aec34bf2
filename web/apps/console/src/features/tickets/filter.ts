/** What a list of tickets shows: in the address, at the server and in saved views the same facts. Pure. */
import type { TicketPriority, TicketStatus, TicketWanted } from '@attendance/api'

export const STATUSES: readonly TicketStatus[] = ['open', 'in_progress', 'pending', 'resolved', 'closed']
export const PRIORITIES: readonly TicketPriority[] = ['low', 'normal', 'high', 'urgent']
export const CATEGORIES = ['sales', 'support', 'billing', 'technical'] as const
export const SORTS = ['updated', 'created', 'priority'] as const
export type Sort = (typeof SORTS)[number]

/** As it stands in the address; what is left out means everything. */
export interface TicketSearch {
  status?: TicketStatus[]
  priority?: TicketPriority[]
  category?: string
  tag?: string
  who?: string
  queue?: string
  customer?: string
  from?: string
  to?: string
  q?: string
  sort?: Sort
}

/** Whatever somebody typed into the address becomes a search that makes sense. */
export function parseTicketSearch(given: Record<string, unknown>): TicketSearch {
  const search: TicketSearch = {}
  const status = oneOf(given.status, STATUSES)
  const priority = oneOf(given.priority, PRIORITIES)
  if (status.length > 0) search.status = status
  if (priority.length > 0) search.priority = priority
  for (const name of ['category', 'tag', 'who', 'queue', 'customer', 'q'] as const) {
    const value = typeof given[name] === 'number' ? String(given[name]) : given[name]
    if (typeof value === 'string' && value.trim()) search[name] = value
  }
  for (const name of ['from', 'to'] as const) {
    const value = given[name]
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) search[name] = value
  }
  const sort = SORTS.find((one) => one === given.sort)
  if (sort && sort !== 'updated') search.sort = sort
  return search
}

function oneOf<Value extends string>(given: unknown, known: readonly Value[]): Value[] {
  const asked: readonly unknown[] = Array.isArray(given) ? given : [given]
  return known.filter((one) => asked.includes(one))
}

/** The query string for the server. Days are of this machine's time zone, the last one included. */
export function queryOf(search: TicketSearch): string {
  const query = new URLSearchParams()
  for (const one of search.status ?? []) query.append('status', one)
  for (const one of search.priority ?? []) query.append('priority', one)
  const plain = {
    category: search.category,
    tag: search.tag,
    assigned_to: search.who,
    queue_id: search.queue,
    customer_id: search.customer,
    updated_from: search.from && dayStart(search.from, 0),
    updated_to: search.to && dayStart(search.to, 1),
    text: search.q?.trim(),
    sort: search.sort,
  }
  for (const [name, value] of Object.entries(plain)) if (value) query.set(name, value)
  return query.toString()
}

function dayStart(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).toISOString()
}

/** What a saved view keeps. */
export function wantedOf(search: TicketSearch): TicketWanted {
  return {
    status: search.status ?? [],
    priority: search.priority ?? [],
    category: search.category ?? null,
    tag: search.tag ?? null,
    assigned_to: (search.who as TicketWanted['assigned_to']) ?? null,
    queue_id: search.queue ?? null,
    customer_id: search.customer ?? null,
    session_id: null,
    created_from: null,
    created_to: null,
    updated_from: search.from ? dayStart(search.from, 0) : null,
    updated_to: search.to ? dayStart(search.to, 1) : null,
    text: search.q?.trim() || null,
    sort: search.sort ?? 'updated',
  }
}

/** The address of a saved view. */
export function searchOf(wanted: Partial<TicketWanted>): TicketSearch {
  return parseTicketSearch({
    status: wanted.status,
    priority: wanted.priority,
    category: wanted.category,
    tag: wanted.tag,
    who: wanted.assigned_to,
    queue: wanted.queue_id,
    customer: wanted.customer_id,
    from: wanted.updated_from && dayOf(wanted.updated_from, 0),
    to: wanted.updated_to && dayOf(wanted.updated_to, -1),
    q: wanted.text,
    sort: wanted.sort,
  })
}

function dayOf(instant: string, daysLater: number): string {
  const at = new Date(instant)
  at.setDate(at.getDate() + daysLater)
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Whether two searches show the same; the order in which somebody chose doesn't matter. */
export function isSameSearch(one: TicketSearch, other: TicketSearch): boolean {
  return queryOf(parseTicketSearch({ ...one })) === queryOf(parseTicketSearch({ ...other }))
}

/** Filters beside the words and the order. */
export function isFiltered(search: TicketSearch): boolean {
  return Object.keys(search).some((name) => name !== 'sort')
}
