/** What survives a reload, in our own origin's storage: unsent messages, and how far the visitor has read. */
import type { Pending } from './state.ts'

const MAX_KEPT = 50

export class Memory {
  readonly #inbox: string

  constructor(inbox: string) {
    this.#inbox = inbox
  }

  pending(): Pending[] {
    const stored = this.#read('pending')
    return Array.isArray(stored) ? stored.filter(isPending) : []
  }

  keepPending(pending: readonly Pending[]): void {
    this.#write('pending', pending.slice(-MAX_KEPT))
  }

  readUpTo(): string {
    const stored = this.#read('read')
    return typeof stored === 'string' ? stored : ''
  }

  keepReadUpTo(id: string): void {
    this.#write('read', id)
  }

  forget(): void {
    this.#write('pending', [])
    this.#write('read', '')
  }

  #read(name: string): unknown {
    try {
      return JSON.parse(localStorage.getItem(`webchat:${this.#inbox}:${name}`) ?? 'null')
    } catch {
      return null
    }
  }

  #write(name: string, value: unknown): void {
    try {
      localStorage.setItem(`webchat:${this.#inbox}:${name}`, JSON.stringify(value))
    } catch {
      // Without storage the chat works; only a reload forgets what was not sent.
    }
  }
}

function isPending(value: unknown): value is Pending {
  const pending = value as Partial<Pending> | null
  return typeof pending?.client_id === 'string' && typeof pending.text === 'string' && typeof pending.at === 'string'
}
