import { createContext, use } from 'react'

/** Brings a message of the thread onto the screen and points at it. */
export const JumpContext = createContext<(messageId: string) => void>(() => {})

export function useJump(): (messageId: string) => void {
  return use(JumpContext)
}
