/** A stand-in for the server while working on screens: `MOCK=1 npm run dev`. Never shipped. */
import type { ClientFrame, ServerFrame } from '@attendance/api'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { WebSocketServer, type WebSocket } from 'ws'
import { Refusal, routes } from './routes.ts'
import { isoAgo, makeWorld, pick, post, random, type Draft, type World } from './world.ts'

export function mockServer(): Plugin {
  return {
    name: 'attendance-mock-server',
    apply: 'serve',
    configureServer(vite) {
      const world = makeWorld(Number(process.env.MOCK_CONVERSATIONS ?? 1000))
      const line = openLine(world)
      vite.middlewares.use((request, response, next) => {
        if (!request.url?.startsWith('/api/')) return next()
        void answer(world, request, response)
      })
      vite.httpServer?.on('upgrade', (request, socket, head) => {
        if (!request.url?.startsWith('/api/attendance/ws')) return
        line.handleUpgrade(request, socket, head, (client) => line.emit('connection', client, request))
      })
      if (process.env.MOCK_QUIET !== '1') liveALittle(world)
    },
  }
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mock')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const isJson = request.headers['content-type']?.includes('json')
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.MOCK_LATENCY ?? 120)))
  try {
    const route = routes.find(([method, path]) => method === request.method && path.exec(url.pathname))
    if (!route) throw new Refusal(404, 'not_found', `No route for ${request.method} ${url.pathname}`)
    const [, path, run] = route
    const found = path.exec(url.pathname) ?? []
    const body: unknown = text && isJson ? JSON.parse(text) : text
    send(response, 200, run({ world, query: url.searchParams, body: body as never, ids: found.slice(1) }))
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem
    const { status, code, message: detail, facts } = problem
    send(response, status, { type: 'about:blank', title: code, status, code, detail, facts })
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = body === undefined ? 204 : status
  const type = typeof body === 'string' ? 'text/csv; charset=utf-8' : 'application/json'
  response.setHeader('Content-Type', status >= 400 ? 'application/problem+json' : type)
  response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
}

function openLine(world: World): WebSocketServer {
  const line = new WebSocketServer({ noServer: true })
  const past: ServerFrame[] = []
  world.emit = (frame: Draft<ServerFrame>) => {
    const whole = { ...frame, cursor: String(past.length + 1) } as ServerFrame
    past.push(whole)
    for (const client of line.clients) client.send(JSON.stringify(whole))
  }
  line.on('connection', (client: WebSocket, request: IncomingMessage) => {
    const cursor = Number(new URL(request.url ?? '/', 'http://mock').searchParams.get('cursor') ?? Number.NaN)
    const resumed = cursor >= 0 && cursor <= past.length
    const tell = (frame: ServerFrame) => client.send(JSON.stringify(frame))
    tell({ type: 'ready', cursor: String(past.length), resumed, heartbeat_seconds: 20 })
    if (resumed) past.slice(cursor).forEach(tell)
    client.on('message', (data) => hear(world, client, JSON.parse(String(data)) as ClientFrame))
  })
  return line
}

function hear(world: World, client: WebSocket, frame: ClientFrame): void {
  if (frame.type === 'ping') client.send(JSON.stringify({ type: 'pong' } satisfies ServerFrame))
  if (frame.type !== 'view' || !frame.conversation_id) return
  const colleague = world.attendants[1]!
  const viewers = random(2)
    ? [{ user_id: colleague.user_id, name: colleague.name, is_replying: random(3) === 0 }]
    : []
  const viewing: ServerFrame = { type: 'viewing', conversation_id: frame.conversation_id, viewers }
  client.send(JSON.stringify(viewing))
}

/** Customers write now and then, after typing for a while. */
function liveALittle(world: World): void {
  setInterval(() => {
    const open = [...world.conversations.values()].filter((one) => one.status !== 'resolved').slice(-40)
    const { id, contact } = pick(open)
    world.emit({ type: 'typing', conversation_id: id, kind: 'contact', user_id: null, name: contact.name })
    setTimeout(() => {
      world.emit({ type: 'message.upserted', message: post(world, id, 'contact', isoAgo(0)) })
      const conversation = world.conversations.get(id)!
      world.emit({ type: 'conversation.upserted', conversation })
      if (conversation.status !== 'waiting') return
      const { name, phone } = conversation.contact
      world.emit({
        type: 'new_conversation',
        session_id: id,
        channel: conversation.channel,
        customer: { name, phone },
        message: conversation.last_message?.text ?? '',
      })
    }, 2500)
  }, 6000)
}
