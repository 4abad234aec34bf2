import { createFormats } from '@attendance/i18n'
import { describe, expect, test } from 'vitest'
import { csvOf } from '@/features/insights/csv'
import { took, tookShortly } from '@/features/insights/kpis'
import { askedOf, daysShown, parseInsightsSearch } from '@/features/insights/search'
import { pointsOf, spanOf } from '@/features/insights/steps'

const SAO_PAULO = 'America/Sao_Paulo'
const NOW = Date.parse('2026-11-22T02:00:00Z')

describe('the address of the figures', () => {
  test.each([
    [{}, {}],
    [{ period: 'week' }, {}],
    [
      { period: 'quarter', queue: 'q', who: 'u', channel: 'whatsapp' },
      { period: 'quarter', queue: 'q', who: 'u', channel: 'whatsapp' },
    ],
    [{ period: 'century', queue: 7, board: 'yes' }, {}],
    [
      { from: '2026-11-01', to: '2026-11-05', period: 'today' },
      { from: '2026-11-01', to: '2026-11-05' },
    ],
    [{ from: '2026-11-05', to: '2026-11-01', period: 'today' }, { period: 'today' }],
    [{ from: '2020-01-01', to: '2026-11-01' }, {}],
    [{ from: '2026-13-45', to: '2026-14-01' }, {}],
    [
      { board: true, chart: 'nps' },
      { board: true, chart: 'nps' },
    ],
  ])('%j means %j', (given, meant) => expect(parseInsightsSearch(given)).toEqual(meant))
})

describe('the period that the server is asked for', () => {
  test.each([
    [{ period: 'today' as const }, '2026-11-21T03:00:00.000Z', null],
    [{}, '2026-11-15T03:00:00.000Z', null],
    [{ from: '2026-11-01', to: '2026-11-05' }, '2026-11-01T03:00:00.000Z', '2026-11-06T03:00:00.000Z'],
    [{ from: '2026-11-01', to: '2026-11-21' }, '2026-11-01T03:00:00.000Z', null],
  ])("%j is whole days of the company's calendar", (search, since, until) => {
    expect(askedOf(search, NOW, SAO_PAULO)).toMatchObject({ since, until })
  })

  test('it stays the same all day, so that nothing is asked twice', () => {
    const later = NOW + 3_000_000
    expect(askedOf({}, later, SAO_PAULO)).toEqual(askedOf({}, NOW, SAO_PAULO))
  })

  test('the fields show the days that a period means', () => {
    expect(daysShown({}, NOW, SAO_PAULO)).toEqual({ from: '2026-11-15', to: '2026-11-21' })
  })
})

describe('the points of a chart', () => {
  const step = (starts_at: string) => ({
    starts_at, opened: 3, resolved: 1, abandoned: 0, avg_wait_time: null, first_response_time: null,
    resolution_rate: null, customer_satisfaction: null, attendant_utilization: null, transfers_rate: null, nps: null,
  }) // prettier-ignore
  const steps = [step('2026-11-20T03:00:00Z'), step('2026-11-21T03:00:00Z')]
  const until = '2026-11-21T15:00:00Z'

  test('say their day or hour in the words of the reader', () => {
    const formats = createFormats('pt-BR', SAO_PAULO)
    const [first] = pointsOf({ step: 'day', steps }, formats, (one) => [one.opened])
    expect(first).toEqual({ key: '2026-11-20T03:00:00Z', label: 'sex., 20/11', tick: '20/11', values: [3] })
    expect(pointsOf({ step: 'hour', steps }, formats, () => [null])[1]?.label).toBe('sáb., 21/11, 00:00')
  })

  test('stand for the time until the next, the last until the end', () => {
    expect(spanOf({ steps, until }, '2026-11-20T03:00:00Z')).toEqual({
      since: '2026-11-20T03:00:00Z',
      until: '2026-11-21T03:00:00Z',
    })
    expect(spanOf({ steps, until }, '2026-11-21T03:00:00Z')).toEqual({ since: '2026-11-21T03:00:00Z', until })
  })
})

test('a file for spreadsheets calculates nothing of what customers wrote', () => {
  expect(csvOf([['=1+1', 2.5, null, 'a "b", c']])).toBe('\'=1+1,2.5,,"a ""b"", c"\r\n')
})

test.each([
  [56, '56 s', '56 s'],
  [60, '1 min', '1 min'],
  [80.9, '1 min 21 s', '1,3 min'],
  [5400, '1 h 30 min', '1,5 h'],
])('%d seconds are %s, on an axis %s', (seconds, exact, short) => {
  const formats = createFormats('pt-BR', SAO_PAULO)
  expect(took(seconds, formats)).toBe(exact)
  expect(tookShortly(seconds, formats)).toBe(short)
})
