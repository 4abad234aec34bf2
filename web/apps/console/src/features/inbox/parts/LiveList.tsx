import { Failed, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ArrowUp } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { plural } from '@lingui/core/macro'
import { problemText } from '@/app/problems'
import { useConversationList } from '../api'
import { arrange, hold, type HeldOrder } from '../order'
import type { ListFilter } from '../views'
import { EmptyList } from './EmptyList'
import { Rows } from './Rows'

interface LiveListProps {
  filter: ListFilter
  openId: string | null
}

/** One view, live. While the pointer is over the rows, or they are scrolled, nothing moves under it. */
export function LiveList({ filter, openId }: LiveListProps) {
  const { t } = useLingui()
  const { query, conversations } = useConversationList(filter)
  const [held, setHeld] = useState<HeldOrder | null>(null)
  const [releases, setReleases] = useState(0)
  const isPointed = useRef(false)
  const isScrolled = useRef(false)
  const { shown, waiting } = held ? arrange(held, conversations) : { shown: conversations, waiting: 0 }
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  function settle() {
    const isHeld = isPointed.current || isScrolled.current
    setHeld((before) => (isHeld ? (before ?? hold(conversations)) : null))
  }
  function point(isOver: boolean) {
    isPointed.current = isOver
    settle()
  }
  function scroll(isAway: boolean) {
    if (isAway === isScrolled.current) return
    isScrolled.current = isAway
    settle()
  }
  function letGo() {
    setHeld(hold(conversations))
    setReleases((count) => count + 1)
  }

  if (query.isError && !query.data) {
    return (
      <Failed
        title={t`A lista não carregou`}
        detail={problemText(query.error)}
        retryLabel={t`Tentar de novo`}
        onRetry={() => void query.refetch()}
      />
    )
  }
  if (query.isPending)
    return <SkeletonRows count={9} label={t`Carregando conversas`} className="h-[72px] py-0" />
  if (shown.length === 0 && waiting === 0) return <EmptyList view={filter.view} />
  return (
    <div
      className="relative min-h-0 flex-1"
      onPointerEnter={(event) => point(event.pointerType === 'mouse')}
      onPointerLeave={() => point(false)}
    >
      {waiting > 0 && (
        <button
          type="button"
          onClick={letGo}
          className="absolute top-2 left-1/2 z-10 flex -translate-x-1/2 items-center gap-1 rounded-full bg-brand px-3 py-1 text-xs font-medium text-on-brand shadow-float"
        >
          <ArrowUp size={13} aria-hidden />
          {plural(waiting, { one: '# novidade', other: '# novidades' })}
        </button>
      )}
      <Rows
        conversations={shown}
        openId={openId}
        view={filter.view}
        scrollToTop={releases}
        onScrolled={scroll}
        onEnd={loadMore}
        isLoadingMore={isFetchingNextPage}
      />
    </div>
  )
}
