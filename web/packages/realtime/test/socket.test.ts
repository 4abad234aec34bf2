import type { ServerFrame } from '@attendance/api'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RealtimeSocket, type ConnectionStatus } from '../src'

class FakeLine extends EventTarget {
  static readonly opened: FakeLine[] = []
  readonly sent: unknown[] = []
  readonly url: string

  constructor(url: string) {
    super()
    this.url = url
    FakeLine.opened.push(this)
  }

  send(data: string) {
    this.sent.push(JSON.parse(data))
  }

  close() {}

  serve(frame: ServerFrame) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(frame) }))
  }

  drop(code = 1006) {
    this.dispatchEvent(Object.assign(new Event('close'), { code }))
  }
}

const READY = { type: 'ready', cursor: '7', resumed: true, heartbeat_seconds: 20 } as const

function line(index: number): FakeLine {
  const opened = FakeLine.opened[index]
  if (!opened) throw new Error(`There is no line ${index}.`)
  return opened
}

function connect() {
  const statuses: ConnectionStatus[] = []
  const frames: ServerFrame[] = []
  const refused: number[] = []
  const socket = new RealtimeSocket({
    url: (cursor) => `/ws?cursor=${cursor}`,
    cursor: () => '5',
    onFrame: (frame) => frames.push(frame),
    onStatus: (status) => statuses.push(status),
    onRefused: () => refused.push(Date.now()),
    open: (url) => new FakeLine(url) as unknown as WebSocket,
    random: () => 1,
  })
  socket.start()
  return { socket, statuses, frames, refused }
}

beforeEach(() => {
  vi.useFakeTimers()
  FakeLine.opened.length = 0
})
afterEach(() => vi.useRealTimers())

test('comes back by itself, resumes by cursor, and waits longer each time', () => {
  const { statuses } = connect()
  line(0).serve(READY)
  line(0).drop()

  vi.advanceTimersByTime(500)
  expect(line(1).url).toBe('/ws?cursor=5')
  line(1).drop()
  vi.advanceTimersByTime(999)
  expect(FakeLine.opened).toHaveLength(2)
  vi.advanceTimersByTime(1)
  expect(FakeLine.opened).toHaveLength(3)
  expect(statuses).toEqual(['connecting', 'live', 'waiting', 'connecting', 'waiting', 'connecting'])
})

test('sends a heartbeat and gives up a line that no longer answers', () => {
  const { statuses } = connect()
  line(0).serve(READY)

  vi.advanceTimersByTime(20_000)
  expect(line(0).sent).toEqual([{ type: 'ping' }])
  line(0).serve({ type: 'pong' })
  vi.advanceTimersByTime(20_000 + 10_000)

  expect(statuses.at(-1)).toBe('waiting')
})

test('tells again which conversation is open after coming back', () => {
  const { socket } = connect()
  line(0).serve(READY)
  socket.view('c1')
  line(0).drop()
  vi.advanceTimersByTime(500)
  line(1).serve(READY)

  expect(line(1).sent).toEqual([{ type: 'view', conversation_id: 'c1' }])
})

test('tells when the server refuses, and asks again only after a while', () => {
  const { refused } = connect()
  line(0).drop(4401)
  expect(refused).toHaveLength(1)

  vi.advanceTimersByTime(19_999)
  expect(FakeLine.opened).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(FakeLine.opened).toHaveLength(2)
})

test('a stopped line stays down', () => {
  const { socket } = connect()
  socket.stop()
  vi.advanceTimersByTime(60_000)

  expect(FakeLine.opened).toHaveLength(1)
})

test('a line that was given up cannot speak any more', () => {
  const { frames } = connect()
  line(0).serve(READY)
  line(0).drop()
  vi.advanceTimersByTime(500)
  line(0).serve({ type: 'pong' })

  expect(frames).toEqual([READY])
})
