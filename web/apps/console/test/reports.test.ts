import type { ReportCatalogue, ReportResult, ReportSource } from '@attendance/api'
import { expect, test } from 'vitest'
import { addressesIn, isAddress } from '@/features/reports/addresses'
import {
  beginWith,
  charted,
  draftOf,
  filterable,
  isComplete,
  isSame,
  newFilter,
  pivoted,
  sortedBy,
  sourceOf,
  splits,
  withDimensions,
  withMeasures,
} from '@/features/reports/definition'

const dimension = (key: string, kind: ReportSource['dimensions'][number]['kind'], more = {}) => ({
  key,
  name: key,
  kind,
  choices: [],
  is_time: kind === 'day',
  is_filter_only: false,
  ...more,
})
const SOURCE: ReportSource = {
  key: 'deals',
  name: 'Negócios',
  dates: [{ value: 'created', name: 'Criação' }],
  dimensions: [
    dimension('day', 'day'),
    dimension('owner', 'user'),
    dimension('value', 'number', { is_filter_only: true }),
  ],
  measures: [
    { key: 'deals', name: 'Negócios', unit: 'count', definition: '' },
    { key: 'won', name: 'Ganhos', unit: 'count', definition: '' },
  ],
}
const CATALOGUE: ReportCatalogue = { sources: [SOURCE], templates: [] }

function result(units: ReportResult['columns'][number]['unit'][], rows: ReportResult['rows']): ReportResult {
  return {
    columns: units.map((unit, place) => ({
      key: `c${place}`,
      name: '',
      kind: unit ? null : 'text',
      unit,
      definition: null,
    })),
    rows,
    totals: [],
    names: {},
    filters: [],
    is_cut: false,
    since: '',
    until: '',
    first: '',
    last: '',
    timezone: 'UTC',
  }
}

test('a report begins with its plainest question', () => {
  expect(beginWith(SOURCE)).toMatchObject({
    source: 'deals',
    measures: ['deals'],
    dimensions: ['day'],
    chart: 'line',
  })
  expect(sourceOf(CATALOGUE, 'deals')).toBe(SOURCE)
  expect(sourceOf(CATALOGUE, 'users')).toBeUndefined()
})

test('the last measure stays, and an order goes with its column', () => {
  const draft = sortedBy(withMeasures(beginWith(SOURCE), ['deals', 'won']), 'won')

  expect(withMeasures(draft, [])).toBe(draft)
  expect(withMeasures(draft, ['deals']).order).toBeNull()
  expect(withDimensions(draft, []).order).toEqual({ by: 'won', is_descending: true })
  expect(sortedBy(draft, 'won').order).toEqual({ by: 'won', is_descending: false })
  expect(sortedBy(draft, 'day').order).toEqual({ by: 'day', is_descending: true })
})

test('what is split by and what is filtered by', () => {
  const draft = beginWith(SOURCE)

  expect(splits(SOURCE, draft).map(({ key }) => key)).toEqual(['owner'])
  expect(filterable(SOURCE).map(({ key }) => key)).toEqual(['owner', 'value'])
  expect(filterable(SOURCE).map((one) => newFilter(one).op)).toEqual(['in', 'at_least'])
})

test.each([
  ['plain', {}, true],
  ['a filter without values', { filters: [{ field: 'owner', op: 'in' as const, values: [] }] }, false],
  ['a filter for nothing', { filters: [{ field: 'owner', op: 'in' as const, values: [null] }] }, true],
  ['no days', { period: { key: 'between' as const, first: null, last: null } }, false],
  [
    'days the wrong way round',
    { period: { key: 'between' as const, first: '2026-02-02', last: '2026-02-01' } },
    false,
  ],
  ['one day', { period: { key: 'between' as const, first: '2026-02-01', last: '2026-02-01' } }, true],
])('complete or not: %s', (_, part, complete) => {
  expect(isComplete({ ...beginWith(SOURCE), ...part })).toBe(complete)
})

test('a definition with everything left out is the same as one that says it', () => {
  const short = draftOf({ source: 'deals', measures: ['deals'] })

  expect(isSame(short, draftOf(short))).toBe(true)
  expect(isSame(short, sortedBy(short, 'deals'))).toBe(false)
})

test.each([
  ['a table', 'table' as const, ['day'], null],
  ['nothing to stand on', 'bar' as const, [], null],
  ['the measures with one unit', 'bar' as const, ['day'], { places: [1, 3], seriesBy: null }],
  ['one measure ranked', 'ranking' as const, ['day'], { places: [1], seriesBy: null }],
])('drawn: %s', (_, chart, dimensions, expected) => {
  const units = dimensions.length ? ([null, 'count', 'seconds', 'count'] as const) : (['count'] as const)
  const draft = { ...beginWith(SOURCE), chart, dimensions: [...dimensions] }

  expect(charted(result([...units], [['a', 1, 2, 3]]), draft)).toEqual(expected)
})

test('two dimensions: the second one makes the lines, the largest ones of them', () => {
  const rows = [
    ['mon', 'ana', 1],
    ['mon', 'bia', 5],
    ['tue', 'ana', 2],
    ['tue', null, 1],
  ]
  const draft = { ...beginWith(SOURCE), dimensions: ['day', 'owner'] }

  expect(charted(result([null, null, 'count'], rows), draft)).toEqual({ places: [2], seriesBy: 1 })
  const table = pivoted(result([null, null, 'count'], rows), 2, 2)
  expect(table.keys).toEqual(['mon', 'tue'])
  expect(table.series).toEqual(['bia', 'ana'])
  expect(table.value('tue', 'ana')).toBe(2)
  expect(table.value('tue', 'bia')).toBe(0)
  expect(pivoted(result([null, null, 'seconds'], rows), 2, 2).value('tue', 'bia')).toBeNull()
})

test('two dimensions: days without anything are drawn too', () => {
  const whole = result(
    [null, null, 'count'],
    [
      ['2026-02-27', 'ana', 1],
      ['2026-03-01', 'ana', 5],
    ],
  )
  const days = whole.columns.map((one, place) => (place === 0 ? { ...one, kind: 'day' as const } : one))
  const month = { ...whole, columns: days, first: '2026-02-27', last: '2026-03-02' }

  expect(pivoted(month, 2, 2).keys).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'])
  expect(pivoted({ ...month, is_cut: true }, 2, 2).keys).toEqual(['2026-02-27', '2026-03-01'])
})

test('addresses as people write them', () => {
  expect(addressesIn(' Ana@loja.com; bia@loja.com,\nana@loja.com ')).toEqual(['ana@loja.com', 'bia@loja.com'])
  expect(addressesIn('  ')).toEqual([])
  expect(['ana@loja.com', 'ana', 'a@b', 'a b@c.d', `${'a'.repeat(250)}@b.co`].map(isAddress)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})
