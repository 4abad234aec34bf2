import type { Conversation } from '@attendance/api'
import { Button, Skeleton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useCommands } from '@/app/commands/registry'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { conversationTicketsQuery } from '../api'
import { NewTicketDialog } from './NewTicketDialog'
import { StatusMark } from './Marks'

/** The tickets of this conversation, beside it. */
export function ConversationTickets({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const me = useMe()
  const [isOpening, setIsOpening] = useState(false)
  const { data, isError, refetch } = useQuery(conversationTicketsQuery(conversation.id))
  const mayWrite = may(me, 'tickets.write')
  useCommands(
    mayWrite
      ? [
          {
            id: 'conversation-ticket',
            title: t`Abrir ticket desta conversa`,
            group: 'conversation',
            keys: 't',
            icon: <Plus size={15} />,
            run: () => setIsOpening(true),
          },
        ]
      : [],
  )
  return (
    <section aria-label={t`Tickets`} className="border-t border-line py-3">
      <div className="mb-1 flex items-center gap-2">
        <h4 className="flex-1 text-2xs font-medium text-mute">{t`Tickets`}</h4>
        {mayWrite && (
          <Button size="sm" look="quiet" icon={<Plus size={13} />} onClick={() => setIsOpening(true)}>
            {t`Abrir ticket`}
          </Button>
        )}
      </div>
      {!data && !isError && <Skeleton className="h-8" />}
      {isError && <Button size="sm" onClick={() => void refetch()}>{t`Não carregou. Tentar de novo`}</Button>}
      {data?.items.length === 0 && <p className="text-mute">{t`Nenhum ticket nesta conversa.`}</p>}
      <ul className="space-y-1">
        {data?.items.map(({ id, number, subject, status }) => (
          <li key={id}>
            <Link
              to="/tickets/$id"
              params={{ id }}
              search={{}}
              className="flex items-center gap-2 rounded-md px-1.5 py-1 hover:bg-hover"
            >
              <span className="shrink-0 text-xs text-mute tabular-nums">{number}</span>
              <span className="min-w-0 flex-1 truncate">{subject}</span>
              <StatusMark status={status} />
            </Link>
          </li>
        ))}
      </ul>
      {isOpening && <NewTicketDialog conversation={conversation} onClose={() => setIsOpening(false)} />}
    </section>
  )
}
