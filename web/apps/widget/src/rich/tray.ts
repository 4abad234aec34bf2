/** What goes with the visitor's next words: files, and the message that they answer. */
import { signal } from './signal.ts'
import type { ChatClient } from '../chat/client.ts'
import type { ChatMessage, Uploaded } from '../protocol.ts'
import { newId } from '../chat/uuid.ts'

export const MOST_BYTES = 25_000_000
export const MOST_FILES = 10

export interface Item {
  id: string
  body: Blob
  name: string
  isVoice: boolean
  state: 'uploading' | 'ready' | 'failed' | 'tooLarge'
  token: string
}

export const items = signal<readonly Item[]>([])
export const answered = signal<ChatMessage | null>(null)

export async function add(client: ChatClient, body: Blob, name: string, isVoice = false): Promise<void> {
  if (items.value.length >= MOST_FILES) return
  const item: Item = { id: newId(), body, name, isVoice, state: body.size > MOST_BYTES ? 'tooLarge' : 'uploading', token: '' }
  items.value = [...items.value, item]
  if (item.state === 'uploading') await upload(client, item)
}

export async function upload(client: ChatClient, { id, body, name, isVoice }: Item): Promise<void> {
  change(id, { state: 'uploading' })
  try {
    const query = new URLSearchParams({ name, voice: String(isVoice) })
    const response = await fetch(`${client.base}/files?${query}`, {
      method: 'POST',
      headers: { authorization: client.authorization, 'content-type': body.type || 'application/octet-stream' },
      body,
    })
    if (!response.ok) throw new TypeError(`status ${response.status}`)
    change(id, { state: 'ready', token: ((await response.json()) as Uploaded).file })
  } catch {
    change(id, { state: 'failed' })
  }
}

export function remove(id: string): void {
  items.value = items.value.filter((item) => item.id !== id)
}

/** Sends what is ready with these words. False: there is nothing beside them. */
export function send(client: ChatClient, text: string): boolean {
  const ready = items.value.filter((item) => item.state === 'ready')
  const replyTo = answered.value?.id
  if (ready.length === 0 && !replyTo) return false
  const files = ready.map((item) => item.token)
  client.write(text, files.length > 0 ? files : undefined, replyTo)
  items.value = items.value.filter((item) => item.state !== 'ready')
  answered.value = null
  return true
}

function change(id: string, part: Partial<Item>): void {
  items.value = items.value.map((item) => (item.id === id ? { ...item, ...part } : item))
}
