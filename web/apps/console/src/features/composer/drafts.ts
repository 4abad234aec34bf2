/** Unsent words, kept per conversation on this machine, apart for each person who signs in here. */
import { create } from 'zustand'

interface Draft {
  text: string
  isNote: boolean
}

const useDrafts = create<{ drafts: Readonly<Record<string, Draft>> }>(() => ({ drafts: {} }))

let key: string | null = null

/** Read the drafts of this person; called when they sign in. */
export function openDrafts(userId: string): void {
  const next = `drafts:${userId}`
  if (key === next) return
  key = next
  useDrafts.setState({ drafts: stored(next) })
}

/** Show this person's drafts to nobody else. */
export function closeDrafts(): void {
  write()
  key = null
  useDrafts.setState({ drafts: {} })
}

export function keepDraft(conversationId: string, draft: Draft): void {
  useDrafts.setState(({ drafts }) => {
    const { [conversationId]: _before, ...others } = drafts
    return { drafts: draft.text ? { ...others, [conversationId]: draft } : others }
  })
  save()
}

export function draftOf(conversationId: string): Draft {
  return useDrafts.getState().drafts[conversationId] ?? { text: '', isNote: false }
}

/** The words of a draft, for lists. */
export function useDraft(conversationId: string): string {
  return useDrafts(({ drafts }) => drafts[conversationId]?.text ?? '')
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Soon, not at every key; and before the page goes away. */
function save(): void {
  clearTimeout(timer)
  timer = setTimeout(write, 250)
}

function write(): void {
  clearTimeout(timer)
  if (key) localStorage.setItem(key, JSON.stringify(useDrafts.getState().drafts))
}

globalThis.addEventListener?.('pagehide', write)

function stored(from: string): Record<string, Draft> {
  try {
    return JSON.parse(localStorage.getItem(from) ?? '{}') as Record<string, Draft>
  } catch {
    return {}
  }
}
