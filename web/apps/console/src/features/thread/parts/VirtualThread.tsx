import type { Conversation } from '@attendance/api'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { loadOlder } from '../api'
import type { Line } from '../arrange'
import { ThreadLine } from './ThreadLine'

const NEAR_END_PX = 60
const LOAD_BEFORE_LINES = 4
const SETTLES_WITHIN_MS = 250
const END_LINES = 8

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
  const virtual = useVirtualizer({
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
  const isAtEnd = useEnd(virtual, lines)
  const newBelow = useNewBelow(lines, isAtEnd)

  const isPlaced = useFirstPosition(virtual, lines)
  useKeptEnd(virtual, scroller)
  useOlder(conversation.id, hasOlder && isPlaced && (items[0]?.index ?? 0) < LOAD_BEFORE_LINES)
  useEffect(() => {
    if (isAtEnd) onSeen()
  }, [isAtEnd, onSeen])
  useFocusBack(onSeen, isAtEnd)

  return (
    <div className="relative min-h-0 flex-1">
      {/* The keyboard scrolls it, so it must be reachable. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={scroller} role="log" aria-live="off" aria-label={t`Mensagens`} tabIndex={0} className="h-full overflow-y-auto focus-visible:-outline-offset-2">
        <ol className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const line = lines[index]
            return (
              line && (
                <li
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0 px-4"
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
  )
}

type Virtual = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>

/** Opens at what is new, else at the end. Whether it got there: until then the top is only on its way. */
function useFirstPosition(virtual: Virtual, lines: readonly Line[]): boolean {
  const [isPlaced, setIsPlaced] = useState(false)
  const isReady = lines.length > 0
  const divider = lines.findIndex((line) => line.kind === 'divider')
  const isFarBack = divider > 0 && lines.length - divider > END_LINES
  const place = useEffectEvent(() => {
    if (isFarBack) virtual.scrollToIndex(divider, { align: 'start' })
    else virtual.scrollToEnd()
  })
  useLayoutEffect(() => {
    if (!isReady) return
    place()
    const timer = setTimeout(() => setIsPlaced(true), SETTLES_WITHIN_MS)
    return () => clearTimeout(timer)
  }, [isReady])
  return isPlaced
}

function useEnd(virtual: Virtual, lines: readonly Line[]): boolean {
  const [isAtEnd, setIsAtEnd] = useState(true)
  const offset = virtual.scrollOffset
  const size = virtual.getTotalSize()
  useEffect(() => {
    setIsAtEnd(virtual.isAtEnd(NEAR_END_PX))
  }, [virtual, offset, size, lines.length])
  // What I send myself I want to see.
  const last = lines.at(-1)
  const sentKey = last?.kind === 'outgoing' ? last.key : null
  useEffect(() => {
    if (sentKey) virtual.scrollToEnd()
  }, [sentKey, virtual])
  return isAtEnd
}

/** When the room changes (the composer grows, a bar appears) the end stays the end. */
function useKeptEnd(virtual: Virtual, scroller: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let wasAtEnd = true
    const remember = () => {
      wasAtEnd = virtual.isAtEnd(NEAR_END_PX)
    }
    const observer = new ResizeObserver(() => wasAtEnd && virtual.scrollToEnd())
    observer.observe(element)
    element.addEventListener('scroll', remember, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', remember)
    }
  }, [virtual, scroller])
}

/** Messages that arrived below the screen since the reader scrolled away from the end. */
function useNewBelow(lines: readonly Line[], isAtEnd: boolean): number {
  const newest = lines.reduce((seq, line) => (line.kind === 'message' ? Math.max(seq, line.message.seq) : seq), 0)
  const [seenSeq, setSeenSeq] = useState(newest)
  useEffect(() => {
    if (isAtEnd) setSeenSeq(newest)
  }, [isAtEnd, newest])
  return isAtEnd ? 0 : Math.max(0, newest - Math.max(seenSeq, 0))
}

/** Loads a page more whenever the first loaded lines are near, one at a time. */
function useOlder(id: string, isWanted: boolean): void {
  const [isLoading, setIsLoading] = useState(false)
  const load = useEffectEvent(() => {
    setIsLoading(true)
    loadOlder(id)
      .catch(() => undefined)
      .finally(() => setIsLoading(false))
  })
  useEffect(() => {
    if (isWanted && !isLoading) load()
  }, [isWanted, isLoading])
}

function useFocusBack(onSeen: () => void, isAtEnd: boolean): void {
  useEffect(() => {
    const back = () => isAtEnd && onSeen()
    window.addEventListener('focus', back)
    return () => window.removeEventListener('focus', back)
  }, [onSeen, isAtEnd])
}

function estimate(line: Line | undefined): number {
  if (line?.kind === 'message') return 44 + Math.floor(line.message.text.length / 60) * 19
  if (line?.kind === 'outgoing') return 44 + Math.floor(line.outgoing.text.length / 60) * 19
  return 36
}
