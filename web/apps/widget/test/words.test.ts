import { expect, it } from 'vitest'
import { onColor } from '../src/color.ts'
import { pickLocale } from '../src/i18n/locale.ts'
import { textsOf } from '../src/i18n/texts.ts'
import { BOLD, LINK, dayName, linesOf, offered, pieces } from '../src/panel/days.ts'
import type { ChatMessage } from '../src/protocol.ts'

const said = (id: string, name: string, at: string): ChatMessage => ({
  id,
  cursor: id,
  author: 'attendant',
  name,
  kind: 'text',
  text: 'Olá',
  at,
  client_id: null,
  options: [], files: [], quote: null, reactions: [], is_edited: false, is_deleted: false, asks: null,
})

it('the first language that we speak is taken, Portuguese otherwise', () => {
  expect(pickLocale(['fr-FR', 'es-MX', 'en'])).toBe('es')
  expect(pickLocale(['pt-PT'])).toBe('pt-BR')
  expect(pickLocale(['', 'ja'])).toBe('pt-BR')
})

it('numbers of things agree with their words', async () => {
  const texts = await textsOf('pt-BR')

  expect([0, 1, 4].map((minutes) => texts.estimate(minutes))).toEqual([
    'menos de 1 minuto',
    'cerca de 1 minuto',
    'cerca de 4 minutos',
  ])
  expect(texts.estimate(null)).toBe('')
  expect([texts.waiting(3), texts.waiting(null)]).toEqual(['Você é o 3º da fila', 'Aguardando atendimento'])
})

it('addresses become links, without the full stop behind them', () => {
  expect(pieces('Veja https://loja.test/a?b=1. Ou (http://x.test/)!')).toEqual([
    { text: 'Veja ', kind: 0 },
    { text: 'https://loja.test/a?b=1', kind: LINK },
    { text: '. Ou (', kind: 0 },
    { text: 'http://x.test/', kind: LINK },
    { text: ')!', kind: 0 },
  ])
  expect(pieces('javascript:alert(1) "https://x.test/" onclick')[1]).toEqual({ text: 'https://x.test/', kind: LINK })
  expect(pieces('Escreva *atendente*. 2*3*4')).toEqual([
    { text: 'Escreva ', kind: 0 },
    { text: 'atendente', kind: BOLD },
    { text: '. 2*3*4', kind: 0 },
  ])
  expect(pieces('')).toEqual([])
})

it('days are named as people say them', () => {
  const now = new Date(2026, 10, 10, 9)
  const words = { today: 'Hoje', yesterday: 'Ontem' }

  expect(dayName(new Date(2026, 10, 10, 0), now, 'pt-BR', words)).toBe('Hoje')
  expect(dayName(new Date(2026, 10, 9, 23), now, 'pt-BR', words)).toBe('Ontem')
  expect(dayName(new Date(2026, 10, 3), now, 'pt-BR', words)).toBe('terça-feira, 3 de novembro')
})

it('a run of one author shows the name once, and again on the next day', () => {
  const lines = linesOf(
    [
      said('1', 'Maria', '2026-11-09T12:00:00'),
      said('2', 'Maria', '2026-11-09T12:01:00'),
      said('3', 'João', '2026-11-09T12:02:00'),
      said('4', 'João', '2026-11-10T12:00:00'),
    ],
    [],
  )

  expect(lines.map((line) => line.startsRun)).toEqual([true, false, true, true])
  expect(lines.map((line) => line.startsDay)).toEqual([true, false, false, true])
})

it('text on a colour is readable', () => {
  expect(['#ffffff', '#f5d547', '#3355e0', '#1f5c45', '#000000'].map(onColor)).toEqual([
    '#151a23',
    '#151a23',
    '#ffffff',
    '#ffffff',
    '#ffffff',
  ])
})

it('quick replies are offered until somebody writes, and are read as their labels', () => {
  const question = { ...said('1', 'Lia', '2026-11-10T12:00:00Z'), options: [{ value: 'p1', label: 'Pedidos' }] }
  const answer = { ...said('2', '', '2026-11-10T12:01:00Z'), author: 'visitor' as const, text: 'p1' }

  expect(offered(linesOf([question], []))).toEqual(question.options)
  const lines = linesOf([question, answer], [])
  expect(offered(lines)).toEqual([])
  expect(lines[1]?.text).toBe('Pedidos')
})
