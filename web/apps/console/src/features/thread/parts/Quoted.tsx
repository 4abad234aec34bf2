import type { Message } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useLive } from '@/app/live'
import { useJump } from '../jump'
import { QuoteLine } from './QuoteLine'

/** The message that this one answers; a click goes there. */
export function Quoted({ message }: { message: Message }) {
  const { t } = useLingui()
  const jump = useJump()
  const quoted = useLive(({ state }) =>
    state.threads[message.conversation_id]?.messages.find((one) => one.id === message.reply_to),
  )
  if (!quoted) {
    return (
      <p className="mb-1 border-l-2 border-current/40 pl-2 text-xs italic opacity-80">{t`Em resposta a uma mensagem anterior`}</p>
    )
  }
  return (
    <button
      type="button"
      aria-label={t`Ir para a mensagem respondida de ${quoted.author.name}`}
      onClick={() => jump(quoted.id)}
      className="mb-1 block w-full rounded-md bg-current/8 p-1 text-left hover:bg-current/14"
    >
      <QuoteLine message={quoted} />
    </button>
  )
}
