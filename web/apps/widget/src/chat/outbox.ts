/** Sends the visitor's messages in order, one at a time: the next leaves when the server has stored the last. */
import type { ServerFrame } from '../protocol.ts'
import type { Line } from './line.ts'
import type { Pending } from './state.ts'

export class Outbox {
  readonly #pending: () => readonly Pending[]
  #line: Line | null = null
  #inFlight: string | null = null
  #rest: ReturnType<typeof setTimeout> | undefined

  constructor(pending: () => readonly Pending[]) {
    this.#pending = pending
  }

  /** From now on through this line. What was under way on the last one is sent again: the server knows its id. */
  attach(line: Line | null): void {
    this.#line = line
    this.#inFlight = null
    clearTimeout(this.#rest)
    this.#rest = undefined
    this.flush()
  }

  flush(): void {
    if (this.#line === null || this.#inFlight !== null || this.#rest !== undefined) return
    const next = this.#pending().find((message) => !message.isStored && message.problem === null)
    if (next === undefined) return
    this.#inFlight = next.client_id
    const { client_id, text, files, reply_to } = next
    this.#line.send({ type: 'send', client_id, text, files, reply_to })
  }

  /** Learn from a frame what became of the message under way. Call it after the frame was applied. */
  heed(frame: ServerFrame): void {
    if ((frame.type !== 'ack' && frame.type !== 'refused') || frame.client_id !== this.#inFlight) return
    this.#inFlight = null
    if (frame.type === 'refused' && frame.retry_after_seconds !== null) this.#wait(frame.retry_after_seconds)
    else this.flush()
  }

  #wait(seconds: number): void {
    this.#rest = setTimeout(() => {
      this.#rest = undefined
      this.flush()
    }, seconds * 1000)
  }
}
