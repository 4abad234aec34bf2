/** Holds the state of the chat and tells who listens. */
import { reduce, type Action, type Chat } from './state.ts'

export class Store {
  #chat: Chat
  readonly #listeners = new Set<(chat: Chat) => void>()

  constructor(chat: Chat) {
    this.#chat = chat
  }

  get chat(): Chat {
    return this.#chat
  }

  readonly dispatch = (action: Action): void => {
    const next = reduce(this.#chat, action)
    if (next === this.#chat) return
    this.#chat = next
    for (const listener of this.#listeners) listener(next)
  }

  /** Start anew, as for another visitor. */
  reset(chat: Chat): void {
    this.#chat = chat
    for (const listener of this.#listeners) listener(chat)
  }

  subscribe(listener: (chat: Chat) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
