/** Tells the server which messages arrived and which were read, each once, several at a time. */
import type { ChatMessage, Receipt } from '../protocol.ts'

const MAX_PER_FRAME = 100
type Reached = Receipt['state']

export class Receipts {
  readonly #send: (frame: Receipt) => void
  readonly #told = new Map<string, Reached>()
  readonly #waiting: Record<Reached, string[]> = { delivered: [], read: [] }

  constructor(send: (frame: Receipt) => void) {
    this.#send = send
  }

  add(state: Reached, messages: readonly ChatMessage[]): void {
    for (const { id } of messages) {
      const told = this.#told.get(id)
      if (told === 'read' || told === state) continue
      this.#told.set(id, state)
      this.#waiting[state].push(id)
    }
  }

  /** Call it while the line is open. */
  flush(): void {
    for (const state of ['delivered', 'read'] as const) {
      while (this.#waiting[state].length > 0) {
        this.#send({ type: 'receipt', state, message_ids: this.#waiting[state].splice(0, MAX_PER_FRAME) })
      }
    }
  }
}
