import { useEffect, useState } from 'preact/hooks'
import type { Chat } from '../chat/state.ts'
import type { Store } from '../chat/store.ts'

/** The chat now, and again after each change. */
export function useChat(store: Store): Chat {
  const [chat, setChat] = useState(store.chat)
  useEffect(() => {
    setChat(store.chat)
    return store.subscribe(setChat)
  }, [store])
  return chat
}
