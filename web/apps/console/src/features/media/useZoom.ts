import { useRef, useState, type PointerEvent, type WheelEvent } from 'react'

const MOST = 8
const STILL = { scale: 1, x: 0, y: 0 }

/** How near a picture is and where: by wheel, by double click, by drag. */
export function useZoom() {
  const [zoom, setZoom] = useState(STILL)
  const drag = useRef<{ x: number; y: number } | null>(null)

  function change(factor: number) {
    setZoom((before) => {
      const scale = Math.min(MOST, Math.max(1, before.scale * factor))
      return scale === 1 ? STILL : { ...before, scale }
    })
  }
  const view = {
    onWheel: (event: WheelEvent) => change(event.deltaY < 0 ? 1.15 : 1 / 1.15),
    onDoubleClick: () => (zoom.scale > 1 ? setZoom(STILL) : change(2.5)),
    onPointerDown: (event: PointerEvent) => {
      drag.current = zoom.scale > 1 ? { x: event.clientX - zoom.x, y: event.clientY - zoom.y } : null
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current
      if (from) setZoom((before) => ({ ...before, x: event.clientX - from.x, y: event.clientY - from.y }))
    },
    onPointerUp: () => {
      drag.current = null
    },
    onPointerLeave: () => {
      drag.current = null
    },
  }
  return { zoom, view, change, reset: () => setZoom(STILL) }
}
