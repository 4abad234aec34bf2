/** The chat as the panel uses it: write, read, type, sign in and out. */
import type { ChatMessage } from '../protocol.ts'
import { Connection } from './connection.ts'
import { Memory } from './memory.ts'
import { Receipts } from './receipts.ts'
import { SessionClient } from './session.ts'
import { emptyChat, type Chat } from './state.ts'
import { Store } from './store.ts'
import { newId } from './uuid.ts'

const TYPING_REPEAT_MS = 4_000

export class ChatClient {
  readonly store: Store
  readonly base: string
  readonly #memory: Memory
  readonly #session: SessionClient
  readonly #connection: Connection
  readonly #receipts: Receipts
  #typedAt = 0

  constructor(inbox: string) {
    const base = (this.base = `/webchat/${encodeURIComponent(inbox)}`)
    this.#memory = new Memory(inbox)
    this.#session = new SessionClient(base)
    this.store = new Store(emptyChat(this.#memory.pending(), this.#memory.readUpTo()))
    this.#connection = new Connection(base, this.store, this.#session)
    this.#receipts = new Receipts((frame) => this.#connection.send(frame))
    this.store.subscribe((chat) => this.#keep(chat))
  }

  get authorization(): string {
    return this.#session.authorization
  }

  start(identity: string | null): void {
    this.#session.identify(identity)
    this.#connection.restart()
  }

  /** The site signed somebody in: the same page goes on as that person. */
  identify(identity: string): void {
    this.#session.identify(identity)
    this.store.reset({ ...emptyChat(this.store.chat.pending, this.store.chat.readUpTo), messages: this.store.chat.messages })
    this.#connection.restart()
  }

  /** Whoever comes next begins with nothing. */
  async logout(): Promise<void> {
    this.#connection.stop()
    this.#memory.forget()
    this.store.reset(emptyChat())
    try {
      await this.#session.close()
    } finally {
      this.#connection.restart()
    }
  }

  write(text: string, files?: string[], reply_to?: string): void {
    const at = new Date().toISOString()
    const pending = { client_id: newId(), text, files, reply_to, at, isStored: false, problem: null }
    this.#typedAt = 0
    this.store.dispatch({ type: 'written', pending })
    this.#connection.outbox.flush()
  }

  retry(clientId: string): void {
    this.store.dispatch({ type: 'tried again', client_id: clientId })
    this.#connection.outbox.flush()
  }

  /** The draft changed. Told every four seconds at most, and once when it is empty again. */
  typing(isWriting: boolean): void {
    const now = Date.now()
    if (isWriting && now - this.#typedAt < TYPING_REPEAT_MS) return
    if (!isWriting && this.#typedAt === 0) return
    this.#typedAt = isWriting ? now : 0
    this.#connection.send({ type: 'typing', is_writing: isWriting })
  }

  loadOlder(): void {
    const [oldest] = this.store.chat.messages
    if (!oldest || !this.store.chat.hasOlder || this.store.chat.isLoadingOlder) return
    this.store.dispatch({ type: 'loading older' })
    this.#connection.send({ type: 'older', before: oldest.cursor })
  }

  /** These are on the visitor's screen. */
  see(messages: readonly ChatMessage[]): void {
    const newest = messages.at(-1)
    if (!newest) return
    this.#receipts.add('read', messages)
    this.store.dispatch({ type: 'read', id: newest.id })
  }

  /** These arrived, unseen. */
  deliver(messages: readonly ChatMessage[]): void {
    this.#receipts.add('delivered', messages)
  }

  #keep(chat: Chat): void {
    this.#memory.keepPending(chat.pending)
    this.#memory.keepReadUpTo(chat.readUpTo)
    if (chat.connection === 'online') this.#receipts.flush()
  }
}
