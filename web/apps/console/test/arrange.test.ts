import type { Thread } from '@attendance/realtime'
import { expect, test } from 'vitest'
import { arrangeThread, dividerSeqOf, type Line } from '@/features/thread/arrange'
import { event, message } from './make'

const thread = (changes: Partial<Thread>): Thread => ({
  messages: [],
  timeline: [],
  olderCursor: null,
  isStale: false,
  ...changes,
})

function arranged(changes: Partial<Thread>, more: Partial<Parameters<typeof arrangeThread>[0]> = {}): Line[] {
  return arrangeThread({
    thread: thread(changes),
    outbox: [],
    dividerSeq: null,
    showEvents: true,
    viewerId: 'me',
    dayKey: (instant) => instant.slice(0, 10),
    ...more,
  })
}

const shapeOf = (lines: Line[]) =>
  lines.map((line) => (line.kind === 'message' ? `#${line.message.seq}` : line.kind))

test('a day opens before its first message', () => {
  const lines = arranged({ messages: [message(1), message(2, { created_at: '2026-11-23T09:00:00Z' })] })

  expect(shapeOf(lines)).toEqual(['start', 'day', '#1', 'day', '#2'])
})

test('with older messages to come, the first line is a message: the scroll position holds on to it', () => {
  expect(shapeOf(arranged({ messages: [message(5)], olderCursor: '5' }))).toEqual(['#5'])
})

test('events stand between the messages, neighbours as one line', () => {
  const lines = arranged({
    messages: [message(1), message(9)],
    timeline: [event('a', 2), event('b', 3), event('c', 10)],
  })

  expect(shapeOf(lines)).toEqual(['start', 'day', '#1', 'events', '#9', 'events'])
  expect(lines[3]).toMatchObject({ entries: [{ id: 'a' }, { id: 'b' }] })
})

test('events older than the loaded messages wait for them', () => {
  expect(shapeOf(arranged({ messages: [message(5)], timeline: [event('a', 1)], olderCursor: '5' }))).toEqual([
    '#5',
  ])
})

test('hidden events leave the messages', () => {
  expect(
    shapeOf(arranged({ messages: [message(1)], timeline: [event('a', 2)] }, { showEvents: false })),
  ).toEqual(['start', 'day', '#1'])
})

test('the divider stands before the first unread message', () => {
  const lines = arranged({ messages: [message(1), message(2)] }, { dividerSeq: 2 })

  expect(shapeOf(lines)).toEqual(['start', 'day', '#1', 'divider', '#2'])
})

test("one person's messages in one breath are a run", () => {
  const mine = { kind: 'attendant', id: 'me', name: 'Maria' } as const
  const lines = arranged({
    messages: [
      message(1),
      message(2),
      message(3, { author: mine, direction: 'out' }),
      message(30, { author: mine, direction: 'out' }),
    ],
  })

  const runs = lines.flatMap((line) => (line.kind === 'message' ? [[line.isFirst, line.isLast]] : []))
  expect(runs).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
  ])
})

test('what is on its way keeps its key when the message arrives, so that nothing flickers', () => {
  const outgoing = {
    clientId: 'k1',
    conversationId: 'c1',
    text: 'Olá',
    isNote: false,
    files: [],
    replyTo: null,
    at: message(2).created_at,
    status: 'sending',
    problem: null,
  } as const
  const before = arranged({ messages: [message(1)] }, { outbox: [outgoing] })
  const after = arranged({ messages: [message(1), message(2, { client_id: 'k1' })] })

  expect(before.at(-1)?.key).toBe('k1')
  expect(after.at(-1)?.key).toBe('k1')
})

test.each([
  [0, null],
  [1, 4],
  [2, 2],
  [9, null],
])('with %i unread the divider is at %s', (unread, seq) => {
  const messages = [message(2), message(3, { direction: 'out' }), message(4)]

  expect(dividerSeqOf(messages, unread)).toBe(seq)
})
