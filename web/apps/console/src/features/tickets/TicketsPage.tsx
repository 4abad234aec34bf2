import { Button, Empty } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ClipboardList, Plus, SearchX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCommands } from '@/app/commands/registry'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { useTickets } from './api'
import { isFiltered, type TicketSearch } from './filter'
import { BulkBar } from './parts/BulkBar'
import { FilterBar } from './parts/FilterBar'
import { NewTicketDialog } from './parts/NewTicketDialog'
import { TicketRow } from './parts/TicketRow'
import { ViewMenu } from './parts/ViewMenu'
import { among, moved, NOTHING, toggled } from './selection'

const route = getRouteApi('/shell/tickets')

/** All tickets that somebody may see: found, filtered, chosen and changed together. */
export function TicketsPage() {
  const { t } = useLingui()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const [isOpening, setIsOpening] = useState(false)
  const { query, tickets } = useTickets(search)
  const show = (wanted: TicketSearch) => void navigate({ to: '/tickets', search: wanted, replace: true })
  const mayWrite = may(me, 'tickets.write')
  useCommands(
    mayWrite
      ? [
          {
            id: 'new-ticket',
            title: t`Abrir ticket`,
            group: 'list',
            keys: 'n',
            icon: <Plus size={15} />,
            run: () => setIsOpening(true),
          },
        ]
      : [],
  )
  return (
    <Page
      title={t`Tickets`}
      actions={
        <>
          <ViewMenu search={search} onChoose={show} mayShare={mayWrite} />
          {mayWrite && (
            <Button
              look="primary"
              icon={<Plus size={15} />}
              onClick={() => setIsOpening(true)}
            >{t`Abrir ticket`}</Button>
          )}
        </>
      }
    >
      <FilterBar search={search} onChange={show} />
      <Loaded query={query}>
        {() =>
          tickets.length === 0 ? (
            <NoTickets isSearch={isFiltered(search)} onClear={() => show({})} />
          ) : (
            <TicketList search={search} list={{ tickets, query }} isChoosable={mayWrite} />
          )
        }
      </Loaded>
      {isOpening && <NewTicketDialog onClose={() => setIsOpening(false)} />}
    </Page>
  )
}

interface TicketListProps {
  search: TicketSearch
  list: ReturnType<typeof useTickets>
  isChoosable: boolean
}

function TicketList({ search, list: { tickets, query }, isChoosable }: TicketListProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const ids = tickets.map((one) => one.id)
  const [kept, setKept] = useState(NOTHING)
  const selection = among(kept, ids)
  const { current, chosen } = selection
  useEffect(() => {
    if (current) document.getElementById(`ticket-${current}`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  useCommands([
    {
      id: 'ticket-next',
      title: t`Próximo ticket`,
      group: 'list',
      keys: 'j',
      isMotion: true,
      run: () => setKept(moved(selection, ids, 1)),
    },
    {
      id: 'ticket-previous',
      title: t`Ticket anterior`,
      group: 'list',
      keys: 'k',
      isMotion: true,
      run: () => setKept(moved(selection, ids, -1)),
    },
    {
      id: 'ticket-choose',
      title: t`Marcar ou desmarcar o ticket`,
      group: 'list',
      keys: 'x',
      isMotion: true,
      run: () => current && isChoosable && setKept(toggled(selection, ids, current, false)),
    },
    {
      id: 'ticket-open',
      title: t`Abrir o ticket marcado`,
      group: 'list',
      keys: 'Enter',
      isMotion: true,
      run: () => current && void navigate({ to: '/tickets/$id', params: { id: current }, search }),
    },
  ])
  const shown = plural(tickets.length, { one: '# ticket', other: '# tickets' })
  return (
    <>
      <ul aria-label={t`Tickets`} className="rounded-xl border border-line bg-panel">
        {tickets.map((ticket) => (
          <TicketRow
            key={ticket.id}
            ticket={ticket}
            search={search}
            isChoosable={isChoosable}
            isChosen={chosen.has(ticket.id)}
            isCurrent={current === ticket.id}
            onChoose={(isRange) => setKept(toggled(selection, ids, ticket.id, isRange))}
          />
        ))}
      </ul>
      <div className="flex items-center justify-center gap-3 py-3 text-xs text-mute">
        <span>{query.hasNextPage ? t`${shown} carregados` : shown}</span>
        {query.hasNextPage && (
          <Button size="sm" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t`Carregar mais`}
          </Button>
        )}
      </div>
      {chosen.size > 0 && <BulkBar ids={[...chosen]} onDone={() => setKept(NOTHING)} />}
    </>
  )
}

function NoTickets({ isSearch, onClear }: { isSearch: boolean; onClear: () => void }) {
  const { t } = useLingui()
  if (isSearch) {
    return (
      <Empty
        icon={<SearchX size={18} />}
        title={t`Nenhum ticket com estes filtros`}
        action={<Button onClick={onClear}>{t`Mostrar todos`}</Button>}
      >
        {t`Tire um filtro ou procure por outra palavra.`}
      </Empty>
    )
  }
  return (
    <Empty icon={<ClipboardList size={18} />} title={t`Nenhum ticket ainda`}>
      {t`Um ticket acompanha o que ainda falta fazer por um cliente depois da conversa. Abra um aqui ou ao lado de qualquer conversa.`}
    </Empty>
  )
}
