/** The page around the panel: is it shown, who is signed in, how many messages are unread. */
import { listen, type ToPage, type ToPanel } from '../bridge.ts'
import type { ChatClient } from '../chat/client.ts'
import { unseen, type Chat } from '../chat/state.ts'

export class Page {
  readonly #client: ChatClient
  readonly #origin: string | null
  readonly #listeners = new Set<() => void>()
  #isShown: boolean
  #unread = 0
  #isKnown = false

  /** `origin` null: no page is around us, the panel is the page. */
  constructor(client: ChatClient, origin: string | null) {
    this.#client = client
    this.#origin = origin
    this.#isShown = origin === null
    if (origin === null) client.start(null)
    else listen<ToPanel>('attendance-panel', { window: () => window.parent, origin }, (message) => this.#receive(message))
    document.addEventListener('visibilitychange', () => this.#look(client.store.chat))
    client.store.subscribe((chat) => this.#look(chat))
    this.#tell({ to: 'attendance-page', type: 'ready' })
  }

  get isEmbedded(): boolean {
    return this.#origin !== null
  }

  close(): void {
    this.#tell({ to: 'attendance-page', type: 'close' })
  }

  /** Called when the visitor opened the panel and means to write. */
  onFocus(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #receive(message: ToPanel): void {
    if (message.type === 'start') this.#client.start(message.identity)
    else if (message.type === 'identify') this.#client.identify(message.identity)
    else if (message.type === 'logout') void this.#client.logout()
    else this.#show(message)
  }

  #show(message: ToPanel & { type: 'shown' | 'hidden' }): void {
    this.#isShown = message.type === 'shown'
    this.#look(this.#client.store.chat)
    if (message.type === 'shown' && message.takesFocus) for (const listener of this.#listeners) listener()
  }

  /** What is on the screen is read; the rest is counted on the bubble. */
  #look(chat: Chat): void {
    const messages = unseen(chat)
    const isSeen = this.#isShown && document.visibilityState === 'visible'
    if (isSeen) this.#client.see(messages)
    else this.#client.deliver(messages)
    this.#count(isSeen ? 0 : messages.length)
    if (!this.#isKnown && (chat.messages.length > 0 || chat.pending.length > 0)) {
      this.#isKnown = true
      this.#tell({ to: 'attendance-page', type: 'known' })
    }
  }

  #count(unread: number): void {
    if (unread === this.#unread) return
    this.#unread = unread
    this.#tell({ to: 'attendance-page', type: 'unread', count: unread })
  }

  #tell(message: ToPage): void {
    if (this.#origin !== null) window.parent.postMessage(message, this.#origin)
  }
}
