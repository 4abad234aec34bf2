import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createFormats,
  formatPhone,
  fromInput,
  instantAt,
  preferredLocale,
  toInput,
  wallTimeIn,
} from '../src'

const NOW = Date.parse('2026-11-22T15:00:00Z')
const formats = createFormats('pt-BR', 'America/Sao_Paulo')

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3_660, '1 h 1 min'],
  [7_200, '2 h'],
  [200_000, '2 dias'],
])('%i seconds are %s', (seconds, words) => {
  expect(formats.duration(seconds).replaceAll('\u00a0', ' ')).toMatch(words.replace(' dias', ''))
})

test('days are named from today on, by the clock of the time zone', () => {
  expect(formats.day('2026-11-22T03:30:00Z', NOW)).toBe('hoje')
  expect(formats.day('2026-11-22T02:30:00Z', NOW)).toBe('ontem')
  expect(formats.day('2026-11-18T15:00:00Z', NOW)).toBe('quarta-feira')
  expect(formats.day('2026-10-01T15:00:00Z', NOW)).toBe('1 de outubro de 2026')
})

test('a list row shows the hour today and the day before that', () => {
  expect(formats.shortMoment('2026-11-22T14:05:00Z', NOW)).toBe('11:05')
  expect(formats.shortMoment('2026-11-20T14:05:00Z', NOW)).toBe('20/11')
})

test.each([
  ['+5511988887777', '+55 11 98888-7777'],
  ['+551140028922', '+55 11 4002-8922'],
  ['+14155550123', '+14155550123'],
])('phone %s is shown as %s', (phone, shown) => {
  expect(formatPhone(phone)).toBe(shown)
})

test.each([
  [['pt-PT', 'en'], 'pt-BR'],
  [['en-GB'], 'en'],
  [['de', 'es-AR'], 'es'],
  [['fi'], 'pt-BR'],
])('who reads %j gets %s', (wanted, locale) => {
  expect(preferredLocale(wanted)).toBe(locale)
})

describe('time zones', () => {
  const zones = ['America/Sao_Paulo', 'Europe/Lisbon', 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland']

  test('a wall time goes to its instant and back, except in the hour that summer time skips', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({
          min: new Date('2020-01-01T00:00Z'),
          max: new Date('2035-01-01T00:00Z'),
          noInvalidDate: true,
        }),
        (zone, date) => {
          const wall = wallTimeIn(date, zone)
          expect(wallTimeIn(instantAt(wall, zone), zone)).toEqual(wall)
        },
      ),
    )
  })

  test('the input of a date and hour means that hour there', () => {
    expect(fromInput('2026-11-22T09:00', 'America/Sao_Paulo').toISOString()).toBe('2026-11-22T12:00:00.000Z')
    expect(toInput(new Date('2026-07-01T12:00:00Z'), 'Europe/Lisbon')).toBe('2026-07-01T13:00')
  })

  test('days beyond the end of a month roll over', () => {
    const at = instantAt({ year: 2026, month: 1, day: 32, hour: 9, minute: 0 }, 'America/Sao_Paulo')
    expect(at.toISOString()).toBe('2026-02-01T12:00:00.000Z')
  })
})
