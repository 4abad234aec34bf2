import { useEffect, useState } from 'preact/hooks'
import { type Chat, type Network, type Person, look } from './api.ts'

const PAUSE_MS = 2000

/** The chat as the server has it, renewed as soon as it changes; null until it came. */
export function useChat(network: Network, person: Person): { chat: Chat | null; isLost: boolean } {
  const [chat, setChat] = useState<Chat | null>(null)
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    setChat(null)
    void follow(network, person, stop.signal, setChat, setLost)
    return () => stop.abort()
  }, [network, person])
  return { chat, isLost }
}

async function follow(
  network: Network,
  person: Person,
  signal: AbortSignal,
  show: (chat: Chat) => void,
  setLost: (isLost: boolean) => void,
): Promise<void> {
  let after = -1
  while (!signal.aborted) {
    try {
      const chat = await look(network, person, after, signal)
      setLost(false)
      show(chat)
      after = chat.version
    } catch {
      if (signal.aborted) return
      setLost(true)
      after = -1
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
