/** A conversation with the draft that nobody else sees and that does nothing outside. */
import type { BotTryout } from '@attendance/api'
import { api } from '@/app/client'

/** The whole conversation again from its beginning: the script may be another one by now. */
export const tryOut = (
  botId: string,
  messages: readonly string[],
  files: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => api.post<BotTryout>(`/api/bots/${botId}/try`, { messages, files }, { signal })
