import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forget, liveState, useLive } from '@/app/live'
import { closeOutbox, discard, openOutbox, send } from '@/features/composer/outbox'
import { message } from './make'

/** What the server got, and how it answers the next requests. */
let received: string[] = []
let answers: ('accept' | 'unreachable' | number)[] = []

function answer(_url: string, init: RequestInit): Promise<Response> {
  const { text, client_id: clientId } = JSON.parse(String(init.body)) as { text: string; client_id: string }
  const next = answers.shift() ?? 'accept'
  if (next === 'unreachable') return Promise.reject(new TypeError('Failed to fetch'))
  if (typeof next === 'number') {
    return Promise.resolve(
      Response.json(
        { code: 'window_closed', detail: 'closed', facts: {} },
        { status: next, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    )
  }
  received.push(text)
  return Promise.resolve(Response.json(message(received.length, { client_id: clientId, text })))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', vi.fn(answer))
  received = []
  answers = []
  localStorage.clear()
})
afterEach(() => {
  closeOutbox()
  for (const outgoing of Object.values(liveState().outbox).flat()) discard(outgoing)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const waiting = () => liveState().outbox.c1?.map((one) => `${one.text} ${one.status}`)

test('keeps the order and sends by itself when the network is back', async () => {
  answers = ['unreachable']
  send('c1', 'one', false)
  send('c1', 'two', false)
  await vi.advanceTimersByTimeAsync(100)
  expect(waiting()).toEqual(['one waiting', 'two sending'])

  await vi.advanceTimersByTimeAsync(3_000)

  expect(received).toEqual(['one', 'two'])
  expect(waiting()).toEqual([])
})

test('goes on at once when the line is live again', async () => {
  useLive.setState({ connection: 'waiting' })
  answers = ['unreachable']
  send('c1', 'one', false)
  await vi.advanceTimersByTimeAsync(100)

  useLive.setState({ connection: 'live' })
  await vi.advanceTimersByTimeAsync(10)

  expect(received).toEqual(['one'])
})

test('a refusal stays visible with its reason, and does not hold back the next one', async () => {
  answers = [409]
  send('c1', 'late', false)
  send('c1', 'note', true)
  await vi.advanceTimersByTimeAsync(100)

  expect(received).toEqual(['note'])
  expect(liveState().outbox.c1).toMatchObject([{ text: 'late', status: 'failed' }])
  expect(liveState().outbox.c1?.[0]?.problem).toBeTruthy()
})

test('what the end of a session interrupts is sent after the next sign-in', async () => {
  openOutbox('somebody')
  answers = [401]
  send('c1', 'kept', false)
  await vi.advanceTimersByTimeAsync(100)

  closeOutbox()
  forget()
  expect(liveState().outbox).toEqual({})
  openOutbox('somebody')
  await vi.advanceTimersByTimeAsync(10)

  expect(received).toEqual(['kept'])
  expect(localStorage.getItem('outbox:somebody')).toBe('[]')
})

test("nobody else's unsent words are sent", async () => {
  openOutbox('somebody')
  answers = ['unreachable', 'unreachable']
  send('c1', 'kept', false)
  await vi.advanceTimersByTimeAsync(100)

  closeOutbox()
  forget()
  openOutbox('another')
  await vi.advanceTimersByTimeAsync(10_000)

  expect(received).toEqual([])
  expect(localStorage.getItem('outbox:somebody')).toContain('kept')
})
