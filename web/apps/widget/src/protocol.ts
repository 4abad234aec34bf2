// Written by `python -m tools.widget_types` from attendance/channels/webchat/protocol.py. Don't edit.

/** First frame of a socket: the access token, and the cursor to continue from (null: the newest page). */
export interface Hello {
  type: 'hello'
  token: string
  cursor?: string | null
}

/** A fresh access token of the same visitor, before the last one expires. */
export interface Renew {
  type: 'renew'
  token: string
}

/** A message. `client_id` is made by the panel: sending it again is safe. `files` are what uploads answered; with them the text may be empty. `reply_to` is the message that it answers. */
export interface Send {
  type: 'send'
  client_id: string
  text: string
  files?: string[]
  reply_to?: string | null
}

/** These messages of ours reached the panel (`delivered`), or were on a visible screen (`read`). */
export interface Receipt {
  type: 'receipt'
  state: 'delivered' | 'read'
  message_ids: string[]
}

/** The visitor is writing (repeat every 4 s), or has stopped. */
export interface Write {
  type: 'typing'
  is_writing: boolean
}

/** The page of messages before this cursor. */
export interface LoadOlder {
  type: 'older'
  before: string
}

/** Every `heartbeat_seconds`. */
export interface Ping {
  type: 'ping'
}

/** The token was accepted; messages and state follow. */
export interface Ready {
  type: 'ready'
  heartbeat_seconds: number
}

/** A quick reply: the panel shows the label, the value is what the visitor then says. */
export interface Option {
  value: string
  label: string
}

/** A file of a message. The addresses end after a day: load the messages again. `url` is null while it is on its way and when it could not be had. */
export interface ChatFile {
  id: string
  kind: 'audio' | 'document' | 'image' | 'sticker' | 'video'
  name: string
  size_bytes: number | null
  width: number | null
  height: number | null
  duration_seconds: number | null
  is_voice: boolean
  url: string | null
  preview_url: string | null
  playable_url: string | null
}

/** The beginning of the message that another one answers. */
export interface Quote {
  id: string
  name: string
  text: string
  kind: string
}

/** A reaction: how many put it, and whether the visitor did. */
export interface Emoji {
  emoji: string
  count: number
  is_mine: boolean
}

/** One message of the chat. `client_id` is the panel's own, for what the visitor sent. It comes again, with the same id, when it changed: the words of a deleted one are empty. */
export interface ChatMessage {
  id: string
  cursor: string
  author: 'attendant' | 'bot' | 'system' | 'visitor'
  name: string
  kind: string
  text: string
  at: string
  client_id: string | null
  options: Option[]
  files: ChatFile[]
  quote: Quote | null
  reactions: Emoji[]
  is_edited: boolean
  is_deleted: boolean
  asks: 'comment' | 'score' | null
}

/** Messages in order, and the cursor after them. `has_older` is null when continuing from a cursor. */
export interface Messages {
  type: 'messages'
  items: ChatMessage[]
  cursor: string
  has_older: boolean | null
}

/** Answer to `LoadOlder`, ascending. */
export interface Older {
  type: 'older'
  items: ChatMessage[]
  has_older: boolean
}

/** Who takes care of the visitor now. */
export interface Answering {
  kind: 'attendant' | 'bot'
  name: string
}

/** Where the visitor stands. `queue_position` counts from 1; `estimate_seconds` is null while unknown. */
export interface ChatState {
  phase: 'bot' | 'human' | 'idle' | 'resolved' | 'waiting'
  queue_position: number | null
  estimate_seconds: number | null
  answering: Answering | null
  read_message_id: string | null
}

export interface State {
  type: 'state'
  state: ChatState
}

/** The message is stored and will not be lost. It comes back in `messages`, with its place. */
export interface Ack {
  type: 'ack'
  client_id: string
}

/** A frame was not accepted; `client_id` says which message. With `retry_after_seconds`, try again then. */
export interface Refused {
  type: 'refused'
  code: string
  detail: string
  client_id: string | null
  retry_after_seconds: number | null
}

/** Somebody is writing to the visitor; lasts 6 s unless repeated. */
export interface Typing {
  type: 'typing'
  kind: 'attendant' | 'bot'
  name: string
}

export interface Pong {
  type: 'pong'
}

/** Answer to `POST …/files`: proof of the upload, to be named in `send` within the hour. */
export interface Uploaded {
  file: string
}

/** Body of `POST …/session`. `identity` is the token that the site's backend signed. */
export interface OpenSession {
  identity?: string | null
}

/** Answer to `POST …/session`; the refresh token travels in a cookie. */
export interface Session {
  token: string
  expires_in_seconds: number
  is_identified: boolean
}

/** Answer to `GET …/messages`: what a socket would have said. The next request names the `state_tag`, so that a change of state in between is answered at once. */
export interface Poll {
  messages: Messages
  state: ChatState
  state_tag: string
}

export type ClientFrame = Hello | Renew | Send | Receipt | Write | LoadOlder | Ping

export type ServerFrame = Ready | Messages | Older | State | Ack | Refused | Typing | Pong
