import { describe, expect, it } from 'vitest'
import { emptyChat, reduce, unseen, type Chat, type Pending } from '../src/chat/state.ts'
import type { ChatMessage, ServerFrame } from '../src/protocol.ts'

const said = (id: string, author: ChatMessage['author'] = 'attendant', clientId: string | null = null): ChatMessage => ({
  id,
  cursor: id,
  author,
  name: 'Maria',
  kind: 'text',
  text: `text ${id}`,
  at: '2026-11-10T12:00:00Z',
  client_id: clientId,
  options: [], files: [], quote: null, reactions: [], is_edited: false, is_deleted: false, asks: null,
})
const waiting = (clientId: string): Pending => ({
  client_id: clientId,
  text: 'Oi',
  at: '2026-11-10T12:00:00Z',
  isStored: false,
  problem: null,
})
const after = (chat: Chat, ...frames: ServerFrame[]) =>
  frames.reduce((before, frame) => reduce(before, { type: 'frame', frame }), chat)
const news = (items: ChatMessage[], hasOlder: boolean | null = null): ServerFrame => ({
  type: 'messages',
  items,
  cursor: items.at(-1)?.cursor ?? '0',
  has_older: hasOlder,
})
const refusal = (clientId: string, after: number | null): ServerFrame => ({
  type: 'refused',
  code: 'invalid_input',
  detail: '',
  client_id: clientId,
  retry_after_seconds: after,
})
const ids = (chat: Chat) => chat.messages.map((message) => message.id)

describe('messages', () => {
  it('come in order, each once however often it is told', () => {
    const chat = after(emptyChat(), news([said('1')], false), news([said('1'), said('2')]), news([said('2'), said('3')]))

    expect(ids(chat)).toEqual(['1', '2', '3'])
    expect(chat.cursor).toBe('3')
  })

  it('of an older page go before, each once', () => {
    const older: ServerFrame = { type: 'older', items: [said('1'), said('2')], has_older: false }
    const chat = after(emptyChat(), news([said('3')], true), older, older)

    expect(ids(chat)).toEqual(['1', '2', '3'])
    expect(chat.hasOlder).toBe(false)
  })

  it('of a newest page replace what was shown: there may be a gap between', () => {
    expect(ids(after(emptyChat(), news([said('1')], false), news([said('8'), said('9')], true)))).toEqual(['8', '9'])
  })

  it('take the place of what was pending', () => {
    const chat = after(emptyChat([waiting('a'), waiting('b')]), news([said('1', 'visitor', 'a')]))

    expect(chat.pending.map((pending) => pending.client_id)).toEqual(['b'])
  })

  it('of ours are unseen until they were on the screen', () => {
    const chat = after(emptyChat([], '1'), news([said('1'), said('2', 'visitor'), said('3', 'bot')], false))
    const seen = reduce(chat, { type: 'read', id: '3' })

    expect(unseen(chat).map((message) => message.id)).toEqual(['3'])
    expect(unseen(seen)).toEqual([])
    expect(reduce(seen, { type: 'read', id: '2' })).toBe(seen)
  })

  it('of ours end the typing, the visitor’s own do not', () => {
    const typing = after(emptyChat(), { type: 'typing', kind: 'attendant', name: 'Maria' })

    expect(after(typing, news([said('1', 'visitor')])).typing).not.toBeNull()
    expect(after(typing, news([said('1')])).typing).toBeNull()
  })
})

describe('what the visitor sends', () => {
  const chat = emptyChat([waiting('a'), waiting('b')])

  it('is stored when it is acknowledged', () => {
    expect(after(chat, { type: 'ack', client_id: 'a' }).pending.map((p) => p.isStored)).toEqual([true, false])
  })

  it('fails when it is refused for good, and may be tried again', () => {
    const refused = after(chat, refusal('a', null))

    expect(refused.pending[0]?.problem).toBe('invalid_input')
    expect(reduce(refused, { type: 'tried again', client_id: 'a' }).pending[0]?.problem).toBeNull()
  })

  it('waits when it came too fast, and the visitor is told until the next is taken', () => {
    const tooFast = after(chat, refusal('a', 3))

    expect([tooFast.isTooFast, tooFast.pending[0]?.problem]).toEqual([true, null])
    expect(after(tooFast, { type: 'ack', client_id: 'a' }).isTooFast).toBe(false)
  })
})

it('a refusal of the whole chat stays', () => {
  const chat = reduce(emptyChat(), { type: 'refused', code: 'identity_required' })

  expect([chat.refusal, chat.connection]).toEqual(['identity_required', 'offline'])
})
