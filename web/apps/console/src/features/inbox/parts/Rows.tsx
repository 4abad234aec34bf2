import type { Conversation } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useListMotion } from '../useListMotion'
import type { View } from '../views'
import { Row } from './Row'

const ROW_PX = 72

interface RowsProps {
  conversations: readonly Conversation[]
  openId: string | null
  view: View
  snippets?: ReadonlyMap<string, string>
  /** Changes when the list should jump to its first row. */
  scrollToTop?: number
  onScrolled?: (isScrolled: boolean) => void
  onEnd?: () => void
  isLoadingMore?: boolean
}

/** Only the rows on the screen exist; ten thousand scroll like ten. */
export function Rows({
  conversations,
  openId,
  view,
  snippets,
  scrollToTop,
  onScrolled,
  onEnd,
  isLoadingMore,
}: RowsProps) {
  const { t } = useLingui()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => conversations[index]?.id ?? index,
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const isNearEnd = lastShown >= conversations.length - 8
  useListMotion(conversations, openId, (index) => virtual.scrollToIndex(index, { align: 'auto' }))

  useEffect(() => {
    if (isNearEnd) onEnd?.()
  }, [isNearEnd, onEnd, conversations.length])
  useEffect(() => {
    if (scrollToTop) scroller.current?.scrollTo({ top: 0 })
  }, [scrollToTop])

  return (
    <div
      ref={scroller}
      className="h-full overflow-y-auto"
      onScroll={(event) => onScrolled?.(event.currentTarget.scrollTop > 4)}
    >
      <ul aria-label={t`Conversas`} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const conversation = conversations[index]
          return (
            conversation && (
              <li
                key={key}
                aria-setsize={conversations.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
              >
                <Row
                  conversation={conversation}
                  isOpen={conversation.id === openId}
                  view={view}
                  snippet={snippets?.get(conversation.id)}
                />
              </li>
            )
          )
        })}
      </ul>
      {isLoadingMore && (
        <p role="status" className="py-3 text-center text-xs text-mute">
          {t`Carregando mais…`}
        </p>
      )}
    </div>
  )
}
