/** The time on the screen. One ticking clock for all components, so that hundreds of rows don't each own a timer. */
import { useSyncExternalStore } from 'react'

export function now(): number {
  return Date.now()
}

function makeTicker(everyMs: number) {
  const listeners = new Set<() => void>()
  let ticked = now()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    ticked = now()
    for (const listener of listeners) listener()
  }
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      timer ??= setInterval(tick, everyMs)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
    read: () => {
      // Without a timer nobody ticks; React reads twice and must get the same.
      if (timer === undefined && now() - ticked >= everyMs) ticked = now()
      return ticked
    },
  }
}

const second = makeTicker(1_000)
const halfMinute = makeTicker(30_000)

/** The time, again every second. */
export function useSeconds(): number {
  return useSyncExternalStore(second.subscribe, second.read)
}

/** The time, again every half minute. */
export function useMinutes(): number {
  return useSyncExternalStore(halfMinute.subscribe, halfMinute.read)
}
