import type { Inbox, InboxReport } from '@attendance/api'
import { createFormats } from '@attendance/i18n'
import { describe, expect, test } from 'vitest'
import { credentialWords } from '@/features/inboxes/credentialWords'
import { findingsOf } from '@/features/inboxes/findings'
import { needsOf, stepsOf, testHint } from '@/features/inboxes/setup'
import { needsSomebody, stateOf } from '@/features/inboxes/state'

const AT = '2026-11-22T12:00:00Z'
const LATER = '2026-11-22T12:05:00Z'
const FORMATS = createFormats('pt-BR', 'America/Sao_Paulo')
const HEALTH: Inbox['health'] = {
  last_webhook_at: AT,
  last_sent_at: AT,
  last_error_at: null,
  last_error: null,
  token_expires_at: null,
  quality: null,
  messaging_limit: null,
  account_status: null,
  templates: null,
  templates_synced_at: null,
  rate_limited_until: null,
  circuit: 'closed',
  held: null,
  checked_at: null,
  checked_account: null,
  check_problem: null,
  refused_24h: 0,
  warnings: [],
}
const HELD = { cause: 'account', reason: 'token_expired', detail: 'Expired.', since: AT, retry_at: LATER }

function inbox(health: Partial<Inbox['health']> = {}, more: Partial<Inbox> = {}): Inbox {
  return {
    id: '1',
    channel: 'whatsapp',
    name: 'Loja',
    is_active: true,
    bot_id: null,
    webhook_path: '/webhooks/whatsapp/k',
    credential_names: [],
    settings: {},
    health: { ...HEALTH, ...health },
    created_at: AT,
    ...more,
  }
}

function findings(health: Partial<Inbox['health']>, more: Partial<InboxReport> = {}) {
  const one = inbox(health)
  const report: InboxReport = {
    state: stateOf(one),
    health: one.health,
    token_days_left: null,
    failed: 0,
    failed_24h: 0,
    unread: 0,
    ignored_24h: 0,
    waiting: 0,
    median_seconds: null,
    ...more,
  }
  return findingsOf(one, report, FORMATS)
}

describe('how an inbox is', () => {
  test.each([
    ['well', inbox()],
    ['new', inbox({ last_webhook_at: null, last_sent_at: null })],
    ['paused', inbox({ held: HELD }, { is_active: false })],
    ['held', inbox({ held: HELD })],
    ['broken', inbox({ warnings: ['token_expired'] })],
    ['broken', inbox({ check_problem: 'No.' })],
    ['warning', inbox({ refused_24h: 2 })],
    ['warning', inbox({ warnings: ['quality_low'] })],
    ['warning', inbox({ last_error: 'x', last_error_at: LATER })],
    ['well', inbox({ last_error: 'x', last_error_at: AT, last_sent_at: LATER })],
  ])('%s', (state, one) => {
    expect(stateOf(one)).toBe(state)
  })

  test('administrators are told on every page only of what sends nothing', () => {
    expect(
      ['held', 'broken', 'warning', 'new', 'paused', 'well'].map((s) => needsSomebody(s as 'held')),
    ).toEqual([true, true, false, false, false, false])
  })
})

describe('what to do about it', () => {
  test.each([
    ['well', {}, {}],
    ['held', { held: HELD }, {}],
    ['paused', {}, { state: 'paused' as const, waiting: 2 }],
    ['token', { token_expires_at: LATER, warnings: ['token_expired'] }, {}],
    ['token', { token_expires_at: LATER, warnings: ['token_expires_soon'] }, { token_days_left: 5 }],
    ['check', { check_problem: 'No.' }, {}],
    ['refused', { refused_24h: 3 }, {}],
    ['unread', {}, { unread: 1 }],
    ['quality', { warnings: ['quality_low'] }, {}],
    ['rate', { warnings: ['rate_limited'], rate_limited_until: LATER }, {}],
    ['error', { last_error: 'x', last_error_at: LATER }, {}],
  ])('%s %o', (key, health, more) => {
    expect(findings(health, more).map((finding) => finding.key)).toEqual([key])
  })

  test('a problem is said once: what holds an inbox is also its last error and its check', () => {
    const told = findings({
      held: HELD,
      check_problem: 'Expired.',
      last_error: 'Expired.',
      last_error_at: LATER,
    })

    expect(told.map((finding) => finding.key)).toEqual(['held'])
  })

  test('how many wait is said with why', () => {
    expect(findings({ held: HELD }, { waiting: 4 })[0]?.detail).toContain('4')
  })
})

const CHANNELS = 'whatsapp webchat instagram messenger telegram email sms slack teams google_chat'.split(' ')

describe('connecting', () => {
  test.each(CHANNELS)('%s says what it needs and how', (channel) => {
    expect(needsOf(channel)).not.toBe(needsOf('echo'))
    expect(stepsOf(channel).length).toBeGreaterThan(2)
    expect(testHint(channel) === null).toBe(channel === 'webchat')
  })

  test.each(CHANNELS.filter((channel) => !['email', 'telegram', 'webchat'].includes(channel)))(
    '%s shows where the vendor must call',
    (channel) => {
      expect(stepsOf(channel).some((step) => step.copies === 'webhook')).toBe(true)
    },
  )

  test('a field that is new here is shown as the server says', () => {
    const field = { name: 'new_thing', label: 'New thing', help: 'Somewhere', secret: true, required: true }

    expect(credentialWords('whatsapp', field)).toEqual({ label: 'New thing', help: 'Somewhere' })
  })
})
