import type { Conversation } from '@attendance/api'
import { Trans } from '@lingui/react/macro'
import { StickyNote } from 'lucide-react'

/** What the colleague who transferred it wanted to say. */
export function TransferNote({ conversation }: { conversation: Conversation }) {
  if (!conversation.transfer_note) return null
  return (
    <div className="flex gap-2 border-b border-note-line bg-note px-4 py-2 text-note-ink">
      <StickyNote size={14} aria-hidden className="mt-0.5 shrink-0" />
      <p className="max-h-24 min-w-0 overflow-auto break-words whitespace-pre-wrap">
        <span className="font-medium">
          <Trans>Nota da transferência:</Trans>
        </span>{' '}
        {conversation.transfer_note}
      </p>
    </div>
  )
}
