import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Line } from '../src/chat/line.ts'
import { Outbox } from '../src/chat/outbox.ts'
import type { Pending } from '../src/chat/state.ts'
import type { ClientFrame, ServerFrame } from '../src/protocol.ts'

let pending: Pending[]
let sent: string[]
const line: Line = {
  send: (frame: ClientFrame) => sent.push(frame.type === 'send' ? frame.client_id : frame.type),
  renew: () => {},
  close: () => {},
  ended: new Promise(() => {}),
}

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  pending = ['a', 'b', 'c'].map((client_id) => ({ client_id, text: 'Oi', at: '', isStored: false, problem: null }))
})
afterEach(() => void vi.useRealTimers())

function stored(clientId: string): ServerFrame {
  pending = pending.map((message) => (message.client_id === clientId ? { ...message, isStored: true } : message))
  return { type: 'ack', client_id: clientId }
}

function refused(clientId: string, seconds: number | null): ServerFrame {
  if (seconds === null) pending = pending.map((m) => (m.client_id === clientId ? { ...m, problem: 'x' } : m))
  return { type: 'refused', code: 'x', detail: '', client_id: clientId, retry_after_seconds: seconds }
}

it('sends one at a time, in order', () => {
  const outbox = new Outbox(() => pending)
  outbox.attach(line)
  outbox.flush()
  expect(sent).toEqual(['a'])

  outbox.heed(stored('a'))
  outbox.heed(stored('b'))

  expect(sent).toEqual(['a', 'b', 'c'])
})

it('sends what was under way again on the next line', () => {
  const outbox = new Outbox(() => pending)
  outbox.attach(line)
  outbox.attach(null)
  outbox.flush()
  outbox.attach(line)

  expect(sent).toEqual(['a', 'a'])
})

it('rests as long as the server asks, and keeps the order', () => {
  const outbox = new Outbox(() => pending)
  outbox.attach(line)
  outbox.heed(refused('a', 3))
  outbox.flush()
  vi.advanceTimersByTime(2_900)
  expect(sent).toEqual(['a'])

  vi.advanceTimersByTime(200)

  expect(sent).toEqual(['a', 'a'])
})

it('goes on after a message that was refused for good', () => {
  const outbox = new Outbox(() => pending)
  outbox.attach(line)
  outbox.heed(refused('a', null))

  expect(sent).toEqual(['a', 'b'])
})

it('is not confused by frames about other messages', () => {
  const outbox = new Outbox(() => pending)
  outbox.attach(line)
  outbox.heed({ type: 'ack', client_id: 'z' })
  outbox.heed({ type: 'pong' })

  expect(sent).toEqual(['a'])
})
