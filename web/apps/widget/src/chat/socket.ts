/** The line over a WebSocket. Silence is noticed by pings: a dead connection often says nothing. */
import type { ClientFrame, ServerFrame } from '../protocol.ts'
import { ending, type Ending, type Line, type LineOptions } from './line.ts'

const GREETING_MS = 6_000
const ANSWER_MS = 10_000
const CODE_EXPIRED = 4401
const CODE_NOT_ALLOWED = 4403

export function openSocket({ base, token, cursor, receive }: LineOptions): Line {
  const socket = new WebSocket(new URL(`${base}/ws`, location.href.replace(/^http/, 'ws')))
  let isReady = false
  let heartbeat: ReturnType<typeof setInterval> | undefined
  let deadline: ReturnType<typeof setTimeout> | undefined
  const { ended, end } = ending()

  const send = (frame: ClientFrame) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }
  const finish = (how: Ending) => {
    clearInterval(heartbeat)
    clearTimeout(deadline)
    socket.close()
    end(how)
  }
  const expect = (milliseconds: number) => {
    clearTimeout(deadline)
    deadline = setTimeout(() => finish(isReady ? 'lost' : 'blocked'), milliseconds)
  }
  const ping = () => {
    send({ type: 'ping' })
    expect(ANSWER_MS)
  }

  expect(GREETING_MS)
  socket.addEventListener('open', () => send({ type: 'hello', token, cursor }))
  socket.addEventListener('message', (event: MessageEvent<string>) => {
    const frame = JSON.parse(event.data) as ServerFrame
    clearTimeout(deadline)
    if (frame.type === 'ready') {
      isReady = true
      heartbeat = setInterval(ping, frame.heartbeat_seconds * 1000)
    }
    receive(frame)
  })
  socket.addEventListener('close', (event) => {
    const isExpired = event.code === CODE_EXPIRED || event.code === CODE_NOT_ALLOWED
    finish(isExpired ? 'expired' : isReady ? 'lost' : 'blocked')
  })
  return { send, renew: (token) => send({ type: 'renew', token }), close: () => finish('lost'), ended }
}
