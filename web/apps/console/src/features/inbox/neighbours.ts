/** Which conversation comes after the open one, for "resolve and next". */
import type { Conversation } from '@attendance/api'
import { useEffect } from 'react'
import { create } from 'zustand'

const useNext = create<{ nextId: string | null }>(() => ({ nextId: null }))

export function useNeighbours(conversations: readonly Conversation[], at: number): void {
  const nextId = (at < 0 ? undefined : (conversations[at + 1] ?? conversations[at - 1]))?.id ?? null
  useEffect(() => useNext.setState({ nextId }), [nextId])
}

export function nextConversation(): string | null {
  return useNext.getState().nextId
}
