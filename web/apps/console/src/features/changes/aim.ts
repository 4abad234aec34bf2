/** Which message the composer is about: one that is answered, or one whose words are changed. */
import type { Message } from '@attendance/api'
import { create } from 'zustand'

export interface Aim {
  kind: 'reply' | 'edit'
  message: Message
}

const useAims = create<{ aims: Readonly<Record<string, Aim>> }>(() => ({ aims: {} }))

export function useAim(conversationId: string): Aim | null {
  return useAims(({ aims }) => aims[conversationId] ?? null)
}

export function aimAt(kind: Aim['kind'], message: Message): void {
  useAims.setState(({ aims }) => ({ aims: { ...aims, [message.conversation_id]: { kind, message } } }))
}

export function dropAim(conversationId: string): void {
  useAims.setState(({ aims: { [conversationId]: _gone, ...aims } }) => ({ aims }))
}
