import type { ExecutionDetail, ExecutionTurn } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/app/formats'
import { RichText } from '@/features/thread/parts/RichText'
import { QuickReplies } from '@/features/thread/parts/QuickReplies'
import { answersQuery } from './api'
import { answersOf } from './replay'

/** What set the turn off, and what the bot answered. */
export function TurnTalk({ execution, turn }: { execution: ExecutionDetail; turn: ExecutionTurn }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const { data: messages = [] } = useQuery(answersQuery(execution.conversation_id, execution.turn))
  const said = turn.happening.text
  const kinds: Record<string, string> = {
    started: t`A conversa começou`,
    timedout: t`O tempo de espera acabou`,
    eventhappened: t`O evento esperado aconteceu`,
    completed: t`O serviço respondeu`,
  }
  const kind = String(turn.happening.kind)
  return (
    <section aria-label={t`Turno ${turn.turn}`} className="space-y-2">
      <h3 className="flex items-baseline gap-2 text-xs font-medium">
        {t`Turno ${turn.turn}`}
        <span className="font-normal text-mute">
          {moment(turn.at)} · {turn.took_ms} ms
        </span>
      </h3>
      {typeof said === 'string' ? (
        <div className="w-fit max-w-[85%] rounded-2xl rounded-bl-md bg-bubble-in px-3 py-1.5 text-sm">
          <RichText text={said} />
        </div>
      ) : (
        <p className="text-xs text-mute">{kinds[kind] ?? kind}</p>
      )}
      {answersOf(messages, execution.id, turn.turn).map((message) => (
        <div key={message.id} className="flex flex-col items-end gap-1">
          {message.text && (
            <div className="max-w-[85%] rounded-2xl rounded-br-md bg-bubble-bot px-3 py-1.5 text-sm">
              <RichText text={message.text} />
            </div>
          )}
          <QuickReplies content={message.content} />
        </div>
      ))}
    </section>
  )
}
