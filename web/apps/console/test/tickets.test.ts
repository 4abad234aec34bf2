import type { Ticket } from '@attendance/api'
import { describe, expect, it } from 'vitest'
import { withoutTicket, withTicket, type TicketPages } from '@/features/tickets/cache'
import {
  isFiltered,
  isSameSearch,
  parseTicketSearch,
  queryOf,
  searchOf,
  wantedOf,
  type TicketSearch,
} from '@/features/tickets/filter'
import { keyFor } from '@/features/tickets/keys'
import { among, moved, NOTHING, toggled, type Selection } from '@/features/tickets/selection'

describe('the address of a list', () => {
  it.each<[string, Record<string, unknown>, TicketSearch]>([
    ['nothing', {}, {}],
    ['one status', { status: 'open' }, { status: ['open'] }],
    [
      'what nobody knows',
      { status: ['open', 'lost'], sort: 'size', who: '', from: '22/11' },
      { status: ['open'] },
    ],
    [
      'everything',
      { priority: ['urgent'], who: 'me', q: 'pedido', sort: 'priority', from: '2026-11-22' },
      { priority: ['urgent'], who: 'me', q: 'pedido', sort: 'priority', from: '2026-11-22' },
    ],
    ['the usual order', { sort: 'updated' }, {}],
    ['a number', { q: 10482 }, { q: '10482' }],
  ])('%s', (_, given, expected) => {
    expect(parseTicketSearch(given)).toEqual(expected)
  })

  it('becomes what the server reads', () => {
    const query = new URLSearchParams(
      queryOf({ status: ['open', 'pending'], who: 'none', q: ' NF ', to: '2026-11-22' }),
    )

    expect(query.getAll('status')).toEqual(['open', 'pending'])
    expect(query.get('assigned_to')).toBe('none')
    expect(query.get('text')).toBe('NF')
    expect(query.get('updated_to')).toBe(new Date(2026, 10, 23).toISOString())
  })

  it('is the same after it was saved as a view', () => {
    const search: TicketSearch = {
      status: ['open'],
      priority: ['high', 'urgent'],
      who: 'me',
      tag: 'vip',
      q: 'pedido',
      from: '2026-11-01',
      to: '2026-11-22',
      sort: 'priority',
    }

    expect(searchOf(wantedOf(search))).toEqual(search)
    expect(isSameSearch(search, { ...search, priority: ['urgent', 'high'] })).toBe(true)
    expect(isSameSearch(search, { ...search, q: 'troca' })).toBe(false)
  })

  it('an order alone is no filter', () => {
    expect(isFiltered({ sort: 'created' })).toBe(false)
    expect(isFiltered({ tag: 'vip' })).toBe(true)
  })
})

const ids = ['a', 'b', 'c', 'd']

describe('choosing rows', () => {
  it('keys walk to the ends and no further', () => {
    let at: Selection = NOTHING
    const seen = [1, 1, 1, 1, 1, -1].map((by) => (at = moved(at, ids, by as 1 | -1)).current)

    expect(seen).toEqual(['a', 'b', 'c', 'd', 'd', 'c'])
  })

  it('a range goes from the row before', () => {
    const one = toggled(NOTHING, ids, 'b', false)
    const range = toggled(one, ids, 'd', true)

    expect([...range.chosen]).toEqual(['b', 'c', 'd'])
    expect([...toggled(range, ids, 'c', false).chosen]).toEqual(['b', 'd'])
  })

  it('rows that are gone are not chosen any more', () => {
    const selection = { chosen: new Set(['a', 'z']), current: 'z' }

    expect(among(selection, ids)).toEqual({ chosen: new Set(['a']), current: null })
  })
})

const ticket = (id: string, fields: Partial<Ticket> = {}) =>
  ({ id, updated_at: '2026-11-22T10:00:00Z', merged_into: null, deleted_at: null, ...fields }) as Ticket
const held: TicketPages = {
  pages: [
    { items: [ticket('a'), ticket('b')], next_cursor: 'x' },
    { items: [ticket('c')], next_cursor: null },
  ],
  pageParams: [null, 'x'],
}
const shown = (pages: TicketPages) =>
  pages.pages.map((page) => page.items.map((one) => `${one.id}${one.subject ?? ''}`))

describe('what frames change in a list', () => {
  it('a newer copy takes the place of an older one', () => {
    const newer = ticket('b', { subject: '!', updated_at: '2026-11-22T10:00:00.000001Z' })

    expect(shown(withTicket(held, newer))).toEqual([['a', 'b!'], ['c']])
  })

  it.each([
    ['an older copy', ticket('b', { subject: '!', updated_at: '2026-11-22T09:59:59Z' })],
    ['the same again', ticket('b', { subject: '!' })],
    ['one that is not in the list', ticket('z')],
  ])('%s changes nothing', (_, one) => {
    expect(withTicket(held, one)).toBe(held)
  })

  it('merged and deleted ones leave', () => {
    expect(shown(withTicket(held, ticket('c', { merged_into: 'a' })))).toEqual([['a', 'b'], []])
    expect(shown(withTicket(held, ticket('a', { deleted_at: '2026-11-22T10:00:00Z' })))).toEqual([
      ['b'],
      ['c'],
    ])
    expect(withoutTicket(held, 'z')).toBe(held)
  })
})

describe('keys of own fields', () => {
  it.each([
    ['Nota fiscal', [], 'nota_fiscal'],
    ['Nota fiscal', ['nota_fiscal'], 'nota_fiscal_2'],
    ['1º prazo (dias)', [], 'prazo_dias'],
    ['???', [], 'campo'],
  ])('%s', (label, taken, key) => {
    expect(keyFor(label, new Set(taken))).toBe(key)
  })
})
