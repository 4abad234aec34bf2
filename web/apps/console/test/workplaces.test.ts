import type { MessageTemplate, WorkAddress } from '@attendance/api'
import { describe, expect, test } from 'vitest'
import { idHint, inOrder, placeOf, problemOf, type PlaceDraft } from '@/features/attendants/workplaces'
import { choicesOf, readTeam, writeTeam } from '@/features/inboxes/team'

const ADDRESS: WorkAddress = {
  id: 'a',
  user_id: 'u',
  user_name: 'Maria',
  queue_id: null,
  queue_name: null,
  inbox_id: 'i',
  inbox_name: 'Slack',
  channel: 'slack',
  label: 'maria',
  source: 'admin',
  is_active: true,
  last_heard_at: null,
}
const DRAFT: PlaceDraft = {
  inboxId: 'i',
  isPlace: false,
  userId: 'u',
  queueId: 'q',
  externalId: ' U1 ',
  label: ' ',
}

describe('places where people work', () => {
  test('teams come first, then people by name', () => {
    const names = inOrder([
      { ...ADDRESS, user_name: 'Zeca' },
      { ...ADDRESS, user_name: 'Ana' },
      { ...ADDRESS, user_id: null, user_name: null, label: '#vendas' },
    ]).map((one) => one.user_name ?? one.label)
    expect(names).toEqual(['#vendas', 'Ana', 'Zeca'])
  })

  test.each([
    [{}, null],
    [{ inboxId: '' }, 'inbox'],
    [{ userId: '' }, 'person'],
    [{ userId: '', isPlace: true }, null],
    [{ externalId: '  ' }, 'address'],
  ] as const)('what is missing of %o', (part, expected) => {
    expect(problemOf({ ...DRAFT, ...part })).toBe(expected)
  })

  test('a person has no queue, a place no person', () => {
    expect(placeOf(DRAFT)).toEqual({
      inbox_id: 'i',
      external_id: 'U1',
      label: null,
      user_id: 'u',
      queue_id: null,
    })
    expect(placeOf({ ...DRAFT, isPlace: true, label: '#sac' })).toMatchObject({
      user_id: null,
      queue_id: 'q',
      label: '#sac',
    })
  })

  test('each messenger says how its people are named', () => {
    const hints = ['whatsapp', 'telegram', 'slack', 'teams', 'google_chat'].map((one) => idHint(one, false))
    expect(new Set(hints).size).toBe(5)
    expect(idHint('slack', true)).not.toBe(idHint('slack', false))
  })
})

describe('attendants of an inbox', () => {
  const OTHERS = { poll_seconds: 20 }

  test.each([
    [{}, { isOnlyOurs: false, template: '' }],
    [{ attendants: 'only' }, { isOnlyOurs: true, template: '' }],
    [{ attendant_template: { name: 'chamar' } }, { isOnlyOurs: false, template: 'chamar pt_BR' }],
    [{ attendant_template: 'wrong' }, { isOnlyOurs: false, template: '' }],
  ])('reads %o', (settings, expected) => {
    expect(readTeam(settings)).toEqual(expected)
  })

  test('what is written reads the same, and leaves the other settings', () => {
    const team = { isOnlyOurs: true, template: 'chamar en_US' }
    const written = writeTeam(OTHERS, team)
    expect(written).toEqual({
      ...OTHERS,
      attendants: 'only',
      attendant_template: { name: 'chamar', language: 'en_US' },
    })
    expect(readTeam(written)).toEqual(team)
    expect(writeTeam(written, { isOnlyOurs: false, template: '' })).toEqual(OTHERS)
  })

  test('a template that lost its approval stays visible as what it is', () => {
    const template = { name: 'chamar', language: 'pt_BR', status: 'paused' } as MessageTemplate
    expect(choicesOf([template], 'chamar pt_BR')).toEqual([
      { key: 'chamar pt_BR', label: 'chamar · pt_BR', isUsable: false },
    ])
  })
})
