/** Only the rows in sight are there: a list of thousands scrolls like one of ten. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'

const ROW_PX = 53
const BORDERS_PX = 2

export function useRows(ids: readonly string[]) {
  const list = useRef<HTMLUListElement>(null)
  const [above, setAbove] = useState(0)
  const scroller = useCallback(() => list.current?.closest<HTMLElement>('.overflow-y-auto') ?? null, [])
  // What stands above the list scrolls with it.
  useLayoutEffect(() => {
    const [here, around] = [list.current, scroller()]
    if (here && around)
      setAbove(here.getBoundingClientRect().top - around.getBoundingClientRect().top + around.scrollTop)
  }, [scroller])
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: scroller,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => ids[index] ?? index,
    scrollMargin: above,
    // Rows are there at once, not only after the first measuring.
    initialRect: { width: 0, height: window.innerHeight },
    overscan: 8,
  })
  const { scrollToIndex } = virtual
  const show = useCallback((index: number) => scrollToIndex(index, { align: 'auto' }), [scrollToIndex])
  return {
    list,
    rows: virtual.getVirtualItems().map(({ index, start }) => ({ index, top: start - above })),
    height: virtual.getTotalSize() + BORDERS_PX,
    measure: virtual.measureElement,
    show,
  }
}
