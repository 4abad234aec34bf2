/** What the console knows of the server, as plain data. Only `apply` makes a new one. */
import type {
  Attendant,
  Conversation,
  ListedConversation,
  Message,
  MessageFile,
  ServerFrame,
  TimelineEntry,
  Viewer,
  NewMail,
} from '@attendance/api'

export interface State {
  /** Newest durable frame applied; the socket resumes after it. */
  cursor: string | null
  /** Rises when frames were missed for good: what was fetched under a lower epoch must be fetched again. */
  epoch: number
  conversations: Readonly<Record<string, Conversation>>
  /** Epoch under which each conversation was last confirmed. */
  confirmedIn: Readonly<Record<string, number>>
  /** Conversations that went out of sight, and their version then: older copies must not come back. */
  removed: Readonly<Record<string, string>>
  readCounts: Readonly<Record<string, number>>
  readSeqs: Readonly<Record<string, number>>
  threads: Readonly<Record<string, Thread>>
  outbox: Readonly<Record<string, readonly Outgoing[]>>
  overlays: readonly Overlay[]
  attendants: Readonly<Record<string, Attendant>>
  typists: Readonly<Record<string, readonly Typist[]>>
  viewers: Readonly<Record<string, readonly Viewer[]>>
  /** Rises when queues or members were edited. */
  queuesVersion: number
}

/** The loaded part of a conversation's messages: the newest ones, in `seq` order. */
export interface Thread {
  messages: readonly Message[]
  timeline: readonly TimelineEntry[]
  /** Pass as `before_seq` for older messages; null when the first message is here. */
  olderCursor: string | null
  /** Something between these messages is missing: fetch again. */
  isStale: boolean
}

/** A message of ours on its way. `waiting` means that the network is gone and it will be sent by itself. */
export interface Outgoing {
  clientId: string
  conversationId: string
  text: string
  isNote: boolean
  /** Uploaded before, in their order. */
  files: readonly MessageFile[]
  /** The message that it answers. */
  replyTo: string | null
  /** Recipients and subject, of a mail. */
  mail?: NewMail | null | undefined
  at: string
  status: 'sending' | 'waiting' | 'failed'
  problem: string | null
}

/** What an action in flight will change; dropped when the server has answered, whatever it said. */
export interface Overlay {
  id: string
  conversationId: string
  patch: Partial<Conversation>
}

export interface Typist {
  kind: 'contact' | 'attendant' | 'bot'
  userId: string | null
  name: string
  /** Milliseconds since 1970. */
  until: number
}

/** What we fetched or did ourselves; it takes the same road as the server's frames. */
export type Change =
  | { type: 'fetched.conversations'; items: readonly ListedConversation[]; epoch: number }
  | { type: 'fetched.messages'; conversationId: string; items: readonly Message[]; part: Part }
  | { type: 'fetched.timeline'; conversationId: string; entries: readonly TimelineEntry[] }
  | { type: 'fetched.attendants'; items: readonly Attendant[] }
  | { type: 'answered.conversation'; conversation: Conversation }
  | { type: 'send.begun'; outgoing: Outgoing }
  | {
      type: 'send.changed'
      clientId: string
      conversationId: string
      status: Outgoing['status']
      problem: string | null
    }
  | { type: 'send.dropped'; clientId: string; conversationId: string }
  | { type: 'send.accepted'; message: Message }
  | { type: 'overlay.added'; overlay: Overlay }
  | { type: 'overlay.removed'; id: string }

/** Which part of a thread was fetched; `olderCursor` as the server's page said. */
export interface Part {
  at: 'newest' | 'older'
  olderCursor: string | null
}

export type Frame = ServerFrame | Change

export function emptyState(): State {
  return {
    cursor: null,
    epoch: 0,
    conversations: {},
    confirmedIn: {},
    removed: {},
    readCounts: {},
    readSeqs: {},
    threads: {},
    outbox: {},
    overlays: [],
    attendants: {},
    typists: {},
    viewers: {},
    queuesVersion: 0,
  }
}
