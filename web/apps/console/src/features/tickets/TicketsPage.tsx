import { Button, Empty, IconButton, Menu, MenuItem } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ClipboardList, Ellipsis, FileDown, FileUp, Plus, SearchX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCommands } from '@/app/commands/registry'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { exportAddress, useTickets } from './api'
import { isFiltered, type TicketSearch } from './filter'
import { BulkBar } from './parts/BulkBar'
import { FilterBar } from './parts/FilterBar'
import { ImportDialog } from './parts/ImportDialog'
import { NewTicketDialog } from './parts/NewTicketDialog'
import { Notices } from './parts/Notices'
import { TicketRow } from './parts/TicketRow'
import { ViewMenu } from './parts/ViewMenu'
import { among, moved, NOTHING, toggled } from './selection'
import { useRows } from '@/app/useRows'

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
          {mayWrite && <Notices />}
          <FileMenu search={search} mayImport={may(me, 'tickets.manage')} />
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

/** The list as a file, and lists out of files. */
function FileMenu({ search, mayImport }: { search: TicketSearch; mayImport: boolean }) {
  const { t, i18n } = useLingui()
  const [isImporting, setIsImporting] = useState(false)
  return (
    <>
      <Menu trigger={<IconButton label={t`Mais ações`} icon={<Ellipsis size={16} />} look="plain" />}>
        <MenuItem
          icon={<FileDown size={14} />}
          onChoose={() => window.location.assign(exportAddress(search, i18n.locale))}
        >{t`Exportar esta lista (CSV)`}</MenuItem>
        {mayImport && (
          <MenuItem
            icon={<FileUp size={14} />}
            onChoose={() => setIsImporting(true)}
          >{t`Importar tickets (CSV)…`}</MenuItem>
        )}
      </Menu>
      {isImporting && <ImportDialog onClose={() => setIsImporting(false)} />}
    </>
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
  const { list, rows, height, measure, show } = useRows(ids)
  const index = current === null ? -1 : ids.indexOf(current)
  useEffect(() => {
    if (index >= 0) show(index)
  }, [index, show])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= ids.length - 10
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage])
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
      <ul
        ref={list}
        aria-label={t`Tickets`}
        className="relative rounded-xl border border-line bg-panel"
        style={{ height }}
      >
        {rows.map(({ index: at, top }) => {
          const ticket = tickets[at]
          return (
            ticket && (
              <TicketRow
                key={ticket.id}
                ticket={ticket}
                search={search}
                place={{ index: at, top, of: hasNextPage ? -1 : tickets.length }}
                measure={measure}
                isChoosable={isChoosable}
                isChosen={chosen.has(ticket.id)}
                isCurrent={current === ticket.id}
                onChoose={(isRange) => setKept(toggled(selection, ids, ticket.id, isRange))}
              />
            )
          )
        })}
      </ul>
      <div className="flex items-center justify-center gap-3 py-3 text-xs text-mute">
        <span>{hasNextPage ? t`${shown} carregados` : shown}</span>
        {hasNextPage && (
          <Button size="sm" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
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
