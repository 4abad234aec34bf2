/** Where the reader of a thread is: at the end, at what is new, or back in the past. */
import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useLayoutEffect, useState, type RefObject } from 'react'
import { loadOlder } from './api'
import type { Line } from './arrange'

export const NEAR_END_PX = 60
const LOAD_BEFORE_LINES = 4
const SETTLES_WITHIN_MS = 250
const END_LINES = 8
const RETRY_MS = 3_000

type Virtual = Virtualizer<HTMLDivElement, Element>

interface Scrolled {
  virtual: Virtual
  scroller: RefObject<HTMLDivElement | null>
  lines: readonly Line[]
  conversationId: string
  hasOlder: boolean
  onSeen: () => void
}

export function useThreadScroll({ virtual, scroller, lines, conversationId, hasOlder, onSeen }: Scrolled) {
  const firstShown = virtual.getVirtualItems()[0]?.index ?? 0
  const isPlaced = useFirstPosition(virtual, lines)
  const isAtEnd = useEnd(virtual, lines)
  const newBelow = useNewBelow(lines, isAtEnd)
  useKeptEnd(virtual, scroller)
  useOlder(conversationId, hasOlder && isPlaced && firstShown < LOAD_BEFORE_LINES)
  useFocusBack(onSeen, isAtEnd)
  useEffect(() => {
    if (isAtEnd && isPlaced) onSeen()
  }, [isAtEnd, isPlaced, onSeen])
  return { isAtEnd, newBelow }
}

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

/** Whether the newest line is on the screen. */
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
    let isFirst = true
    const observer = new ResizeObserver(() => {
      // The first call only tells the size that it has.
      if (wasAtEnd && !isFirst) virtual.scrollToEnd()
      isFirst = false
    })
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
  const newest = lines.reduce(
    (seq, line) => (line.kind === 'message' ? Math.max(seq, line.message.seq) : seq),
    0,
  )
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
      .catch(() => new Promise((resolve) => setTimeout(resolve, RETRY_MS)))
      .finally(() => setIsLoading(false))
  })
  useEffect(() => {
    if (isWanted && !isLoading) load()
  }, [isWanted, isLoading])
}

/** Looking at the window again is reading what it shows. */
function useFocusBack(onSeen: () => void, isAtEnd: boolean): void {
  useEffect(() => {
    const back = () => isAtEnd && onSeen()
    window.addEventListener('focus', back)
    return () => window.removeEventListener('focus', back)
  }, [onSeen, isAtEnd])
}
