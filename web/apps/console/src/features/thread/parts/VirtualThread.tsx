import type { Conversation } from '@attendance/api'
import { cn } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import type { Line } from '../arrange'
import { JumpContext } from '../jump'
import { NEAR_END_PX, useThreadScroll } from '../useThreadScroll'
import { ThreadLine } from './ThreadLine'

const POINTED_MS = 1_600

interface VirtualThreadProps {
  conversation: Conversation
  lines: readonly Line[]
  hasOlder: boolean
  /** The newest message is on the screen. */
  onSeen: () => void
}

/** Only the lines on the screen exist. Anchored at the end: new ones follow, older ones push nothing. */
export function VirtualThread({ conversation, lines, hasOlder, onSeen }: VirtualThreadProps) {
  const { t } = useLingui()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => lines[index]?.key ?? index,
    estimateSize: (index) => estimate(lines[index]),
    overscan: 8,
    paddingStart: 12,
    paddingEnd: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END_PX,
  })
  const items = virtual.getVirtualItems()
  const { isAtEnd, newBelow } = useThreadScroll({
    virtual,
    scroller,
    lines,
    conversationId: conversation.id,
    hasOlder,
    onSeen,
  })

  const [pointedAt, setPointedAt] = useState<string | null>(null)
  const jump = useCallback(
    (messageId: string) => {
      const index = lines.findIndex((line) => line.kind === 'message' && line.message.id === messageId)
      if (index < 0) return
      virtual.scrollToIndex(index, { align: 'center' })
      setPointedAt(messageId)
      setTimeout(() => setPointedAt(null), POINTED_MS)
    },
    [lines, virtual],
  )

  return (
    <JumpContext value={jump}>
      <div className="relative min-h-0 flex-1">
        {/* The keyboard scrolls it, so it must be reachable. */}
        <div
          ref={scroller}
          role="log"
          aria-live="off"
          aria-label={t`Mensagens`}
          tabIndex={0}
          className="h-full overflow-y-auto focus-visible:-outline-offset-2"
        >
          <ol className="relative" style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, start, key }) => {
              const line = lines[index]
              return (
                line && (
                  <li
                    key={key}
                    ref={virtual.measureElement}
                    data-index={index}
                    className={cn(
                      'absolute inset-x-0 top-0 px-4 transition-colors duration-500',
                      line.kind === 'message' && line.message.id === pointedAt && 'bg-brand-soft',
                    )}
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <ThreadLine line={line} conversation={conversation} />
                  </li>
                )
              )
            })}
          </ol>
        </div>
        {!isAtEnd && (
          <button
            type="button"
            onClick={() => virtual.scrollToEnd()}
            className="absolute right-4 bottom-3 flex h-8 items-center gap-1.5 rounded-full border border-line bg-panel px-3 text-xs font-medium shadow-float"
          >
            <ArrowDown size={14} aria-hidden />
            {newBelow > 0 ? plural(newBelow, { one: '# nova', other: '# novas' }) : t`Ir para o fim`}
          </button>
        )}
      </div>
    </JumpContext>
  )
}

function estimate(line: Line | undefined): number {
  if (line?.kind === 'message') {
    const { text, files } = line.message
    const pictures = files.filter((file) => file.kind === 'image' || file.kind === 'video').length
    const room = pictures === 1 ? 250 : Math.ceil(pictures / 2) * 150
    return 44 + Math.floor(text.length / 60) * 19 + room + (files.length - pictures) * 56
  }
  if (line?.kind === 'outgoing') return 44 + Math.floor(line.outgoing.text.length / 60) * 19
  return 36
}
