import type { Message } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { CircleAlert, LoaderCircle, RotateCw } from 'lucide-react'
import { amendmentOf, type Amendment } from '../amendment'
import { deleteMessage, editMessage, react } from '../api'

/** A change that is on its way to the channel, or that it refused: why, and another attempt. */
export function Amended({ message }: { message: Message }) {
  const { t } = useLingui()
  const wanted = amendmentOf(message)
  if (!wanted || (wanted.kind === 'reacted' && wanted.state === 'pending')) return null
  if (wanted.state === 'pending') {
    return (
      <p className="mt-0.5 flex items-center gap-1 px-1 text-2xs text-mute">
        <LoaderCircle size={11} aria-hidden className="animate-spin" />
        {wanted.kind === 'deleted' ? t`Apagando…` : t`Salvando a edição…`}
      </p>
    )
  }
  const what = {
    edited: t`A edição não chegou ao cliente`,
    deleted: t`A mensagem não foi apagada para o cliente`,
    reacted: t`A reação não chegou ao cliente`,
  }[wanted.kind]
  return (
    <div
      role="alert"
      className="mt-0.5 flex max-w-[min(85%,560px)] flex-wrap items-center gap-x-2 text-xs text-danger"
    >
      <span className="flex items-center gap-1">
        <CircleAlert size={13} aria-hidden className="shrink-0" />
        {what}
        {wanted.reason && `: ${wanted.reason.message}`}
      </span>
      <Button
        look="quiet"
        size="sm"
        icon={<RotateCw size={12} />}
        className="h-6 px-1.5 text-danger"
        onClick={() => void again(message, wanted)}
      >
        {t`Tentar de novo`}
      </Button>
    </div>
  )
}

function again(message: Message, { kind, text }: Amendment): Promise<void> {
  if (kind === 'edited') return editMessage(message, text)
  return kind === 'deleted' ? deleteMessage(message) : react(message, text || null)
}
