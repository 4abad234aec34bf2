import type { MessageState } from '@attendance/api'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apply, applyAll, emptyState, overlaid, type Frame, type State } from '../src'
import { conversation, message, messageFrame } from './make'

const NOW = 1_000_000

function withThread(...seqs: number[]): State {
  return apply(
    {
      type: 'fetched.messages',
      conversationId: 'c1',
      items: seqs.map((seq) => message(seq)),
      part: { at: 'newest', olderCursor: null },
    },
    emptyState(),
    NOW,
  )
}

const seqs = (state: State) => state.threads.c1?.messages.map((one) => one.seq)

describe('messages', () => {
  test('frames in any order, any number of times, give the same thread', () => {
    const frames = Array.from({ length: 8 }, (_, index) => messageFrame(index + 1))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...frames), { maxLength: 60 }), (shuffled) => {
        const state = applyAll([...shuffled, ...frames], withThread(), NOW)
        expect(seqs(state)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      }),
    )
  })

  test('delivery never moves backwards, whatever the order of its frames', () => {
    const states: MessageState[] = ['queued', 'sent', 'delivered', 'read']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states), { minLength: 1, maxLength: 20 }), (arrived) => {
        const state = applyAll(
          arrived.map((reached) => messageFrame(1, { direction: 'out', state: reached })),
          withThread(),
          NOW,
        )
        const furthest = states.findLast((one) => arrived.includes(one))
        expect(state.threads.c1?.messages[0]?.state).toBe(furthest)
      }),
    )
  })

  test('what the vendor took may fail later', () => {
    const state = applyAll(
      [messageFrame(1, { state: 'sent' }), messageFrame(1, { state: 'failed' })],
      withThread(),
      NOW,
    )

    expect(state.threads.c1?.messages[0]?.state).toBe('failed')
  })

  test('a failed message may be queued again', () => {
    const state = applyAll(
      [messageFrame(1, { state: 'failed' }), messageFrame(1, { state: 'queued' })],
      withThread(),
      NOW,
    )

    expect(state.threads.c1?.messages[0]?.state).toBe('queued')
  })

  test('the late answer to a POST does not undo a frame about the same message', () => {
    const mine = message(2, { client_id: 'k1', direction: 'out', state: 'queued' })
    const before = applyAll(
      [messageFrame(2, { client_id: 'k1', direction: 'out', state: 'failed' })],
      withThread(1),
      NOW,
    )

    const state = apply({ type: 'send.accepted', message: mine }, before, NOW)

    expect(state.threads.c1?.messages.at(-1)?.state).toBe('failed')
  })

  test('a hole marks the thread, the missing part closes it', () => {
    const torn = apply(messageFrame(5), withThread(1, 2), NOW)
    expect(torn.threads.c1?.isStale).toBe(true)

    const items = [message(3), message(4), message(5)]
    const part = { at: 'newest', olderCursor: null } as const
    const mended = apply({ type: 'fetched.messages', conversationId: 'c1', items, part }, torn, NOW)

    expect(seqs(mended)).toEqual([1, 2, 3, 4, 5])
    expect(mended.threads.c1?.isStale).toBe(false)
  })

  test('a newest page that does not reach the held part replaces it', () => {
    const items = [message(90), message(91)]
    const part = { at: 'newest', olderCursor: '90' } as const
    const state = apply(
      { type: 'fetched.messages', conversationId: 'c1', items, part },
      withThread(1, 2),
      NOW,
    )

    expect(seqs(state)).toEqual([90, 91])
    expect(state.threads.c1?.olderCursor).toBe('90')
  })

  test('a message older than what is loaded waits for the scroll', () => {
    const items = [message(50)]
    const part = { at: 'newest', olderCursor: '50' } as const
    const loaded = apply({ type: 'fetched.messages', conversationId: 'c1', items, part }, emptyState(), NOW)

    expect(seqs(apply(messageFrame(7, { state: 'read' }), loaded, NOW))).toEqual([50])
  })
})

describe('sending', () => {
  const outgoing = {
    clientId: 'k1',
    conversationId: 'c1',
    text: 'Olá',
    isNote: false,
    files: [],
    replyTo: null,
    at: '2026-11-22T12:00:00Z',
    status: 'sending',
    problem: null,
  } as const

  test('the message with our client id takes the place of the optimistic one', () => {
    const sent = apply({ type: 'send.begun', outgoing }, withThread(1), NOW)
    expect(sent.outbox.c1).toHaveLength(1)

    const state = apply(messageFrame(2, { client_id: 'k1', direction: 'out' }), sent, NOW)

    expect(state.outbox.c1).toEqual([])
    expect(seqs(state)).toEqual([1, 2])
  })

  test('frame and answer in either order leave one message', () => {
    const mine = message(2, { client_id: 'k1', direction: 'out', state: 'queued' })
    const both: Frame[] = [
      { type: 'send.accepted', message: mine },
      { type: 'message.upserted', message: mine, cursor: '9' },
    ]
    for (const order of [both, both.toReversed()]) {
      const state = applyAll([{ type: 'send.begun', outgoing }, ...order], withThread(1), NOW)
      expect(seqs(state)).toEqual([1, 2])
      expect(state.outbox.c1).toEqual([])
    }
  })

  test('a failure stays visible with its reason until it is dropped', () => {
    const failed = applyAll(
      [
        { type: 'send.begun', outgoing },
        {
          type: 'send.changed',
          clientId: 'k1',
          conversationId: 'c1',
          status: 'failed',
          problem: 'window_closed',
        },
      ],
      withThread(1),
      NOW,
    )
    expect(failed.outbox.c1?.[0]).toMatchObject({ status: 'failed', problem: 'window_closed' })

    const dropped = apply({ type: 'send.dropped', clientId: 'k1', conversationId: 'c1' }, failed, NOW)
    expect(dropped.outbox.c1).toEqual([])
  })
})

const removed = (updated_at: string): Frame => ({
  type: 'conversation.removed',
  conversation_id: 'c1',
  updated_at,
  cursor: '2',
})

describe('conversations', () => {
  test('an older version does not replace a newer one, microseconds included', () => {
    const newest = conversation({ updated_at: '2026-11-22T12:00:00.000002Z', status: 'active' })
    const older = conversation({ updated_at: '2026-11-22T12:00:00Z', status: 'waiting' })
    const state = applyAll(
      [newest, older].map(
        (one) => ({ type: 'conversation.upserted', conversation: one, cursor: '1' }) as const,
      ),
      emptyState(),
      NOW,
    )

    expect(state.conversations.c1?.status).toBe('active')
  })

  test('an action in flight shows at once and goes back when it fails', () => {
    const held = apply(
      { type: 'conversation.upserted', conversation: conversation(), cursor: '1' },
      emptyState(),
      NOW,
    )
    const overlay = { id: 'o1', conversationId: 'c1', patch: { status: 'resolved' as const } }
    const shown = apply({ type: 'overlay.added', overlay }, held, NOW)
    expect(overlaid(shown, shown.conversations.c1!).status).toBe('resolved')

    const back = apply({ type: 'overlay.removed', id: 'o1' }, shown, NOW)
    expect(overlaid(back, back.conversations.c1!).status).toBe('waiting')
  })

  test('a list fetched before reading does not bring the unread figure back', () => {
    const marker = { conversation_id: 'c1', seq: 9, read_count: 4 }
    const state = applyAll(
      [
        { type: 'read.marked', marker, cursor: '1' },
        { type: 'fetched.conversations', items: [{ conversation: conversation(), read_count: 1 }], epoch: 0 },
      ],
      emptyState(),
      NOW,
    )

    expect(state.readCounts.c1).toBe(4)
  })

  test('what is not yours any more is forgotten', () => {
    const held = apply(
      { type: 'conversation.upserted', conversation: conversation(), cursor: '1' },
      withThread(1),
      NOW,
    )

    const state = apply(removed('2026-11-22T12:00:00Z'), held, NOW)

    expect(state.conversations).toEqual({})
    expect(state.threads).toEqual({})
  })

  test('a copy from before it went out of sight does not come back, a newer one does', () => {
    const gone = apply(removed('2026-11-22T12:00:05Z'), emptyState(), NOW)
    const copy = (updated_at: string): Frame => ({
      type: 'fetched.conversations',
      items: [{ conversation: conversation({ updated_at }), read_count: 0 }],
      epoch: 0,
    })

    expect(apply(copy('2026-11-22T12:00:04Z'), gone, NOW).conversations).toEqual({})
    expect(apply(copy('2026-11-22T12:00:06Z'), gone, NOW).conversations).toHaveProperty('c1')
  })

  test('a late word of its removal does not hide what is visible again', () => {
    const held = apply(
      { type: 'conversation.upserted', conversation: conversation(), cursor: '1' },
      emptyState(),
      NOW,
    )

    expect(apply(removed('2026-11-22T11:59:59Z'), held, NOW).conversations).toHaveProperty('c1')
  })
})

describe('resuming', () => {
  test('a resumed line keeps our cursor until the missed frames arrive', () => {
    const before = { ...emptyState(), cursor: '5' }
    const ready = { type: 'ready', cursor: '9', resumed: true, heartbeat_seconds: 20 } as const

    expect(apply(ready, before, NOW).cursor).toBe('5')
  })

  test('a resync keeps the screen, distrusts it, and goes on from the new cursor', () => {
    const state = apply({ type: 'resync', cursor: '99' }, withThread(1, 2), NOW)

    expect(state).toMatchObject({ cursor: '99', epoch: 1 })
    expect(state.threads.c1).toMatchObject({ isStale: true })
    expect(seqs(state)).toEqual([1, 2])
  })
})

test('a batch gives what its frames one by one give, and never touches the state before it', () => {
  const frames: Frame[] = Array.from({ length: 30 }, (_, index) => ({
    type: 'conversation.upserted',
    conversation: conversation({ id: `c${index % 7}`, last_seq: index }),
    cursor: String(index),
  }))
  const before = applyAll(frames.slice(0, 10), emptyState(), NOW)
  const kept = structuredClone(before)

  const batched = applyAll(frames.slice(10), before, NOW)
  const oneByOne = frames.slice(10).reduce((state, frame) => apply(frame, state, NOW), before)

  expect(batched).toEqual(oneByOne)
  expect(before).toEqual(kept)
})

test('typing ends when the message arrives', () => {
  const typing = {
    type: 'typing',
    conversation_id: 'c1',
    kind: 'contact',
    user_id: null,
    name: 'João',
  } as const
  const writing = apply(typing, withThread(1), NOW)
  expect(writing.typists.c1).toHaveLength(1)

  expect(apply(messageFrame(2), writing, NOW).typists.c1).toEqual([])
})
