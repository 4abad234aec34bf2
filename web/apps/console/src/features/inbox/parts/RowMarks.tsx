import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { AlarmClock, ChevronDown, ChevronsUp, ChevronUp, Clock } from 'lucide-react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { usePriorityNames } from '@/features/actions/priorities'

const AMBER_SECONDS = 60
const RED_SECONDS = 300

/** How long somebody has waited for an answer: amber after a minute, red after five. */
export function Waiting({ since }: { since: string | null }) {
  const { t } = useLingui()
  const { duration } = useFormats()
  const now = useMinutes()
  if (!since) return null
  const seconds = (now - Date.parse(since)) / 1000
  const tone = seconds >= RED_SECONDS ? 'text-danger' : seconds >= AMBER_SECONDS ? 'text-warn' : 'text-mute'
  const words = duration(seconds)
  return (
    <span
      title={t`Esperando há ${words}`}
      className={cn('flex shrink-0 items-center gap-0.5 font-medium tabular-nums', tone)}
    >
      <Clock size={11} aria-hidden />
      <span className="sr-only">{t`Esperando há`} </span>
      {words}
    </span>
  )
}

export function SnoozedUntil({ until }: { until: string | null }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  if (!until) return null
  return (
    <span className="flex shrink-0 items-center gap-0.5">
      <AlarmClock size={11} aria-hidden />
      <span className="sr-only">{t`Adiada até`} </span>
      {moment(until)}
    </span>
  )
}

/** Normal priority needs no mark. */
export function PriorityMark({ priority }: { priority: number }) {
  const name = usePriorityNames()[priority]
  if (priority === 1 || !name) return null
  const Icon = priority === 0 ? ChevronDown : priority === 2 ? ChevronUp : ChevronsUp
  return (
    <span
      title={name}
      className={cn(
        'shrink-0 self-center',
        priority === 3 ? 'text-danger' : priority === 2 ? 'text-warn' : 'text-mute',
      )}
    >
      <Icon size={14} strokeWidth={2.5} aria-hidden />
      <span className="sr-only">{name}</span>
    </span>
  )
}
