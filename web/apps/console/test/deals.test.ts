import type { Deal, Pipeline } from '@attendance/api'
import { describe, expect, it } from 'vitest'
import { amountOf } from '../src/features/deals/amounts'
import { dropId, landing, moved } from '../src/features/deals/board'

const deal = (id: string, stage: string, value: string) => ({ id, name: id, stage, value }) as Deal

function board(): Pipeline {
  const column = (key: string, kind: 'open' | 'won' | 'lost', probability: number, ...items: Deal[]) => ({
    stage: { id: key, key, name: key, order_index: 0, probability, kind },
    deals: items.length,
    value: items.reduce((total, one) => total + Number(one.value), 0).toFixed(2),
    items,
    next_cursor: null,
  })
  return {
    columns: [
      column(
        'new',
        'open',
        10,
        deal('a', 'new', '100.10'),
        deal('b', 'new', '200.20'),
        deal('c', 'new', '0.00'),
      ),
      column('proposal', 'open', 50),
      column('won', 'won', 100, deal('d', 'won', '70.00')),
    ],
    value: '300.30',
    forecast: '30.03',
  }
}

const ids = (found: Pipeline, key: string) =>
  found.columns.find(({ stage }) => stage.key === key)?.items.map(({ id }) => id)

describe('a card that is dropped', () => {
  it.each([
    ['on a card of another column, takes its place', 'a', dropId('won', 'd'), { stage: 'won', after: null }],
    ['below all of another column, goes to its end', 'a', dropId('won'), { stage: 'won', after: 'd' }],
    ['on an empty column', 'a', dropId('proposal'), { stage: 'proposal', after: null }],
    ['downwards, goes under the card', 'a', dropId('new', 'b'), { stage: 'new', after: 'b' }],
    ['upwards, goes over the card', 'c', dropId('new', 'a'), { stage: 'new', after: null }],
    ['at the end of its own column', 'a', dropId('new'), { stage: 'new', after: 'c' }],
    ['on itself, stays', 'a', dropId('new', 'a'), null],
    ['at the end when it is there, stays', 'c', dropId('new'), null],
    ['nowhere, stays', 'a', 'gone/', null],
  ])('%s', (_, id, over, expected) => {
    expect(landing(board(), id, over)).toEqual(expected)
  })

  it('changes sums and forecast at once', () => {
    const after = moved(board(), 'b', { stage: 'proposal', after: null })

    expect([ids(after, 'new'), ids(after, 'proposal')]).toEqual([['a', 'c'], ['b']])
    expect(after.columns.map(({ deals, value }) => [deals, value])).toEqual([
      [2, '100.10'],
      [1, '200.20'],
      [1, '70.00'],
    ])
    expect([after.value, after.forecast]).toEqual(['300.30', '110.11'])
    expect(after.columns[1]?.items[0]).toMatchObject({ stage: 'proposal', status: 'open', probability: 50 })
  })

  it('is expected no more once it is won', () => {
    const after = moved(board(), 'b', { stage: 'won', after: 'd' })

    expect([ids(after, 'won'), after.value, after.forecast]).toEqual([['d', 'b'], '100.10', '10.01'])
  })

  it('keeps its place among the others of its column', () => {
    expect(ids(moved(board(), 'c', { stage: 'new', after: 'a' }), 'new')).toEqual(['a', 'c', 'b'])
  })
})

describe('a value that was written', () => {
  it.each([
    ['1500', '1500'],
    ['1.500,50', '1500.50'],
    ['1,500.50', '1500.50'],
    ['R$ 20,5', '20.5'],
    ['1.500', '1500'],
    ['15.50', '15.50'],
    ['', '0'],
    ['muito', null],
    ['-1', null],
    ['1,234', null],
  ])('%s', (written, value) => {
    expect(amountOf(written)).toBe(value)
  })
})
