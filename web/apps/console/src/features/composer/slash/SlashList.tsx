import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef } from 'react'
import type { useSlash } from './useSlash'

/** What could complete the command, above the field; the field keeps the focus. */
export function SlashList({ slash }: { slash: ReturnType<typeof useSlash> }) {
  const { t } = useLingui()
  const { suggestions, active, listId, optionId, complete } = slash
  const shown = useRef<HTMLDivElement>(null)
  useEffect(() => shown.current?.scrollIntoView({ block: 'nearest' }), [active])
  if (suggestions.length === 0) return null
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={t`Comandos`}
      // On a phone it scrolls, so the keyboard must reach it.
      tabIndex={0}
      className="mb-2 max-h-64 overflow-y-auto rounded-xl border border-line-strong bg-panel p-1 shadow-float"
    >
      {suggestions.map((one, index) => (
        // The keyboard chooses from the field; a press must not take the focus from it.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={one.id}
          ref={index === active ? shown : undefined}
          id={optionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => complete(one)}
          className={cn(
            'flex min-h-9 cursor-pointer items-baseline gap-x-2 rounded-md px-2.5 py-1.5 hover:bg-hover max-md:min-h-11 max-md:flex-wrap',
            index === active && 'bg-raised',
          )}
        >
          <span className="max-w-full truncate font-medium">{one.label}</span>
          {one.example && <span className="truncate text-xs text-mute">{one.example}</span>}
          <span className="ml-auto min-w-0 truncate text-xs text-mute max-md:ml-0 max-md:w-full">
            {one.hint}
          </span>
        </div>
      ))}
    </div>
  )
}
