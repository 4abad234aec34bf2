import { useCallback, useEffect, useRef } from 'react'
import { now } from '@/app/clock'
import { socket } from '@/app/live'

const REPEAT_MS = 4_000

/** Tells the customer and colleagues that I am writing: again every four seconds, and when I stop. */
export function useTypingSignal(conversationId: string): (isWriting: boolean) => void {
  const toldAt = useRef(0)
  const signal = useCallback(
    (isWriting: boolean) => {
      if (isWriting ? now() - toldAt.current < REPEAT_MS : toldAt.current === 0) return
      toldAt.current = isWriting ? now() : 0
      socket.send({ type: 'type', conversation_id: conversationId, is_writing: isWriting })
    },
    [conversationId],
  )
  useEffect(() => () => signal(false), [signal])
  return signal
}
