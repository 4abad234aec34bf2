/** The line over plain HTTP, for networks that let no WebSocket through: requests that wait for news. */
import type { Ack, ClientFrame, Older, Poll, ServerFrame } from '../protocol.ts'
import { ending, type Ending, type Line, type LineOptions } from './line.ts'
import { codeOf } from './session.ts'

const WAIT_SECONDS = 25
const NO_SESSION = new Set([401, 403, 404])
/** Then the socket gets another chance: the visitor may have changed networks. */
const LIFETIME_MS = 120_000

export function openPolling({ base, token: firstToken, cursor: firstCursor, receive }: LineOptions): Line {
  const abort = new AbortController()
  const opened = Date.now()
  let token = firstToken
  let cursor = firstCursor
  let stateTag: string | null = null
  const { ended, end } = ending()

  const finish = (how: Ending) => {
    abort.abort()
    end(how)
  }
  const request = async (query: string, body?: ClientFrame): Promise<Response | null> => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` }
    if (body) headers['content-type'] = 'application/json'
    try {
      const response = await fetch(`${base}/messages${query}`, {
        headers,
        signal: abort.signal,
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      })
      if (response.status >= 500) finish('lost')
      else if (!body && NO_SESSION.has(response.status)) finish('expired')
      else return response
    } catch {
      finish('lost')
    }
    return null
  }
  const poll = async (): Promise<boolean> => {
    const query = new URLSearchParams()
    if (cursor !== null) query.set('after', cursor)
    if (stateTag !== null) query.set('state', stateTag)
    if (stateTag !== null) query.set('wait', String(WAIT_SECONDS))
    const response = await request(`?${query}`)
    if (response === null) return false
    if (!response.ok) return pause(response)
    const news = (await response.json()) as Poll
    if (stateTag === null) receive({ type: 'ready', heartbeat_seconds: WAIT_SECONDS })
    cursor = news.messages.cursor
    stateTag = news.state_tag
    receive(news.messages)
    receive({ type: 'state', state: news.state })
    return !abort.signal.aborted
  }
  const run = async () => {
    while (await poll()) if (Date.now() - opened > LIFETIME_MS) return finish('retired')
  }
  const post = async (frame: ClientFrame) => {
    const response = await request('', frame)
    if (response?.status === 201) receive((await response.json()) as Ack)
    else if (response && !response.ok) receive(await refusal(response, frame))
  }
  const loadOlder = async (before: string) => {
    const response = await request(`?before=${encodeURIComponent(before)}`)
    if (response?.ok) receive({ ...((await response.json()) as Older), type: 'older' })
  }
  const send = (frame: ClientFrame) => {
    if (frame.type === 'older') void loadOlder(frame.before)
    else if (frame.type === 'send' || frame.type === 'receipt' || frame.type === 'typing') void post(frame)
  }

  void run()
  return { send, renew: (fresh) => (token = fresh), close: () => finish('lost'), ended }
}

async function refusal(response: Response, frame: ClientFrame): Promise<ServerFrame> {
  const after = response.headers.get('retry-after')
  return {
    type: 'refused',
    code: await codeOf(response),
    detail: '',
    client_id: frame.type === 'send' ? frame.client_id : null,
    retry_after_seconds: after === null ? null : Number(after),
  }
}

/** As long as the server asks for, a second when it does not say. */
function pause(response: Response): Promise<true> {
  const seconds = Number(response.headers.get('retry-after') ?? 1)
  return new Promise((resolve) => setTimeout(() => resolve(true), seconds * 1000))
}
