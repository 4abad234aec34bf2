import type { Ticket } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { ticketDealsQuery, useLiveDeals } from '../api'
import { useMoney } from '../useMoney'
import { NewDealDialog } from './NewDealDialog'

/** The deals that were made out of a ticket, and a new one. */
export function TicketDeals({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui()
  const me = useMe()
  const money = useMoney()
  const [isMaking, setIsMaking] = useState(false)
  const mayRead = may(me, 'deals.read')
  const { data, isError, refetch } = useQuery({ ...ticketDealsQuery(ticket.id), enabled: mayRead })
  useLiveDeals()
  if (!mayRead) return null
  const mayMake = may(me, 'deals.write') && ticket.merged_into === null
  return (
    <section aria-label={t`Negócios`} className="border-t border-line py-3">
      <div className="mb-1 flex items-center gap-2">
        <h4 className="flex-1 text-2xs font-medium text-mute">{t`Negócios`}</h4>
        {mayMake && (
          <Button size="sm" look="quiet" icon={<Plus size={13} />} onClick={() => setIsMaking(true)}>
            {t`Criar negócio`}
          </Button>
        )}
      </div>
      {isError && <Button size="sm" onClick={() => void refetch()}>{t`Não carregou. Tentar de novo`}</Button>}
      {data?.items.length === 0 && <p className="text-mute">{t`Nenhum negócio deste ticket.`}</p>}
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
      {isMaking && <NewDealDialog ticket={ticket} onClose={() => setIsMaking(false)} />}
    </section>
  )
}
