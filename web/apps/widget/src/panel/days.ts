/** The conversation as it is drawn: days, and runs of one author. */
import type { Pending } from '../chat/state.ts'
import type { ChatMessage, Option } from '../protocol.ts'

export interface Line {
  key: string
  author: ChatMessage['author']
  name: string
  text: string
  at: Date
  /** First of its day. */
  startsDay: boolean
  /** First of its author's run: shows who writes. */
  startsRun: boolean
  pending: Pending | null
  message: ChatMessage | null
}

export function linesOf(messages: readonly ChatMessage[], pending: readonly Pending[]): Line[] {
  const said = messages.map((message) => ({
    key: message.client_id ?? message.id,
    author: message.author,
    name: message.name,
    text: message.text,
    at: new Date(message.at),
    pending: null,
    message,
  }))
  const unsaid = pending.map((waiting) => ({
    key: waiting.client_id,
    author: 'visitor' as const,
    name: '',
    text: waiting.text,
    at: new Date(waiting.at),
    pending: waiting,
    message: null,
  }))
  const labels = new Map<string, string>()
  return [...said, ...unsaid].map((one, at, all) => {
    const line = one.author === 'visitor' ? { ...one, text: labels.get(one.text) ?? one.text } : one
    for (const { value, label } of one.message?.options ?? []) labels.set(value, label)
    const before = all[at - 1]
    const startsDay = before === undefined || before.at.toDateString() !== line.at.toDateString()
    const isSameRun = before?.author === line.author && before.name === line.name
    return { ...line, startsDay, startsRun: startsDay || !isSameRun }
  })
}

/** The quick replies that can be pressed now: those of the newest line, until somebody writes. */
export const offered = (lines: readonly Line[]): readonly Option[] => lines.at(-1)?.message?.options ?? []

/** What the newest line asks the visitor to rate, until somebody writes. */
export const rated = (lines: readonly Line[]): ChatMessage | null =>
  lines.at(-1)?.message?.asks ? (lines.at(-1)?.message ?? null) : null

/** Today, yesterday, or the date in words. */
export function dayName(day: Date, now: Date, locale: string, words: { today: string; yesterday: string }): string {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  if (day.toDateString() === now.toDateString()) return words.today
  if (day.toDateString() === yesterday.toDateString()) return words.yesterday
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(day)
}

export const LINK = 1
export const BOLD = 2

/** `kind` is LINK, BOLD, or 0 for plain words. */
export interface Piece {
  text: string
  kind: number
}

const APART = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])|\B\*(\S[^*\n]*)\*\B/

/** Text with its web addresses apart, to be shown as links, and its *bold* words without their asterisks. */
export function pieces(text: string): Piece[] {
  // Splitting gives both groups each time: plain, address, bold, plain, address, bold, plain.
  return text.split(APART).flatMap((part: string | undefined, at) => (part ? { text: part, kind: at % 3 } : []))
}
