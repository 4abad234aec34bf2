import type { Message } from '@attendance/api'
import { Popover } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useFormats } from '@/app/formats'
import { historyOf } from '../amendment'

/** "editada", and what it said before. */
export function EditedMark({ message }: { message: Message }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const [isOpen, setIsOpen] = useState(false)
  const former = historyOf(message)
  if (!message.edited_at) return null
  const edited = moment(message.edited_at)
  if (former.length === 0) return <span title={edited}>{t`editada`}</span>
  return (
    <Popover
      label={t`O que dizia antes`}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button type="button" title={t`Ver o que dizia antes`} className="underline decoration-dotted">
          {t`editada`}
        </button>
      }
    >
      <div className="max-h-64 space-y-2 overflow-auto text-xs">
        <p className="font-medium">{t`Editada em ${edited}. Antes dizia:`}</p>
        <ol className="space-y-2">
          {former.map((one) => (
            <li key={`${one.at ?? ''}${one.text}`} className="border-l-2 border-line-strong pl-2">
              <p className="break-words whitespace-pre-wrap">{one.text}</p>
              <p className="text-2xs text-mute">{moment(one.at ?? message.created_at)}</p>
            </li>
          ))}
        </ol>
      </div>
    </Popover>
  )
}
