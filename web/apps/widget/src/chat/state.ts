/** What the panel shows, and how each frame changes it. Pure: applying a frame twice changes nothing more. */
import type { ChatMessage, ChatState, ServerFrame } from '../protocol.ts'

/** A message of the visitor that the server has not shown back yet. */
export interface Pending {
  client_id: string
  text: string
  /** What uploads answered. */
  files?: string[] | undefined
  reply_to?: string | undefined
  at: string
  /** Stored by the server; it can't be lost any more. */
  isStored: boolean
  /** Why the server will never take it, as a code; null while there is hope. */
  problem: string | null
}

export interface Chat {
  connection: 'connecting' | 'online' | 'offline'
  /** Why there is no chat at all, as a code: only reloading the page tries again. */
  refusal: string | null
  messages: readonly ChatMessage[]
  pending: readonly Pending[]
  cursor: string | null
  hasOlder: boolean
  isLoadingOlder: boolean
  state: ChatState
  typing: { kind: 'bot' | 'attendant'; name: string } | null
  /** Id of the newest message of ours that was on the visitor's screen. Ids sort by time. */
  readUpTo: string
  isTooFast: boolean
}

export type Action =
  | { type: 'frame'; frame: ServerFrame }
  | { type: 'connection'; connection: Chat['connection'] }
  | { type: 'refused'; code: string }
  | { type: 'written'; pending: Pending }
  | { type: 'tried again'; client_id: string }
  | { type: 'loading older' }
  | { type: 'read'; id: string }
  | { type: 'typing ended' }

const NOBODY: ChatState = {
  phase: 'idle',
  queue_position: null,
  estimate_seconds: null,
  answering: null,
  read_message_id: null,
}

export const emptyChat = (pending: readonly Pending[] = [], readUpTo = ''): Chat => ({
  connection: 'connecting',
  refusal: null,
  messages: [],
  pending,
  cursor: null,
  hasOlder: false,
  isLoadingOlder: false,
  state: NOBODY,
  typing: null,
  readUpTo,
  isTooFast: false,
})

export function reduce(chat: Chat, action: Action): Chat {
  switch (action.type) {
    case 'frame':
      return applyFrame(chat, action.frame)
    case 'connection':
      return { ...chat, connection: action.connection, isLoadingOlder: false }
    case 'refused':
      return { ...chat, refusal: action.code, connection: 'offline' }
    case 'written':
      return { ...chat, pending: [...chat.pending, action.pending] }
    case 'tried again':
      return { ...chat, pending: change(chat.pending, action.client_id, { problem: null }) }
    case 'loading older':
      return { ...chat, isLoadingOlder: true }
    case 'read':
      return action.id > chat.readUpTo ? { ...chat, readUpTo: action.id } : chat
    case 'typing ended':
      return { ...chat, typing: null }
  }
}

/** Messages of ours that the visitor has not seen. */
export const unseen = (chat: Chat): ChatMessage[] =>
  chat.messages.filter((message) => message.author !== 'visitor' && message.id > chat.readUpTo)

function applyFrame(chat: Chat, frame: ServerFrame): Chat {
  switch (frame.type) {
    case 'ready':
      return { ...chat, connection: 'online' }
    case 'messages': {
      const isNewestPage = frame.has_older !== null
      const messages = isNewestPage ? frame.items : joined(chat.messages, frame.items)
      return settled({
        ...chat,
        messages,
        cursor: frame.cursor,
        hasOlder: frame.has_older ?? chat.hasOlder,
        typing: frame.items.some((message) => message.author !== 'visitor') ? null : chat.typing,
      })
    }
    case 'older':
      return { ...chat, messages: [...frame.items, ...chat.messages.filter(({ id }) => frame.items.every((one) => one.id !== id))], hasOlder: frame.has_older, isLoadingOlder: false }
    case 'state':
      return { ...chat, state: frame.state }
    case 'ack':
      return { ...chat, isTooFast: false, pending: change(chat.pending, frame.client_id, { isStored: true }) }
    case 'refused':
      return refusedFrame(chat, frame.client_id, frame.code, frame.retry_after_seconds !== null)
    case 'typing':
      return { ...chat, typing: { kind: frame.kind, name: frame.name } }
    case 'pong':
      return chat
  }
}

function refusedFrame(chat: Chat, clientId: string | null, code: string, isTemporary: boolean): Chat {
  if (clientId === null) return chat
  if (isTemporary) return { ...chat, isTooFast: true }
  return { ...chat, pending: change(chat.pending, clientId, { problem: code }) }
}

/** Both lists in order, each message once, as it was told last: what changed comes again, in its old place. */
function joined(first: readonly ChatMessage[], second: readonly ChatMessage[]): ChatMessage[] {
  const told = new Map(second.map((message) => [message.id, message]))
  const known = first.map((message) => told.get(message.id) ?? message)
  for (const message of first) told.delete(message.id)
  const oldest = first[0]?.id ?? ''
  return [...known, ...[...told.values()].filter((message) => message.id > oldest)]
}

/** Drop what was pending and is now among the messages. */
function settled(chat: Chat): Chat {
  const shown = new Set(chat.messages.map((message) => message.client_id))
  return { ...chat, pending: chat.pending.filter((message) => !shown.has(message.client_id)) }
}

function change(pending: readonly Pending[], clientId: string, part: Partial<Pending>): Pending[] {
  return pending.map((message) => (message.client_id === clientId ? { ...message, ...part } : message))
}
