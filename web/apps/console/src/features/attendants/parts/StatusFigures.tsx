import type { Attendant } from '@attendance/api'
import { PresenceDot } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useFormats } from '@/app/formats'
import { STATUS_WORDS, STATUSES } from '../status'

/** How many are online, busy, away, offline. */
export function StatusFigures({ attendants }: { attendants: readonly Attendant[] }) {
  const { i18n } = useLingui()
  const { number } = useFormats()
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {STATUSES.map((status) => (
        <li key={status} className="flex items-center gap-1.5">
          <PresenceDot status={status} />
          <span className="text-mute">{i18n._(STATUS_WORDS[status].title)}</span>
          <span className="font-medium tabular-nums">
            {number(attendants.filter((one) => one.status === status).length)}
          </span>
        </li>
      ))}
    </ul>
  )
}
