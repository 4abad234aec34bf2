import { cn } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { segmentsOf } from '../segments'

/** How long the text is as SMS, each of which costs; accents outside of its alphabet make them shorter. */
export function SmsCount({ text }: { text: string }) {
  const { t } = useLingui()
  const { count, used, room } = segmentsOf(text.trim())
  if (used === 0) return null
  const parts = plural(count, { one: '# SMS', other: '# SMS' })
  return (
    <span
      className={cn('ml-1 text-2xs tabular-nums', count > 1 && 'text-warn')}
      title={t`Cada SMS é cobrado`}
    >
      {used}/{room} · {parts}
    </span>
  )
}
