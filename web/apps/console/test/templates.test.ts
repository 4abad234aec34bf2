import type { MessageTemplate } from '@attendance/api'
import { describe, expect, it } from 'vitest'
import { segmentsOf } from '../src/features/composer/segments'
import { languagesOf, matching, previewOf, problemsOf } from '../src/features/templates/filling'

function template(change: Partial<MessageTemplate> = {}): MessageTemplate {
  return {
    id: 't1',
    inbox_id: 'i1',
    name: 'pedido_pronto',
    language: 'pt_BR',
    category: 'utility',
    status: 'approved',
    quality: null,
    rejected_reason: null,
    preview: 'Pedido {{1}}\n\nOi, {{1}}! Saiu {{2}}.\n\nLoja',
    header_file: null,
    buttons: [],
    variables: [
      { key: 'header.1', part: 'header', label: '1', example: null, max_chars: 60 },
      { key: '1', part: 'body', label: '1', example: 'Ana', max_chars: 1024 },
      { key: '2', part: 'body', label: '2', example: null, max_chars: 1024 },
    ],
    synced_at: '2026-11-22T12:00:00Z',
    ...change,
  }
}

describe('a template being filled in', () => {
  it('shows each value in its own place', () => {
    expect(previewOf(template(), { 'header.1': '4821', '1': 'Ana' })).toBe(
      'Pedido 4821\n\nOi, Ana! Saiu {{2}}.\n\nLoja',
    )
  })

  it('names what is wrong with each value', () => {
    const values = { 'header.1': 'x'.repeat(61), '1': 'a\nb' }
    expect(problemsOf(template(), values)).toEqual({
      'header.1': 'too_long',
      '1': 'line_break',
      '2': 'missing',
    })
    expect(problemsOf(template(), { 'header.1': '1', '1': 'a    b', '2': 'c' })).toEqual({})
  })
})

describe('the list of templates', () => {
  const all = [
    template(),
    template({ id: 't2', name: 'oferta', language: 'en_US', preview: 'Promoção de verão' }),
    template({ id: 't3', name: 'novo', status: 'pending' }),
  ]

  it('finds by name and words, whatever the accents, and only what can be sent', () => {
    const ids = (typed: string, language: string | null = null) =>
      matching(all, typed, language).map(({ id }) => id)
    expect(ids('')).toEqual(['t1', 't2'])
    expect(ids('promocao')).toEqual(['t2'])
    expect(ids('pedido pronto')).toEqual(['t1'])
    expect(ids('novo')).toEqual([])
    expect(ids('', 'en_US')).toEqual(['t2'])
    expect(languagesOf(all)).toEqual(['en_US', 'pt_BR'])
  })
})

describe('a text as SMS', () => {
  it.each([
    ['a'.repeat(160), { count: 1, used: 160, room: 160 }],
    ['a'.repeat(161), { count: 2, used: 161, room: 306 }],
    ['€'.repeat(80), { count: 1, used: 160, room: 160 }],
    ['ã'.repeat(70), { count: 1, used: 70, room: 70 }],
    ['ã'.repeat(71), { count: 2, used: 71, room: 134 }],
    ['😀'.repeat(35), { count: 1, used: 70, room: 70 }],
    ['', { count: 1, used: 0, room: 160 }],
  ])('%#', (text, expected) => {
    expect(segmentsOf(text)).toEqual(expected)
  })
})
