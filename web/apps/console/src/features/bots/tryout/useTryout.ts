import type { BotTriedTurn } from '@attendance/api'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { unsavedOf, type Workbench } from '../workbench'
import { tryOut } from './api'

export interface Tryout {
  /** What the tester wrote, with the words that they saw if it was a quick reply. */
  messages: readonly Written[]
  turns: readonly BotTriedTurn[]
  isBusy: boolean
  problem: unknown
  /** The scripts changed since the conversation was held. */
  isStale: boolean
  /** Where it stands in the scripts. */
  place: { script: string; line: number } | null
  write: (value: string, label?: string) => void
  restart: () => void
  /** The same messages once more, with the scripts as they are now. */
  repeat: () => void
}

export interface Written {
  value: string
  label: string
}

interface Session {
  messages: readonly Written[]
  /** Counts repetitions. */
  round: number
  files: Readonly<Record<string, string>>
}

const NEW: Session = { messages: [], round: 0, files: {} }
const NO_TURNS: readonly BotTriedTurn[] = []

/** A conversation with what is on the screen, saved or not. */
export function useTryout(botId: string, bench: Workbench): Tryout {
  const [session, setSession] = useState(NEW)
  const texts = useStore(bench.store, ({ docs }) => docs)
  const [heldWith, setHeldWith] = useState(texts)
  const query = useQuery({
    queryKey: ['bots', botId, 'try', session],
    queryFn: ({ signal }) =>
      tryOut(
        botId,
        session.messages.map(({ value }) => value),
        session.files,
        signal,
      ),
    enabled: session.messages.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    placeholderData: (before) => (session.messages.length > 1 || session.round > 0 ? before : undefined),
  })
  const turns = session.messages.length === 0 ? NO_TURNS : (query.data?.turns ?? NO_TURNS)
  const last = query.isPlaceholderData ? undefined : turns.at(-1)

  function hold(messages: readonly Written[]): void {
    const unsaved = unsavedOf(bench.store.getState())
    setHeldWith(bench.store.getState().docs)
    setSession(({ round }) => ({
      messages,
      round: round + 1,
      files: Object.fromEntries(unsaved.map(({ path, text }) => [path, text])),
    }))
  }

  return {
    messages: session.messages,
    turns,
    isBusy: query.isFetching,
    problem: query.error,
    isStale:
      session.messages.length > 0 &&
      Object.keys(texts).some((path) => heldWith[path] && texts[path]?.text !== heldWith[path].text),
    place:
      last && last.line > 0
        ? { script: last.error?.script ?? last.script, line: last.error?.line ?? last.line }
        : null,
    write: (value, label = value) => hold([...session.messages, { value, label }]),
    restart: () => setSession(({ round }) => ({ ...NEW, round: round + 1 })),
    repeat: () => hold(session.messages),
  }
}
