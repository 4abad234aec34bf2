/** A value that components follow. */
import { useEffect, useState } from 'preact/hooks'

export interface Signal<Value> {
  value: Value
  use: () => Value
}

export function signal<Value>(first: Value): Signal<Value> {
  let current = first
  const listeners = new Set<(value: Value) => void>()
  return {
    get value() {
      return current
    },
    set value(next) {
      current = next
      for (const listener of listeners) listener(next)
    },
    use: () => {
      const [seen, see] = useState({ value: current })
      useEffect(() => {
        const listener = (value: Value) => see({ value })
        listeners.add(listener)
        return () => void listeners.delete(listener)
      }, [])
      return seen.value
    },
  }
}
