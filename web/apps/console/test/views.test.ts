import { apply, emptyState, type State } from '@attendance/realtime'
import { expect, test } from 'vitest'
import {
  belongs,
  listOf,
  parseListSearch,
  unreadOf,
  viewsFor,
  type Loaded,
  type View,
} from '@/features/inbox/views'
import { AT, conversation, me, minutesLater } from './make'

const ALL = { view: 'all', queue: null } as const

test.each<[View, Parameters<typeof conversation>[0], boolean]>([
  ['mine', {}, true],
  ['mine', { status: 'assigned' }, true],
  ['mine', { status: 'pending' }, true],
  ['mine', { status: 'resolved' }, false],
  ['mine', { assigned_to: 'another' }, false],
  ['mine', { snoozed_until: minutesLater(60) }, false],
  ['queue', { status: 'waiting', assigned_to: null }, true],
  ['queue', { status: 'active' }, false],
  ['all', { status: 'bot', owner: 'bot' }, true],
  ['all', { snoozed_until: minutesLater(60) }, false],
  ['all', { status: 'abandoned' }, false],
  ['bot', { status: 'bot' }, true],
  ['snoozed', { snoozed_until: minutesLater(60) }, true],
  ['snoozed', { snoozed_until: minutesLater(60), status: 'resolved' }, false],
  ['resolved', { status: 'resolved' }, true],
  ['resolved', { status: 'abandoned' }, true],
])('view %s with %j: %s', (view, changes, isIn) => {
  expect(belongs(conversation(changes), { view, queue: null }, 'me')).toBe(isIn)
})

test('a queue narrows any view', () => {
  const other = conversation({ queue_id: 'q2' })
  expect(belongs(other, { view: 'all', queue: 'q1' }, 'me')).toBe(false)
  expect(belongs(other, { view: 'all', queue: 'q2' }, 'me')).toBe(true)
})

function stateOf(...minutes: number[]): State {
  const items = minutes.map((minute) => ({
    conversation: conversation({ id: `c${minute}`, created_at: minutesLater(minute) }),
    read_count: 0,
  }))
  return apply({ type: 'fetched.conversations', items, epoch: 0 }, emptyState(), 0)
}

const loaded = (ids: string[], minute: number, epoch: number | null = 0): Loaded => ({
  ids: new Set(ids),
  horizon: Date.parse(minutesLater(minute)),
  epoch,
})

test('newest activity first', () => {
  const whole = listOf(stateOf(1, 3, 2), ALL, 'me', {
    ids: new Set(),
    horizon: Number.NEGATIVE_INFINITY,
    epoch: 0,
  })
  expect(whole.map((one) => one.id)).toEqual(['c3', 'c2', 'c1'])
})

test('below what was loaded nothing shows that only another list knows', () => {
  const list = listOf(stateOf(1, 5, 9), ALL, 'me', loaded(['c5'], 5))
  expect(list.map((one) => one.id)).toEqual(['c9', 'c5'])
})

test('after a resync only what was confirmed stays, once the list is fetched again', () => {
  const stale = apply({ type: 'resync', cursor: '9' }, stateOf(1, 2), 0)
  expect(listOf(stale, ALL, 'me', loaded(['c1', 'c2'], 1, 0))).toHaveLength(2)

  const again = apply(
    {
      type: 'fetched.conversations',
      items: [{ conversation: conversation({ id: 'c2' }), read_count: 0 }],
      epoch: 1,
    },
    stale,
    0,
  )
  expect(listOf(again, ALL, 'me', loaded(['c2'], -99, 1)).map((one) => one.id)).toEqual(['c2'])
})

test('an action in flight moves a conversation between lists at once', () => {
  const overlay = { id: 'o', conversationId: 'c1', patch: { status: 'resolved' as const } }
  const state = apply({ type: 'overlay.added', overlay }, stateOf(1), 0)
  const everything = { ids: new Set(['c1']), horizon: Date.parse(AT), epoch: 0 }

  expect(listOf(state, { view: 'mine', queue: null }, 'me', everything)).toEqual([])
  expect(listOf(state, { view: 'resolved', queue: null }, 'me', everything)).toHaveLength(1)
})

test('unread is what the customer wrote since; unknown counts as none', () => {
  expect(unreadOf(conversation({ inbound_count: 5 }), 2)).toBe(3)
  expect(unreadOf(conversation({ inbound_count: 5 }), 9)).toBe(0)
  expect(unreadOf(conversation({ inbound_count: 5 }), undefined)).toBe(0)
})

test('an address with nonsense shows the usual list', () => {
  expect(parseListSearch({ view: 'x', queue: 3, q: '' })).toEqual({})
  expect(parseListSearch({ view: 'bot', queue: 'q1', q: 'a' })).toEqual({ view: 'bot', queue: 'q1', q: 'a' })
})

test('who sees only their own has no lists of others', () => {
  expect(viewsFor(me({ visibility: 'mine' }))).toEqual(['mine', 'snoozed', 'resolved'])
})
