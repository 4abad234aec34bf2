import type { TimelineEntry } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { plural } from '@lingui/core/macro'
import { useState } from 'react'
import { useFormats } from '@/app/formats'
import { useEventWords } from '../events'

const SHOWN_AT_ONCE = 2

/** What happened to the conversation: quiet lines between the messages, many folded into one. */
export function EventLines({ entries }: { entries: readonly TimelineEntry[] }) {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(false)
  const canFold = entries.length > SHOWN_AT_ONCE
  const shown = canFold && !isOpen ? entries.slice(-1) : entries
  const hidden = entries.length - shown.length
  return (
    <div className="flex flex-col items-center gap-0.5 py-1.5 text-xs text-mute">
      {canFold && (
        <Button
          look="quiet"
          size="sm"
          aria-expanded={isOpen}
          className="h-6 font-normal"
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? t`Recolher eventos` : plural(hidden, { one: '+ # evento', other: '+ # eventos' })}
        </Button>
      )}
      {shown.map((entry) => (
        <EventLine key={entry.id} entry={entry} />
      ))}
    </div>
  )
}

function EventLine({ entry }: { entry: TimelineEntry }) {
  const { time } = useFormats()
  const words = useEventWords()(entry)
  const { note } = entry.data
  return (
    <>
      <p className="max-w-full text-center text-balance">
        {words} <span className="tabular-nums opacity-80">· {time(entry.at)}</span>
      </p>
      {typeof note === 'string' && note && (
        <p className="my-0.5 max-w-[min(85%,560px)] rounded-md border border-note-line bg-note px-2.5 py-1 wrap-anywhere whitespace-pre-wrap text-note-ink">
          {note}
        </p>
      )}
    </>
  )
}
