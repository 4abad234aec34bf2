import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Connection } from '../src/chat/connection.ts'
import { SessionClient } from '../src/chat/session.ts'
import { emptyChat, type Chat } from '../src/chat/state.ts'
import { Store } from '../src/chat/store.ts'
import type { ClientFrame, Poll, ServerFrame } from '../src/protocol.ts'

/** A WebSocket that does what the test says. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1
  static all: FakeSocket[] = []
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!
  }

  readyState = 0
  readonly sent: ClientFrame[] = []
  readonly url: string

  constructor(url: URL) {
    super()
    this.url = url.href
    FakeSocket.all.push(this)
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame)
  }

  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }

  say(...frames: ServerFrame[]): void {
    for (const frame of frames) this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }

  close(code = 1006): void {
    if (this.readyState === 3) return
    this.readyState = 3
    const closing = Object.assign(new Event('close'), { code })
    this.dispatchEvent(closing)
  }
}

const READY: ServerFrame = { type: 'ready', heartbeat_seconds: 25 }
let store: Store
let connection: Connection
let fetched: ReturnType<typeof vi.fn<(url: string, init?: RequestInit) => Promise<Response>>>
let sessions: number

const json = (value: unknown, status = 200, headers = {}) => new Response(JSON.stringify(value), { status, headers })
const session = () => json({ token: `t${++sessions}`, expires_in_seconds: 600, is_identified: false })
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

const message = (text: string, id: string) => ({
  id,
  cursor: id,
  author: 'attendant' as const,
  name: 'Maria',
  kind: 'text',
  text,
  at: '2026-11-10T12:00:00Z',
  client_id: null,
  options: [], files: [], quote: null, reactions: [], is_edited: false, is_deleted: false, asks: null,
})

const poll = (texts: string[] = [], cursor = '0'): Poll => ({
  messages: {
    type: 'messages',
    items: texts.map((text, at) => message(text, `${cursor}${at}`)),
    cursor,
    has_older: null,
  },
  state: { phase: 'idle', queue_position: null, estimate_seconds: null, answering: null, read_message_id: null },
  state_tag: 'tag',
})

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
  fetched = vi.fn(async () => session())
  vi.stubGlobal('fetch', fetched)
  FakeSocket.all = []
  sessions = 0
  start(emptyChat())
})
afterEach(() => {
  connection.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function start(chat: Chat): void {
  store = new Store(chat)
  connection = new Connection('/webchat/loja', store, new SessionClient('/webchat/loja'))
  void connection.start()
}

async function connect(): Promise<FakeSocket> {
  await pass(0)
  FakeSocket.last.open()
  FakeSocket.last.say(READY)
  return FakeSocket.last
}

describe('the socket', () => {
  it('begins with the token, and the cursor from the last one', async () => {
    const first = await connect()
    first.say({ type: 'messages', items: [], cursor: '7', has_older: false })
    first.close()
    await pass(600)
    FakeSocket.last.open()

    expect(first.url).toMatch(/^ws.*\/webchat\/loja\/ws$/)
    expect(first.sent[0]).toEqual({ type: 'hello', token: 't1', cursor: null })
    expect(FakeSocket.last.sent[0]).toEqual({ type: 'hello', token: 't2', cursor: '7' })
  })

  it('tells whether it is there', async () => {
    const socket = await connect()
    expect(store.chat.connection).toBe('online')

    socket.close()
    await pass(0)

    expect(store.chat.connection).toBe('offline')
  })

  it('comes back sooner or later, later each time', async () => {
    await connect()
    fetched.mockRejectedValue(new TypeError('no network'))
    FakeSocket.last.close()
    await pass(60_000)
    const inOneMinute = fetched.mock.calls.length - 1

    expect(inOneMinute).toBeGreaterThan(5)
    expect(inOneMinute).toBeLessThan(14)
  })

  it('comes back at once when the network does', async () => {
    await connect()
    fetched.mockRejectedValue(new TypeError('no network'))
    FakeSocket.last.close()
    await pass(30_000)
    fetched.mockImplementation(async () => session())
    dispatchEvent(new Event('online'))
    await pass(0)

    expect(FakeSocket.all).toHaveLength(2)
  })

  it('is given up when a ping has no answer', async () => {
    const socket = await connect()
    await pass(25_000)
    expect(socket.sent.at(-1)).toEqual({ type: 'ping' })

    await pass(10_000)

    expect(socket.readyState).toBe(3)
  })

  it('stays while pings are answered', async () => {
    const socket = await connect()
    for (let count = 0; count < 5; count += 1) {
      await pass(25_000)
      socket.say({ type: 'pong' })
    }

    expect(FakeSocket.all).toHaveLength(1)
  })

  it('gets a fresh token before its own ends', async () => {
    const socket = await connect()
    for (let count = 0; count < 22; count += 1) {
      await pass(25_000)
      socket.say({ type: 'pong' })
    }

    expect(socket.sent).toContainEqual({ type: 'renew', token: 't2' })
    expect(fetched.mock.lastCall?.[1]?.headers).toMatchObject({ authorization: 'Bearer t1' })
  })

  it('that expired is followed by another, unnoticed', async () => {
    const socket = await connect()
    const seen: string[] = []
    store.subscribe((chat) => seen.push(chat.connection))
    socket.close(4401)
    await connect()

    expect(FakeSocket.all).toHaveLength(2)
    expect(new Set(seen)).toEqual(new Set(['online']))
  })
})

describe('messages', () => {
  const pending = { client_id: 'a', text: 'Oi', at: '', isStored: false, problem: null }

  it('written before the connection leave with it', async () => {
    store.dispatch({ type: 'written', pending })
    connection.outbox.flush()
    const socket = await connect()

    expect(socket.sent.at(-1)).toEqual({ type: 'send', client_id: 'a', text: 'Oi' })
  })

  it('without an answer are sent again on the next connection', async () => {
    const first = await connect()
    store.dispatch({ type: 'written', pending })
    connection.outbox.flush()
    first.close()
    await pass(600)
    const second = await connect()

    expect([first, second].map((socket) => socket.sent.filter((frame) => frame.type === 'send').length)).toEqual([1, 1])
  })

  it('that were acknowledged are not', async () => {
    const first = await connect()
    store.dispatch({ type: 'written', pending })
    connection.outbox.flush()
    first.say({ type: 'ack', client_id: 'a' })
    first.close()
    await pass(600)
    const second = await connect()

    expect(second.sent.filter((frame) => frame.type === 'send')).toEqual([])
  })
})

describe('a refusal', () => {
  it('ends it', async () => {
    await connect()
    FakeSocket.all = []
    fetched.mockImplementation(async () => json({ code: 'identity_required' }, 403))
    connection.restart()
    await pass(60_000)

    expect(store.chat.refusal).toBe('identity_required')
    expect(FakeSocket.all).toEqual([])
  })

  it('of an identity leaves the visitor anonymous', async () => {
    const client = new SessionClient('/webchat/loja')
    client.identify('forged')
    fetched.mockImplementationOnce(async () => json({ code: 'bad_identity' }, 401))

    await client.open()

    expect(fetched.mock.lastCall?.[1]?.body).toBe('{"identity":null}')
  })

  it('for coming too often is no end', async () => {
    fetched.mockImplementation(async () => json({ code: 'too_many_requests' }, 429))
    connection.restart()
    await pass(5_000)

    expect(store.chat.refusal).toBeNull()
  })
})

describe('where sockets are blocked', () => {
  let polls: string[]
  let posts: ClientFrame[]
  let answers: (() => Response)[]

  beforeEach(async () => {
    polls = []
    posts = []
    answers = []
    fetched.mockImplementation((url, init) => {
      if (url.endsWith('/session')) return Promise.resolve(session())
      if (init?.method === 'POST') {
        posts.push(JSON.parse(String(init.body)) as ClientFrame)
        return Promise.resolve(answers.shift()?.() ?? json({ type: 'ack', client_id: 'a' }, 201))
      }
      polls.push(url)
      return polls.length === 1 ? Promise.resolve(json(poll(['Olá'], '5'))) : new Promise(() => {})
    })
    await pass(0)
    FakeSocket.last.close()
    await pass(600)
    FakeSocket.last.close()
    await pass(1_200)
  })

  it('plain requests bring the messages', () => {
    expect(store.chat.messages.map(({ text }) => text)).toEqual(['Olá'])
    expect(store.chat.connection).toBe('online')
    expect(polls.at(-1)).toBe('/webchat/loja/messages?after=5&state=tag&wait=25')
  })

  it('and take them', async () => {
    store.dispatch({ type: 'written', pending: { client_id: 'a', text: 'Oi', at: '', isStored: false, problem: null } })
    connection.outbox.flush()
    await pass(0)

    expect(posts).toEqual([{ type: 'send', client_id: 'a', text: 'Oi' }])
    expect(store.chat.pending[0]?.isStored).toBe(true)
  })

  it('a refusal says when to try again', async () => {
    answers = [() => json({ code: 'too_many_requests' }, 429, { 'retry-after': '3' })]
    store.dispatch({ type: 'written', pending: { client_id: 'a', text: 'Oi', at: '', isStored: false, problem: null } })
    connection.outbox.flush()
    await pass(2_000)
    expect([store.chat.isTooFast, posts.length]).toEqual([true, 1])

    await pass(1_100)

    expect(posts).toHaveLength(2)
  })
})
