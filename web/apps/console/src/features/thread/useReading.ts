import type { Conversation } from '@attendance/api'
import type { Thread } from '@attendance/realtime'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLive } from '@/app/live'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { unreadOf } from '@/features/inbox/views'
import { markRead } from './api'
import { dividerSeqOf } from './arrange'

/** What was unread when the conversation was opened (or the window came back), and marking it as read. */
export function useReading(conversation: Conversation, thread: Thread | undefined) {
  const unread = useLive(({ state }) => unreadOf(conversation, state.readCounts[conversation.id]))
  const [dividerSeq, setDividerSeq] = useState<number | null>(null)
  const isPlaced = useRef(false)

  // Once a visit: where reading stopped. Coming back to the window is a new visit.
  useEffect(() => {
    const leave = () => {
      if (document.hidden) isPlaced.current = false
    }
    document.addEventListener('visibilitychange', leave)
    return () => document.removeEventListener('visibilitychange', leave)
  }, [])
  useEffect(() => {
    if (!thread || isPlaced.current || document.hidden) return
    isPlaced.current = true
    setDividerSeq(dividerSeqOf(thread.messages, unread))
  }, [thread, unread])

  const { id, last_seq: lastSeq } = conversation
  const mayMark = may(useMe(), 'conversations.reply')
  const markSeen = useCallback(() => {
    if (mayMark && unread > 0 && document.hasFocus()) markRead(id, lastSeq).catch(() => undefined)
  }, [id, lastSeq, unread, mayMark])
  return { dividerSeq, markSeen }
}
