import type { KanbanCard } from '@attendance/api'
import { cn, Failed, Skeleton } from '@attendance/ui'
import { useDroppable } from '@dnd-kit/core'
import { useLingui } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useFormats } from '@/app/formats'
import { problemText } from '@/app/problems'
import { useColumn } from '../api'
import { shownIn, type Flight } from '../cache'
import type { BoardFilter, ColumnKey } from '../columns'
import { dropId } from '../dragging'
import { useColumnNames } from '../words'
import { Card } from './Card'

const CARD_PX = 112
const GAP_PX = 8

export interface Handling {
  flights: readonly Flight[]
  openId: string | null
  mayMove: boolean
  onOpen: (id: string) => void
  onMove: (card: KanbanCard, to: ColumnKey) => void
}

interface ColumnProps extends Handling {
  lane: string
  filter: BoardFilter
  status: ColumnKey
  /** Of all cards, loaded or not; what this list knows until it is known. */
  count: number | undefined
  limit: number | null
}

export function Column({ lane, filter, status, count, limit, ...handling }: ColumnProps) {
  const query = useColumn(filter, status)
  const name = useColumnNames()[status]
  const { setNodeRef, isOver } = useDroppable({ id: dropId(lane, status) })
  const held = query.data?.pages
  const flights = handling.flights
  const cards = useMemo(
    () =>
      shownIn(
        status,
        (held ?? []).flatMap((page) => page.items),
        flights,
      ),
    [held, status, flights],
  )
  return (
    <section
      ref={setNodeRef}
      aria-label={name}
      data-column={status}
      className={cn(
        'flex h-full min-h-0 w-[84vw] max-w-[340px] shrink-0 snap-start flex-col rounded-xl bg-raised md:w-auto md:max-w-none md:min-w-60 md:flex-1',
        isOver && 'outline-2 -outline-offset-2 outline-brand',
      )}
    >
      <Head name={name} count={held?.[0]?.count ?? count ?? null} limit={limit} />
      <Body query={query} cards={cards} name={name} {...handling} />
    </section>
  )
}

function Head({ name, count, limit }: { name: string; count: number | null; limit: number | null }) {
  const { t } = useLingui()
  const { number } = useFormats()
  const isTooFull = limit !== null && count !== null && count > limit
  const most = limit === null ? '' : number(limit)
  return (
    <header className="flex items-center gap-2 px-3 pt-2.5 pb-2">
      <h2 className="min-w-0 truncate font-semibold">{name}</h2>
      <span
        className={cn(
          'ml-auto flex items-center gap-1 rounded-full px-2 text-xs tabular-nums',
          isTooFull ? 'bg-warn-soft font-medium text-warn' : 'bg-panel text-mute',
        )}
        title={isTooFull ? t`Acima do limite de ${most}` : undefined}
      >
        {isTooFull && <TriangleAlert size={12} aria-hidden />}
        {count === null ? '…' : number(count)}
        {limit !== null && `/${most}`}
        {isTooFull && <span className="sr-only">{t`Acima do limite de ${most}`}</span>}
      </span>
    </header>
  )
}

interface BodyProps extends Handling {
  query: ReturnType<typeof useColumn>
  cards: readonly KanbanCard[]
  name: string
}

function Body({ query, cards, name, flights, openId, mayMove, onOpen, onMove }: BodyProps) {
  const { t } = useLingui()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX + GAP_PX,
    getItemKey: (index) => cards[index]?.session_id ?? index,
    overscan: 5,
  })
  const items = virtual.getVirtualItems()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const isNearEnd = (items.at(-1)?.index ?? 0) >= cards.length - 8
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage])

  if (query.isError && !query.data) {
    return (
      <Failed
        title={t`Não carregou`}
        detail={problemText(query.error)}
        retryLabel={t`Tentar de novo`}
        onRetry={() => void query.refetch()}
      />
    )
  }
  if (query.isPending) {
    return (
      <div role="status" aria-label={t`Carregando`} className="space-y-2 px-2">
        {[0, 1, 2].map((one) => (
          <Skeleton key={one} className="h-28 rounded-lg bg-panel" />
        ))}
      </div>
    )
  }
  const flying = new Set(flights.map(({ card }) => card.session_id))
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
      {cards.length === 0 && <p className="py-6 text-center text-xs text-mute">{t`Nenhum cartão`}</p>}
      <ul aria-label={name} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const card = cards[index]
          return (
            card && (
              <li
                key={key}
                aria-setsize={cards.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ height: CARD_PX, transform: `translateY(${start}px)` }}
              >
                <Card
                  card={card}
                  isOpen={card.session_id === openId}
                  isFlying={flying.has(card.session_id)}
                  mayMove={mayMove}
                  onOpen={() => onOpen(card.session_id)}
                  onMove={(to) => onMove(card, to)}
                />
              </li>
            )
          )
        })}
      </ul>
      {isFetchingNextPage && (
        <p role="status" className="py-2 text-center text-xs text-mute">{t`Carregando mais…`}</p>
      )}
    </div>
  )
}
