import type { Kpi } from '@attendance/api'
import { describe, expect, test } from 'vitest'
import { snoozePresets } from '@/features/actions/snoozing'
import { isWindowClosed, standingOf, type Standing } from '@/features/composer/standing'
import { readSkills, writeSkills } from '@/features/attendants/skills'
import { splitName } from '@/features/contact/names'
import { changeOf, isOnTarget } from '@/features/insights/kpis'
import { EMPTY_DRAFT, newQueueOf, patchOf, problemsOf } from '@/features/queues/draft'
import { browserName } from '@/features/settings/browsers'
import { snippetParts } from '@/features/inbox/snippets'
import { readWebchat, writeWebchat } from '@/features/inboxes/webchat'
import { AT, conversation, me, minutesLater } from './make'

const NOW = Date.parse(AT)
const SAO_PAULO = 'America/Sao_Paulo'

describe('who may write to the customer', () => {
  test.each<[Standing, Parameters<typeof conversation>[0]]>([
    ['open', {}],
    ['open', { status: 'assigned' }],
    ['open', { window_closes_at: minutesLater(1) }],
    ['window_closed', { window_closes_at: minutesLater(-1) }],
    ['window_closed', { window_is_closed: true }],
    ['bot', { status: 'bot', owner: 'bot', assigned_to: null }],
    ['unassigned', { status: 'waiting', assigned_to: null }],
    ['colleague', { assigned_to: 'another' }],
    ['closed', { status: 'resolved' }],
    ['closed', { status: 'abandoned' }],
  ])('%s: %j', (standing, changes) => {
    expect(standingOf(conversation(changes), me(), NOW)).toBe(standing)
  })

  test('an auditor only reads', () => {
    expect(standingOf(conversation(), me({ permissions: [] }), NOW)).toBe('read_only')
  })

  test('the window closes on the screen at its moment, without a word from the server', () => {
    const closing = conversation({ window_closes_at: minutesLater(10) })
    expect(isWindowClosed(closing, NOW)).toBe(false)
    expect(isWindowClosed(closing, NOW + 10 * 60_000)).toBe(true)
  })
})

describe('snoozing', () => {
  const presets = (instant: string) =>
    snoozePresets(new Date(instant), SAO_PAULO).map(
      ([name, date]) => `${name} ${date.toISOString().slice(0, 16)}`,
    )

  test('on a Wednesday morning, by the clock of the tenant', () => {
    expect(presets('2026-11-18T13:00:00Z')).toEqual([
      'hour 2026-11-18T14:00',
      'evening 2026-11-18T21:00',
      'tomorrow 2026-11-19T12:00',
      'monday 2026-11-23T12:00',
      'week 2026-11-25T12:00',
    ])
  })

  test('late there is no evening left, and on Sunday Monday is tomorrow', () => {
    expect(presets('2026-11-22T23:00:00Z')).toEqual([
      'hour 2026-11-23T00:00',
      'tomorrow 2026-11-23T12:00',
      'week 2026-11-29T12:00',
    ])
  })
})

describe('figures', () => {
  const kpi = (changes: Partial<Kpi>): Kpi => ({
    key: 'x',
    value: 50,
    previous: 100,
    target: 60,
    unit: 'seconds',
    higher_is_better: false,
    ...changes,
  })

  test('a target is met from its good side', () => {
    expect(isOnTarget(kpi({}))).toBe(true)
    expect(isOnTarget(kpi({ value: 60 }))).toBe(false)
    expect(isOnTarget(kpi({ higher_is_better: true, value: 85.1, target: 85 }))).toBe(true)
    expect(isOnTarget(kpi({ value: null }))).toBeNull()
  })

  test('the change is in percent of what was', () => {
    expect(changeOf(kpi({}))).toBe(-50)
    expect(changeOf(kpi({ previous: 0 }))).toBeNull()
    expect(changeOf(kpi({ unit: 'points', value: -5, previous: 20 }))).toBe(-25)
  })
})

describe('queues', () => {
  test('a queue needs a name, a channel, and hours that make sense', () => {
    const hours = [{ weekday: 0, opens: '18:00', closes: '09:00' }]
    expect(problemsOf({ ...EMPTY_DRAFT, channels: [], hours })).toEqual(['name', 'channels', 'hours'])
    expect(problemsOf({ ...EMPTY_DRAFT, name: 'Suporte' })).toEqual([])
  })

  test('what was typed becomes what the server takes; limits that nobody touched go on following the bot', () => {
    const draft = { ...EMPTY_DRAFT, name: ' Suporte ', description: ' ', requiredSkills: 'inglês, ,garantia' }

    expect(newQueueOf({ ...draft, maxWaitMinutes: 5, userIds: ['u1'] })).toEqual({
      name: 'Suporte',
      channels: ['whatsapp'],
      max_wait_seconds: 300,
      policy: { required_skills: ['inglês', 'garantia'] },
      user_ids: ['u1'],
    })
  })

  test('a change names only what changed', () => {
    const before = { ...EMPTY_DRAFT, name: 'Suporte' }

    expect(patchOf(before, before)).toEqual({})
    expect(patchOf(before, { ...before, name: 'Suporte 2' })).toEqual({ name: 'Suporte 2' })
    expect(patchOf(before, { ...before, maxSize: 9 })).toMatchObject({ policy: { max_size: 9 } })
  })
})

test.each([
  ['Natália Ferreira da Silva', { first_name: 'Natália', last_name: 'Ferreira da Silva' }],
  ['Pelé', { first_name: 'Pelé', last_name: null }],
])('%s in two parts', (name, parts) => {
  expect(splitName(name)).toEqual(parts)
})

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36',
    'Chrome · Linux',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Version/19.1 Safari/604.1', 'Safari · iPhone'],
  ['curl/8.9', 'curl/8.9'],
])('%s is %s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name)
})

test('the settings of a web chat go through the form unharmed, the others stay', () => {
  const before = { title: 'Loja', allowed_origins: ['https://a.example'], identified_only: true, kept: 1 }
  expect(readWebchat(before)).toMatchObject({
    title: 'Loja',
    allowedOrigins: 'https://a.example',
    identifiedOnly: true,
  })

  const form = new FormData()
  form.set('title', ' Ajuda ')
  form.set('allowed_origins', 'https://a.example\nhttps://b.example, ')
  expect(writeWebchat(before, form)).toEqual({
    title: 'Ajuda',
    greeting: '',
    accent: '',
    allowed_origins: ['https://a.example', 'https://b.example'],
    identified_only: false,
    kept: 1,
  })
})

test('a snippet tells what matched', () => {
  expect(snippetParts('Olá **Natália**!').map(({ words, isMatch }) => [words, isMatch])).toEqual([
    ['Olá ', false],
    ['Natália', true],
    ['!', false],
  ])
})

test('skills are written as people write them', () => {
  const skills = { inglês: 4, 'notas fiscais': 3, trocas: 5 }
  expect(readSkills('inglês 4; notas fiscais, trocas 9')).toEqual(skills)
  expect(readSkills(writeSkills(skills))).toEqual(skills)
})
