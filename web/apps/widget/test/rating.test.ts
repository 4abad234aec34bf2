import { expect, it } from 'vitest'
import { linesOf, rated } from '../src/panel/days.ts'
import type { ChatMessage } from '../src/protocol.ts'

const said = (id: string, more: Partial<ChatMessage>): ChatMessage => ({
  id, cursor: id, author: 'system', name: 'Loja', kind: 'text', text: 'Que nota?', at: '2026-11-10T12:00:00Z', client_id: null,
  options: [], files: [], quote: null, reactions: [], is_edited: false, is_deleted: false, asks: null, ...more,
})

it('asks for a score while the question is the newest line', () => {
  const question = said('1', { asks: 'score' })

  expect(rated(linesOf([question], []))).toEqual(question)
  expect(rated(linesOf([question, said('2', { author: 'visitor', text: '9' })], []))).toBeNull()
  expect(rated(linesOf([question], [{ client_id: 'c', text: '9', at: 1, problem: null, isStored: false }] as never))).toBeNull()
})

it('then for the reason', () => {
  const why = said('3', { asks: 'comment' })

  expect(rated(linesOf([said('1', { asks: 'score' }), said('2', { author: 'visitor', text: '9' }), why], []))).toEqual(why)
})

it('asks nothing in a usual conversation', () => {
  expect(rated(linesOf([said('1', {})], []))).toBeNull()
  expect(rated([])).toBeNull()
})
