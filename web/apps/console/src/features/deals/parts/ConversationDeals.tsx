import type { Conversation } from '@attendance/api'
import { Button, Skeleton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { contactDealsQuery, useLiveDeals } from '../api'
import { useMoney } from '../useMoney'
import { NewDealDialog } from './NewDealDialog'

/** The deals with this customer, beside the conversation. */
export function ConversationDeals({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const me = useMe()
  const money = useMoney()
  const [isMaking, setIsMaking] = useState(false)
  const { data, isError, refetch } = useQuery({
    ...contactDealsQuery(conversation.contact.id),
    enabled: may(me, 'deals.read'),
  })
  useLiveDeals()
  if (!may(me, 'deals.read')) return null
  return (
    <section aria-label={t`Negócios`} className="border-t border-line py-3">
      <div className="mb-1 flex items-center gap-2">
        <h4 className="flex-1 text-2xs font-medium text-mute">{t`Negócios`}</h4>
        {may(me, 'deals.write') && (
          <Button size="sm" look="quiet" icon={<Plus size={13} />} onClick={() => setIsMaking(true)}>
            {t`Novo negócio`}
          </Button>
        )}
      </div>
      {!data && !isError && <Skeleton className="h-8" />}
      {isError && <Button size="sm" onClick={() => void refetch()}>{t`Não carregou. Tentar de novo`}</Button>}
      {data?.items.length === 0 && <p className="text-mute">{t`Nenhum negócio com este cliente.`}</p>}
      <ul className="space-y-1">
        {data?.items.map(({ id, name, value }) => (
          <li key={id}>
            <Link
              to="/negocios"
              search={{ deal: id }}
              className="flex items-center gap-2 rounded-md px-1.5 py-1 hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="shrink-0 text-xs text-mute tabular-nums">{money(value)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {isMaking && <NewDealDialog conversation={conversation} onClose={() => setIsMaking(false)} />}
    </section>
  )
}
