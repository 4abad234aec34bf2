import type { KanbanCard } from '@attendance/api'
import { assert, constantFrom, integer, property, record, uniqueArray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownIn, withCard, withConversation, type ColumnPages } from '@/features/board/cache'
import {
  cardOf,
  columnOf,
  COLUMNS,
  compareCards,
  heatOf,
  matches,
  parseBoardSearch,
  type ColumnKey,
} from '@/features/board/columns'
import { columnOfDrop, dropId } from '@/features/board/dragging'
import { AT, conversation, minutesLater } from './make'

function card(id: string, changes: Partial<KanbanCard> = {}): KanbanCard {
  const made = cardOf(conversation({ id, status: 'waiting', assigned_to: null, waiting_since: AT }))
  return { ...(made as KanbanCard), ...changes }
}

function pages(items: KanbanCard[], count = items.length, next: string | null = null): ColumnPages {
  return { pages: [{ items, count, limit: null, next_cursor: next }], pageParams: [null] }
}

const idsOf = (held: ColumnPages) => held.pages.flatMap((page) => page.items.map((one) => one.session_id))
const countOf = (held: ColumnPages) => held.pages[0]?.count

describe('the column of a conversation', () => {
  it.each([
    ['waiting', 'new'],
    ['assigned', 'new'],
    ['active', 'active'],
    ['pending', 'pending'],
    ['resolved', 'resolved'],
    ['abandoned', 'resolved'],
    ['bot', null],
  ] as const)('%s', (status, column) => {
    expect(columnOf(status)).toBe(column)
  })
})

describe('a frame', () => {
  const waiting = conversation({
    id: 'a',
    status: 'waiting',
    assigned_to: null,
    waiting_since: AT,
    queue_id: 'q',
  })

  it('brings a card into its column, in order', () => {
    const held = pages([card('u', { priority: 3 }), card('z', { waiting_since: minutesLater(5) })])

    const after = withConversation(held, 'new', {}, waiting)

    expect(idsOf(after)).toEqual(['u', 'a', 'z'])
    expect(countOf(after)).toBe(3)
  })

  it('takes it out of the column that it left', () => {
    const after = withConversation(pages([card('a'), card('b')]), 'new', {}, { ...waiting, status: 'active' })

    expect([idsOf(after), countOf(after)]).toEqual([['b'], 1])
  })

  it('takes it away when it no longer fits the filter', () => {
    const after = withConversation(
      pages([card('a')]),
      'new',
      { queue: 'q' },
      { ...waiting, queue_id: 'other' },
    )

    expect([idsOf(after), countOf(after)]).toEqual([[], 0])
  })

  it('leaves to the next page what belongs beyond the loaded ones, and counts it', () => {
    const held = pages([card('u', { priority: 3 })], 70, 'more')

    const after = withConversation(held, 'new', {}, waiting)

    expect([idsOf(after), countOf(after)]).toEqual([['u'], 71])
  })

  it('that is older than what is shown changes nothing', () => {
    const held = pages([card('a', { updated_at: minutesLater(2) })])

    expect(withConversation(held, 'new', {}, waiting)).toBe(held)
  })

  it('of a conversation that only the bot had brings no card when it ends', () => {
    const held = pages([])
    const ended = conversation({ status: 'resolved', assigned_to: null, queue_id: null, resolved_at: AT })

    expect(withConversation(held, 'resolved', {}, ended)).toBe(held)
  })

  it('keeps what the customer said while we answer', () => {
    const held = pages([card('a', { last_message: 'Cadê meu pedido?' })])
    const last = {
      seq: 2,
      kind: 'text',
      direction: 'out',
      author_kind: 'attendant',
      text: 'Já vejo',
      at: AT,
    } as const
    const answered = { ...waiting, last_message: { ...last, state: 'sent', is_deleted: false } as const }

    expect(withConversation(held, 'new', {}, answered).pages[0]?.items[0]?.last_message).toBe(
      'Cadê meu pedido?',
    )
  })

  it('applied in any order leaves each card in exactly one column', () => {
    const step = record({
      id: constantFrom('a', 'b', 'c'),
      status: constantFrom('waiting', 'assigned', 'active', 'pending', 'resolved', 'bot' as const),
      minute: integer({ min: 1, max: 50 }),
    })
    assert(
      property(uniqueArray(step, { selector: (one) => one.minute }), (steps) => {
        const board = Object.fromEntries(COLUMNS.map((key) => [key, pages([])])) as Record<
          ColumnKey,
          ColumnPages
        >
        const inOrder = steps.toSorted((x, y) => x.minute - y.minute)
        for (const { id, status, minute } of inOrder) {
          const now = conversation({ id, status, queue_id: 'q', updated_at: minutesLater(minute) })
          for (const key of COLUMNS) board[key] = withConversation(board[key], key, {}, now)
        }
        for (const id of ['a', 'b', 'c']) {
          const last = inOrder.findLast((one) => one.id === id)
          const expected = last ? columnOf(last.status) : null
          const found = COLUMNS.filter((key) => idsOf(board[key]).includes(id))
          expect(found).toEqual(expected ? [expected] : [])
        }
        for (const key of COLUMNS) expect(countOf(board[key])).toBe(idsOf(board[key]).length)
      }),
    )
  })
})

describe('a move in flight', () => {
  const [a, b] = [card('a'), card('b')]
  const flights = [{ card: a, to: 'active' as const }]

  it('is shown where it goes, and nowhere else', () => {
    expect(shownIn('new', [a, b], flights).map((one) => one.session_id)).toEqual(['b'])
    expect(shownIn('active', [], flights).map((one) => [one.session_id, one.column])).toEqual([
      ['a', 'active'],
    ])
  })

  it('that is refused leaves the card where it was', () => {
    expect(shownIn('new', [a, b], [])).toEqual([a, b])
  })

  it('settles as the server says', () => {
    const moved = card('a', { column: 'active', status: 'active', updated_at: minutesLater(1) })

    expect(idsOf(withCard(pages([a, b]), 'new', 'a', moved))).toEqual(['b'])
    expect(idsOf(withCard(pages([]), 'active', 'a', moved))).toEqual(['a'])
  })
})

describe('how hot a card is', () => {
  const now = Date.parse(minutesLater(2))
  it.each<[string, Partial<KanbanCard>, string]>([
    ['just arrived', { waiting_since: minutesLater(2) }, 'calm'],
    ['more than a minute', {}, 'warm'],
    ['more than five', { waiting_since: minutesLater(-4) }, 'late'],
    ['urgent', { waiting_since: null, priority: 3 }, 'late'],
    ['high', { waiting_since: null, priority: 2 }, 'warm'],
    ['resolved', { column: 'resolved', priority: 3 }, 'calm'],
  ])('%s', (_, changes, expected) => {
    expect(heatOf(card('a', changes), now)).toBe(expected)
  })
})

describe('order and address', () => {
  it('urgent first, then who waits longest; resolved ones the latest first', () => {
    const open = [
      card('late', { waiting_since: minutesLater(9) }),
      card('old'),
      card('urgent', { priority: 3 }),
    ]
    const done = [1, 3, 2].map((minute) =>
      card(String(minute), { column: 'resolved', resolved_at: minutesLater(minute) }),
    )

    expect(open.toSorted(compareCards).map((one) => one.session_id)).toEqual(['urgent', 'old', 'late'])
    expect(done.toSorted(compareCards).map((one) => one.session_id)).toEqual(['3', '2', '1'])
  })

  it('filters by what is there, and by what is missing', () => {
    const facts = { queue_id: 'q', assigned_to: null, channel: 'sms', bot_id: null }

    expect(matches({ queue: 'q', who: 'none', channel: 'sms' }, facts)).toBe(true)
    expect(matches({ queue: 'none' }, facts)).toBe(false)
    expect(matches({ who: 'me' }, facts)).toBe(false)
  })

  it('reads only what it knows', () => {
    expect(parseBoardSearch({ queue: 'q', lanes: 'colour', who: '', c: 'x', z: 1 })).toEqual({
      queue: 'q',
      c: 'x',
    })
  })

  it('names a landing place by lane and column', () => {
    expect(columnOfDrop(dropId('none', 'pending'))).toBe('pending')
    expect(columnOfDrop('elsewhere')).toBeNull()
  })
})
