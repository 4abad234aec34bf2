import { useLayoutEffect, useState, type RefObject } from 'react'

/** How wide an element is, in pixels, as it changes; `before` until it was measured. */
export function useWidth(element: RefObject<HTMLElement | null>, before = 600): number {
  const [width, setWidth] = useState(before)
  useLayoutEffect(() => {
    const shown = element.current
    if (!shown) return
    const measure = () => setWidth(shown.clientWidth || before)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(shown)
    return () => observer.disconnect()
  }, [element, before])
  return width
}
