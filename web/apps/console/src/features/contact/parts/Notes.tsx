import type { Conversation, CustomerOverview } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { ActivityDialog } from '@/features/activities/parts/ActivityDialog'

interface NotesProps {
  conversation: Conversation
  notes: CustomerOverview['notes']
}

/** What colleagues noted of the customer, in any conversation that the reader sees. */
export function Notes({ conversation, notes }: NotesProps) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const [isMaking, setIsMaking] = useState(false)
  return (
    <section aria-label={t`Anotações`} className="border-t border-line py-3">
      <div className="mb-1 flex items-center gap-2">
        <h4 className="flex-1 text-2xs font-medium text-mute">{t`Anotações`}</h4>
        {may(useMe(), 'activities.write') && (
          <Button size="sm" look="quiet" icon={<Plus size={13} />} onClick={() => setIsMaking(true)}>
            {t`Nova anotação`}
          </Button>
        )}
      </div>
      {notes.length === 0 && <p className="text-mute">{t`Nada anotado.`}</p>}
      <ul className="space-y-1.5">
        {notes.map(({ id, text, author_name: author, at }) => (
          <li key={id} className="rounded-md border border-note-line bg-note px-2 py-1.5 text-note-ink">
            <p className="line-clamp-4 whitespace-pre-line wrap-anywhere">{text}</p>
            <p className="pt-0.5 text-2xs opacity-80">{[author, moment(at)].filter(Boolean).join(' · ')}</p>
          </li>
        ))}
      </ul>
      {isMaking && (
        <ActivityDialog
          kind="note"
          about={{ contact_id: conversation.contact.id, conversation_id: conversation.id }}
          onClose={() => setIsMaking(false)}
        />
      )}
    </section>
  )
}
