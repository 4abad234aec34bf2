import type { Deal, Pipeline } from '@attendance/api'
import { describe, expect, it } from 'vitest'
import { extended } from '../src/features/deals/board'
import { isComplete, problemOf, reordered, wantedOf, type StageDraft } from '../src/features/deals/stages'

const draft = (id: string, part: Partial<StageDraft> = {}): StageDraft => ({
  id,
  key: id,
  name: id,
  probability: '50',
  kind: 'open',
  ...part,
})

describe('the stages as they are edited', () => {
  it.each([
    ['a', 2, 'bca'],
    ['c', 0, 'cab'],
    ['b', -1, 'bac'],
    ['b', 9, 'acb'],
    ['x', 0, 'abc'],
  ])('%s to place %i', (id, to, expected) => {
    const all = ['a', 'b', 'c'].map((one) => draft(one))

    expect(
      reordered(all, id, to)
        .map((one) => one.id)
        .join(''),
    ).toBe(expected)
  })

  it.each([
    ['12,5', null],
    ['100%', null],
    ['', 'probability'],
    ['101', 'probability'],
    ['muito', 'probability'],
  ])('a chance of "%s"', (probability, expected) => {
    expect(problemOf(draft('a', { probability }))).toBe(expected)
  })

  it('needs a name', () => {
    expect(problemOf(draft('a', { name: ' ' }))).toBe('name')
  })

  it('needs somewhere to begin and both ends', () => {
    const ends = [draft('w', { kind: 'won' }), draft('l', { kind: 'lost' })]

    expect(isComplete(ends)).toBe(false)
    expect(isComplete([...ends, draft('a')])).toBe(true)
  })

  it('is sent without what only the page knows', () => {
    const made = draft('random', { key: null, name: ' Visita ', probability: '12,5' })

    expect(wantedOf([made])).toEqual({
      stages: [{ key: null, name: 'Visita', probability: 12.5, kind: 'open' }],
    })
  })
})

it('further deals come under those of their column, each once', () => {
  const deal = (id: string) => ({ id }) as Deal
  const column = (key: string, ...items: Deal[]) => ({ stage: { key }, items, next_cursor: 'x' })
  const board = { columns: [column('new', deal('a'), deal('b')), column('won')] } as unknown as Pipeline

  const [first, second] = extended(board, 'new', [deal('b'), deal('c')], null).columns

  expect(first?.items.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect([first?.next_cursor, second?.next_cursor]).toEqual([null, 'x'])
})
