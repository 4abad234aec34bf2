import type { Message } from '@attendance/api'
import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { optionsOf } from '../options'

/** The answers that were offered with a message. They are the customer's to press: here they only show. */
export function QuickReplies({ content, isInside }: Pick<Message, 'content'> & { isInside?: boolean }) {
  const { t } = useLingui()
  const options = optionsOf(content)
  if (options.length === 0) return null
  return (
    <ul
      aria-label={t`Respostas rápidas`}
      className={cn('flex flex-wrap gap-1', isInside ? 'py-1' : 'mt-1 max-w-[min(85%,560px)] justify-end')}
    >
      {options.map(({ value, label }) => (
        <li
          key={value}
          title={value === label ? undefined : value}
          className="max-w-full truncate rounded-full border border-line-strong px-2 py-px text-xs text-mute"
        >
          {label}
        </li>
      ))}
    </ul>
  )
}
