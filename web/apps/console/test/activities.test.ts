import type { Activity } from '@attendance/api'
import { createFormats } from '@attendance/i18n'
import { describe, expect, test } from 'vitest'
import { byDue, dueOf, fieldOf, instantOf } from '@/features/activities/when'
import { isMoment } from '@/features/contact/fields'
import { parseLeadSearch } from '@/features/leads/search'

const { dayKey } = createFormats('pt-BR', 'America/Sao_Paulo')
const NOW = Date.parse('2026-11-22T23:30:00-03:00')

describe('when an activity is due', () => {
  test.each([
    [null, 'undated'],
    ['2026-11-22T23:29:59-03:00', 'overdue'],
    ['2026-11-22T23:45:00-03:00', 'today'],
    ['2026-11-23T00:00:00-03:00', 'tomorrow'],
    ['2026-11-24T00:00:00-03:00', 'later'],
  ])('%s is %s', (dueAt, due) => {
    expect(dueOf(dueAt, NOW, dayKey)).toBe(due)
  })

  test('groups come in their order, without empty ones', () => {
    const some = [null, '2026-12-24T00:00:00Z', '2026-01-01T00:00:00Z'].map(
      (dueAt) => ({ due_at: dueAt }) as Activity,
    )
    expect(byDue(some, NOW, dayKey).map(({ due }) => due)).toEqual(['overdue', 'later', 'undated'])
  })
})

test('a moment survives its field', () => {
  const instant = '2026-11-22T12:30:00.000Z'
  expect(instantOf(fieldOf(instant))).toBe(instant)
  expect([fieldOf(null), instantOf('')]).toEqual(['', null])
})

test.each([
  ['2024-01-15T00:00:00+00:00', true],
  ['2024-01-15T00:00:00.120Z', true],
  ['2024-01-15', false],
  ['premium', false],
])('%s is a moment: %s', (value, is) => {
  expect(isMoment(value)).toBe(is)
})

test('an address says only what it may', () => {
  expect(parseLeadSearch({ q: 'ana', status: 'lost', owner: 'me', lead: 'x', more: 1 })).toEqual({
    q: 'ana',
    status: 'lost',
    owner: 'me',
    lead: 'x',
  })
  expect(parseLeadSearch({ status: 'morno', owner: 'all', q: '' })).toEqual({})
})
