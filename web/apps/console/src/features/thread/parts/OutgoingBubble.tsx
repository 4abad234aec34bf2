import type { Outgoing } from '@attendance/realtime'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { CircleAlert, RotateCw, Trash2 } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { useMe } from '@/app/session'
import { discard, sendAgain } from '@/features/composer/outbox'
import { FileGrid } from '@/features/media/parts/FileGrid'
import { Bubble } from './Bubble'
import { RichText } from './RichText'
import { Ticks } from './Ticks'

/** A message that the server has not confirmed yet. */
export function OutgoingBubble({ outgoing, isFirst }: { outgoing: Outgoing; isFirst: boolean }) {
  const { t } = useLingui()
  const me = useMe()
  const { time } = useFormats()
  const hasFailed = outgoing.status === 'failed'
  return (
    <Bubble
      voice={outgoing.isNote ? 'note' : 'me'}
      author={me.name}
      isFirst={isFirst}
      isLast
      isFaint={!hasFailed}
      foot={
        <>
          {outgoing.status === 'waiting' ? t`esperando conexão` : time(outgoing.at)}
          <Ticks state={hasFailed ? 'failed' : 'sending'} onBrand={!outgoing.isNote} />
        </>
      }
      after={
        hasFailed && (
          <div
            role="alert"
            className="mt-0.5 flex max-w-[min(85%,560px)] flex-wrap items-center justify-end gap-x-2 text-xs text-danger"
          >
            <span className="flex items-center gap-1">
              <CircleAlert size={13} aria-hidden className="shrink-0" />
              {t`Não enviada`}
              {outgoing.problem && `: ${outgoing.problem}`}
            </span>
            <span className="flex">
              <Button
                look="quiet"
                size="sm"
                icon={<RotateCw size={12} />}
                className="h-6 px-1.5 text-danger"
                onClick={() => sendAgain(outgoing)}
              >
                {t`Tentar de novo`}
              </Button>
              <Button
                look="quiet"
                size="sm"
                icon={<Trash2 size={12} />}
                className="h-6 px-1.5"
                onClick={() => discard(outgoing)}
              >
                {t`Descartar`}
              </Button>
            </span>
          </div>
        )
      }
    >
      {outgoing.files.length > 0 && <FileGrid files={outgoing.files} author={me.name} />}
      {outgoing.text && <RichText text={outgoing.text} />}
    </Bubble>
  )
}
