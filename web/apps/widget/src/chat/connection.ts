/** Keeps a line to the server open: the socket, or HTTP where it is blocked; again and again after each loss. */
import type { ClientFrame, ServerFrame } from '../protocol.ts'
import type { Ending, Line, LineOptions } from './line.ts'
import { Outbox } from './outbox.ts'
import { openPolling } from './polling.ts'
import { Refusal, type SessionClient } from './session.ts'
import { openSocket } from './socket.ts'
import type { Store } from './store.ts'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 15_000
/** So many sockets in a row that never worked: the network blocks them. */
const BLOCKED_SOCKETS = 2
const RENEW_BEFORE_SECONDS = 60
const TYPING_SHOWS_MS = 6_000

export class Connection {
  readonly outbox: Outbox
  readonly #base: string
  readonly #store: Store
  readonly #session: SessionClient
  #line: Line | null = null
  #generation = 0
  #failures = 0
  #wasReady = false
  #blockedSockets = 0
  #typing: ReturnType<typeof setTimeout> | undefined
  #wake: () => void = () => {}

  constructor(base: string, store: Store, session: SessionClient) {
    this.#base = base
    this.#store = store
    this.#session = session
    this.outbox = new Outbox(() => store.chat.pending)
    addEventListener('online', () => this.#wake())
    addEventListener('offline', () => this.#line?.close())
  }

  /** Connect, and stay connected until the server refuses or `restart` or `stop` is called. */
  async start(): Promise<void> {
    const generation = ++this.#generation
    while (generation === this.#generation) {
      try {
        const ending = await this.#connectOnce(generation)
        if (this.#isPlanned(ending)) continue
        this.#lose(generation, ending)
      } catch (error) {
        if (error instanceof Refusal) return this.#refuse(generation, error)
        this.#lose(generation, 'lost')
      }
      await this.#pause(generation)
    }
  }

  stop(): void {
    this.#generation += 1
    this.#line?.close()
    this.#wake()
  }

  restart(): void {
    this.stop()
    void this.start()
  }

  /** Send what may be lost: typing, receipts, pages of the past. */
  send(frame: ClientFrame): void {
    this.#line?.send(frame)
  }

  async #connectOnce(generation: number): Promise<Ending> {
    const session = await this.#session.open()
    if (generation !== this.#generation) return 'retired'
    const line = this.#open({
      base: this.#base,
      token: session.token,
      cursor: this.#store.chat.cursor,
      receive: (frame) => generation === this.#generation && this.#receive(frame),
    })
    this.#line = line
    const renewal = this.#renewWhile(line, session.expires_in_seconds)
    const ending = await line.ended
    clearTimeout(renewal.timer)
    if (generation === this.#generation) {
      this.#line = null
      this.outbox.attach(null)
    }
    return ending
  }

  /** A line that did its work ends without the visitor noticing. */
  #isPlanned(ending: Ending): boolean {
    if (ending === 'blocked') this.#blockedSockets += 1
    if (ending === 'retired') this.#blockedSockets = BLOCKED_SOCKETS - 1
    return this.#failures === 0 && (ending === 'retired' || (ending === 'expired' && this.#wasReady))
  }

  #lose(generation: number, ending: Ending): void {
    if (generation !== this.#generation) return
    this.#store.dispatch({ type: 'connection', connection: ending === 'blocked' ? 'connecting' : 'offline' })
  }

  #refuse(generation: number, refusal: Refusal): void {
    if (generation === this.#generation) this.#store.dispatch({ type: 'refused', code: refusal.code })
  }

  #open(options: LineOptions): Line {
    this.#wasReady = false
    return this.#blockedSockets < BLOCKED_SOCKETS ? openSocket(options) : openPolling(options)
  }

  #receive(frame: ServerFrame): void {
    this.#store.dispatch({ type: 'frame', frame })
    if (frame.type === 'ready') this.#settle()
    else if (frame.type === 'typing') this.#endTypingLater()
    this.outbox.heed(frame)
  }

  #settle(): void {
    this.#failures = 0
    this.#wasReady = true
    this.outbox.attach(this.#line)
  }

  #endTypingLater(): void {
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.#store.dispatch({ type: 'typing ended' }), TYPING_SHOWS_MS)
  }

  #renewWhile(line: Line, seconds: number): { timer: ReturnType<typeof setTimeout> } {
    const renewal = { timer: setTimeout(() => void renew(), Math.max(1, seconds - RENEW_BEFORE_SECONDS) * 1000) }
    const renew = async () => {
      try {
        const session = await this.#session.open()
        line.renew(session.token)
        renewal.timer = setTimeout(() => void renew(), Math.max(1, session.expires_in_seconds - RENEW_BEFORE_SECONDS) * 1000)
      } catch {
        line.close()
      }
    }
    return renewal
  }

  /** Longer after each failure, with chance in it so that a thousand panels don't come back at once. */
  async #pause(generation: number): Promise<void> {
    if (generation !== this.#generation) return
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures)
    this.#failures += 1
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2))
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
