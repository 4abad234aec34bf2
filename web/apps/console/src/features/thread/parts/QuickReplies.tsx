import type { Message } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { optionsOf } from '../options'

/** The answers that were offered with a message. They are the customer's to press: here they only show. */
export function QuickReplies({ content }: Pick<Message, 'content'>) {
  const { t } = useLingui()
  const options = optionsOf(content)
  if (options.length === 0) return null
  return (
    <ul
      aria-label={t`Respostas rápidas`}
      className="mt-1 flex max-w-[min(85%,560px)] flex-wrap justify-end gap-1"
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
