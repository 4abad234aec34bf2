import type { Kanban } from '@attendance/api'
import { Failed } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { may } from '@/app/permissions'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { useFigures, useLiveBoard } from './api'
import { COLUMNS, type BoardFilter, type BoardSearch } from './columns'
import { Board } from './parts/Board'
import { Column, type Handling } from './parts/Column'
import { Filters } from './parts/Filters'
import { Lanes } from './parts/Lanes'
import { Limits } from './parts/Limits'
import { SidePanel } from './parts/SidePanel'
import { useMoves } from './useMoves'

const route = getRouteApi('/shell/kanban')

/** The conversations of people as cards in four columns; a card that is dragged does what its column says. */
export function BoardPage() {
  const { t } = useLingui()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const { flights, move } = useMoves()
  const figures = useFigures(search)
  useLiveBoard()
  const filter = useFilter(search)
  const change = (part: Partial<Record<keyof BoardSearch, string>>) =>
    void navigate({ to: '/kanban', search: without({ ...search, ...part }), replace: !('c' in part) })
  const handling: Handling = {
    flights,
    openId: search.c ?? null,
    mayMove: may(me, 'conversations.reply'),
    onOpen: (id) => change({ c: id }),
    onMove: (card, to) => void move(card, to),
  }
  return (
    <div className="flex h-full bg-canvas">
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex flex-wrap items-center gap-2 px-4 pt-4 pb-3">
          <h1 className="mr-auto min-w-32 text-lg font-semibold">{t`Kanban`}</h1>
          <div className="flex flex-wrap items-center gap-2 max-md:w-full max-md:flex-nowrap max-md:overflow-x-auto">
            <Filters search={search} onChange={change} />
            {may(me, 'company.manage') && figures.data && <Limits now={limitsOf(figures.data)} />}
          </div>
        </header>
        <div className="min-h-0 flex-1">
          <Board onMove={handling.onMove}>
            {search.lanes ? (
              figures.data ? (
                <Lanes figures={figures.data} kind={search.lanes} filter={filter} handling={handling} />
              ) : (
                figures.isError && (
                  <Failed
                    title={t`Não carregou`}
                    detail={problemText(figures.error)}
                    retryLabel={t`Tentar de novo`}
                    onRetry={() => void figures.refetch()}
                  />
                )
              )
            ) : (
              <div className="flex h-full snap-x scroll-px-4 gap-3 overflow-x-auto px-4 pb-4">
                {COLUMNS.map((status) => {
                  const figure = figures.data?.columns.find((one) => one.status === status)
                  return (
                    <Column
                      key={status}
                      lane="all"
                      filter={filter}
                      status={status}
                      count={figure?.count}
                      limit={figure?.limit ?? null}
                      {...handling}
                    />
                  )
                })}
              </div>
            )}
          </Board>
        </div>
      </div>
      {search.c && <SidePanel id={search.c} onClose={() => change({ c: '' })} />}
    </div>
  )
}

function useFilter({ queue, who, channel, bot }: BoardSearch): BoardFilter {
  return useMemo(
    () => ({
      ...(queue && { queue }),
      ...(who && { who }),
      ...(channel && { channel }),
      ...(bot && { bot }),
    }),
    [queue, who, channel, bot],
  )
}

function without(search: Partial<Record<keyof BoardSearch, string>>): BoardSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value)) as BoardSearch
}

function limitsOf({ columns }: Kanban): Record<string, number> {
  return Object.fromEntries(columns.flatMap(({ status, limit }) => (limit ? [[status, limit]] : [])))
}
