/** What a frame changes in lists that were fetched. Pure. */
import type { Ticket } from '@attendance/api'
import { compareInstants } from '@attendance/realtime'

export interface TicketPage {
  items: Ticket[]
  next_cursor: string | null
}

export interface TicketPages {
  pages: TicketPage[]
  pageParams: unknown[]
}

/** The pages with the newer copy in its place; the same object when nothing is different. */
export function withTicket(held: TicketPages, ticket: Ticket): TicketPages {
  const isGone = ticket.merged_into !== null || ticket.deleted_at !== null
  if (isGone) return withoutTicket(held, ticket.id)
  const known = held.pages.some((page) =>
    page.items.some((one) => one.id === ticket.id && isOlder(one, ticket)),
  )
  if (!known) return held
  return mapped(held, (items) => items.map((one) => (one.id === ticket.id ? ticket : one)))
}

export function withoutTicket(held: TicketPages, id: string): TicketPages {
  if (!held.pages.some((page) => page.items.some((one) => one.id === id))) return held
  return mapped(held, (items) => items.filter((one) => one.id !== id))
}

export function isOlder(one: Ticket, other: Ticket): boolean {
  return compareInstants(one.updated_at, other.updated_at) < 0
}

function mapped(held: TicketPages, change: (items: Ticket[]) => Ticket[]): TicketPages {
  return { ...held, pages: held.pages.map((page) => ({ ...page, items: change(page.items) })) }
}
