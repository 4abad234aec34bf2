/** The line to the server: connects, resumes where it stopped, notices when it died, and tries again politely. */
import type { ClientFrame, ServerFrame } from '@attendance/api'

export type ConnectionStatus = 'connecting' | 'live' | 'waiting' | 'stopped'

export interface SocketOptions {
  url: (cursor: string | null) => string
  cursor: () => string | null
  onFrame: (frame: ServerFrame) => void
  onStatus: (status: ConnectionStatus) => void
  /** The server doesn't know us (any more). We go on trying: it may be the line's fault and not the session's. */
  onRefused: () => void
  /** Replaced in tests. */
  open?: (url: string) => WebSocket
  random?: () => number
}

const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 20_000
const ANSWER_WITHIN_MS = 10_000
const POLICY_VIOLATION = 1008
const SIGNED_OUT = 4401
/** A refusal is not asked about every second. */
const REFUSED_ATTEMPTS = 8

export class RealtimeSocket {
  private readonly options: SocketOptions
  private socket: WebSocket | null = null
  private attempts = 0
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private heartbeatTimer: ReturnType<typeof setInterval> | undefined
  private deadline: ReturnType<typeof setTimeout> | undefined
  private viewed: string | null = null
  private isLive = false

  constructor(options: SocketOptions) {
    this.options = options
  }

  start(): void {
    globalThis.addEventListener?.('online', this.retryNow)
    globalThis.document?.addEventListener('visibilitychange', this.probe)
    this.connect()
  }

  stop(): void {
    globalThis.removeEventListener?.('online', this.retryNow)
    globalThis.document?.removeEventListener('visibilitychange', this.probe)
    this.hangUp()
    this.options.onStatus('stopped')
  }

  /** Tell the server something; lost when the line is down, which every client frame allows. */
  send(frame: ClientFrame): void {
    if (this.isLive) this.socket?.send(JSON.stringify(frame))
  }

  /** The conversation on the screen; told again after each reconnection. */
  view(conversationId: string | null): void {
    this.viewed = conversationId
    this.send({ type: 'view', conversation_id: conversationId })
  }

  /** Don't wait for the next attempt. */
  readonly retryNow = (): void => {
    if (this.isLive) return
    this.hangUp()
    this.connect()
  }

  private connect(): void {
    this.options.onStatus('connecting')
    const open = this.options.open ?? ((url) => new WebSocket(url))
    const socket = open(this.options.url(this.options.cursor()))
    this.socket = socket
    this.expectAnswer()
    socket.addEventListener('message', (event) => {
      if (socket === this.socket) this.receive(JSON.parse(String(event.data)) as ServerFrame)
    })
    socket.addEventListener('close', (event) => {
      if (socket === this.socket) this.lost(event.code)
    })
  }

  private receive(frame: ServerFrame): void {
    clearTimeout(this.deadline)
    this.deadline = undefined
    if (frame.type === 'ready') this.goLive(frame.heartbeat_seconds)
    this.options.onFrame(frame)
  }

  private goLive(heartbeatSeconds: number): void {
    this.attempts = 0
    this.isLive = true
    this.options.onStatus('live')
    clearInterval(this.heartbeatTimer)
    this.heartbeatTimer = setInterval(this.beat, heartbeatSeconds * 1000)
    if (this.viewed) this.view(this.viewed)
  }

  private readonly beat = (): void => {
    this.send({ type: 'ping' })
    this.expectAnswer()
  }

  /** Coming back to a sleeping tab: the line may have died unnoticed. */
  private readonly probe = (): void => {
    if (globalThis.document.visibilityState !== 'visible') return
    if (this.isLive) this.beat()
    else this.retryNow()
  }

  private expectAnswer(): void {
    if (this.deadline !== undefined) return
    this.deadline = setTimeout(() => this.lost(0), ANSWER_WITHIN_MS)
  }

  private lost(code: number): void {
    this.hangUp()
    this.options.onStatus('waiting')
    const isRefused = code === SIGNED_OUT || code === POLICY_VIOLATION
    if (isRefused) this.attempts = REFUSED_ATTEMPTS
    this.retryTimer = setTimeout(() => this.connect(), this.nextPause())
    if (isRefused) this.options.onRefused()
  }

  /** Exponential, with full jitter: a thousand consoles must not come back in the same second. */
  private nextPause(): number {
    const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.attempts)
    this.attempts += 1
    return ceiling * (0.2 + 0.8 * (this.options.random ?? Math.random)())
  }

  private hangUp(): void {
    clearTimeout(this.retryTimer)
    clearTimeout(this.deadline)
    clearInterval(this.heartbeatTimer)
    this.deadline = undefined
    this.isLive = false
    const socket = this.socket
    this.socket = null
    socket?.close()
  }
}
