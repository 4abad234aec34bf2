/** What the message's content says of changes: its former words, and what is wanted of the channel. Pure. */
import type { Message } from '@attendance/api'

export interface Amendment {
  kind: 'edited' | 'deleted' | 'reacted'
  text: string
  by: string
  state: 'pending' | 'failed'
  reason: { code: string; message: string } | null
}

export interface Former {
  text: string
  at: string | null
}

export function amendmentOf(message: Message): Amendment | null {
  const found = message.content.amendment
  return typeof found === 'object' && found !== null ? (found as unknown as Amendment) : null
}

/** Oldest first. */
export function historyOf(message: Message): readonly Former[] {
  return Array.isArray(message.content.history) ? (message.content.history as unknown as Former[]) : []
}

/** The words to show: those on their way to the channel, while they are. */
export function wordsOf(message: Message): string {
  const wanted = amendmentOf(message)
  return wanted?.kind === 'edited' && wanted.state === 'pending' ? wanted.text : message.text
}

export interface Mark {
  emoji: string
  names: string[]
  isMine: boolean
}

/** Reactions by emoji, each with who put it, in order of appearance; mine as I want it while it is on its way. */
export function marksOf(message: Message, me: { id: string; name: string }): Mark[] {
  const wanted = amendmentOf(message)
  const mine = `user:${me.id}`
  const isOnItsWay = wanted?.kind === 'reacted' && wanted.state === 'pending' && wanted.by === me.id
  const kept = message.reactions.filter((one) => !isOnItsWay || one.by !== mine)
  const all = isOnItsWay && wanted.text ? [...kept, { by: mine, name: me.name, emoji: wanted.text }] : kept
  const marks = new Map<string, Mark>()
  for (const { emoji, name, by } of all) {
    const mark = marks.get(emoji) ?? { emoji, names: [], isMine: false }
    marks.set(emoji, { emoji, names: [...mark.names, name], isMine: mark.isMine || by === mine })
  }
  return [...marks.values()]
}
