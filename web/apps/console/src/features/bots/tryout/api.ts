/** A conversation with the draft that nobody else sees and that does nothing outside. */
import { api } from '@/app/client'

export interface TriedOption {
  value: string
  label: string
}

export interface TriedTurn {
  said: { text: string; options: TriedOption[] }[]
  /** What it would have done beside talking, a line each. */
  effects: string[]
  script: string
  line: number
  waits: string | null
  variables: Record<string, string>
  error: { code: string; message: string; script: string; line: number } | null
}

export interface Tried {
  turns: TriedTurn[]
}

/** The whole conversation again from its beginning: the script may be another one by now. */
export const tryOut = (
  botId: string,
  messages: readonly string[],
  files: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => api.post<Tried>(`/api/bots/${botId}/try`, { messages, files }, { signal })
