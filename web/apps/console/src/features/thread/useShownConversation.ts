import type { Conversation } from '@attendance/api'
import { overlaid } from '@attendance/realtime'
import { useMemo } from 'react'
import { useLive } from '@/app/live'

/** The conversation as it will be when the actions in flight have succeeded. */
export function useShownConversation(id: string): Conversation | undefined {
  const conversation = useLive(({ state }) => state.conversations[id])
  const overlays = useLive(({ state }) => state.overlays)
  return useMemo(() => conversation && overlaid({ overlays }, conversation), [conversation, overlays])
}
