/** What this page remembers between views: is the panel open, has the visitor written. Nothing secret. */

export interface Memory {
  isOpen: boolean
  isKnown: boolean
}

export function recall(inbox: string): Memory {
  try {
    const stored = JSON.parse(localStorage.getItem(key(inbox)) ?? '{}') as Partial<Memory>
    return { isOpen: stored.isOpen === true, isKnown: stored.isKnown === true }
  } catch {
    return { isOpen: false, isKnown: false }
  }
}

export function remember(inbox: string, memory: Memory): void {
  try {
    localStorage.setItem(key(inbox), JSON.stringify(memory))
  } catch {
    // A page without storage forgets; the chat works all the same.
  }
}

const key = (inbox: string) => `attendance:${inbox}`
