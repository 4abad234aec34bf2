import type { KanbanCard } from '@attendance/api'
import { formatPhone } from '@attendance/i18n'
import { ChannelGlyph, channelName, cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { CircleCheck, Clock, User } from 'lucide-react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { PriorityMark } from '@/features/inbox/parts/RowMarks'
import { heatOf, type Heat } from '../columns'

const EDGES: Record<Heat, string> = {
  late: 'border-l-danger',
  warm: 'border-l-warn',
  calm: 'border-l-line-strong',
}

/** #ID - name, channel and phone, the last words, how long, priority, who has it, tags. */
export function CardFace({ card, isLifted = false }: { card: KanbanCard; isLifted?: boolean }) {
  const { t } = useLingui()
  const now = useMinutes()
  return (
    <div
      className={cn(
        'flex h-full flex-col gap-1 overflow-hidden rounded-lg border border-l-[3px] border-line bg-panel p-2.5 text-left',
        EDGES[heatOf(card, now)],
        isLifted && 'rotate-1 shadow-float',
      )}
    >
      <p className="flex items-center gap-1.5 pr-7">
        <span className="shrink-0 text-mute tabular-nums">#{card.number}</span>
        <span className="min-w-0 flex-1 truncate font-semibold">{card.user_name}</span>
      </p>
      <p className="flex items-center gap-1.5 text-xs text-mute">
        <ChannelGlyph channel={card.channel} className="shrink-0 ring-0" />
        <span className="min-w-0 truncate">
          {[channelName(card.channel), card.user_phone ? formatPhone(card.user_phone) : card.user_email]
            .filter(Boolean)
            .join(' • ')}
        </span>
      </p>
      <p className="min-h-0 flex-1 truncate">{card.last_message ? `“${card.last_message}”` : '—'}</p>
      <p className="flex items-center gap-2 text-xs text-mute">
        <Lasted card={card} now={now} />
        <PriorityMark priority={card.priority} />
        <span className="flex min-w-0 items-center gap-1">
          <User size={11} aria-hidden className="shrink-0" />
          <span className="truncate">{card.assigned_to_name ?? t`Sem atendente`}</span>
        </span>
        <Tags tags={card.tags} />
      </p>
    </div>
  )
}

/** How long the customer has waited; of a resolved card how long it took. */
function Lasted({ card, now }: { card: KanbanCard; now: number }) {
  const { t } = useLingui()
  const { duration } = useFormats()
  if (card.resolution_seconds !== null) {
    const took = duration(card.resolution_seconds)
    return (
      <span title={t`Resolvido em ${took}`} className="flex shrink-0 items-center gap-1 text-ok tabular-nums">
        <CircleCheck size={12} aria-hidden />
        <span className="sr-only">{t`Resolvido em ${took}`}</span>
        <span aria-hidden>{took}</span>
      </span>
    )
  }
  if (!card.waiting_since) return null
  const waited = duration(Math.max(0, (now - Date.parse(card.waiting_since)) / 1000))
  const heat = heatOf({ ...card, priority: 1 }, now)
  return (
    <span
      title={t`Esperando há ${waited}`}
      className={cn(
        'flex shrink-0 items-center gap-1 font-medium tabular-nums',
        heat === 'late' ? 'text-danger' : heat === 'warm' ? 'text-warn' : '',
      )}
    >
      <Clock size={12} aria-hidden />
      <span className="sr-only">{t`Esperando há ${waited}`}</span>
      <span aria-hidden>{waited}</span>
    </span>
  )
}

function Tags({ tags }: { tags: readonly string[] }) {
  const rest = tags.length - 2
  return (
    <span className="ml-auto flex min-w-0 shrink items-center gap-1 overflow-hidden" title={tags.join(', ')}>
      {tags.slice(0, 2).map((tag) => (
        <span key={tag} className="truncate rounded bg-raised px-1.5">
          {tag}
        </span>
      ))}
      {rest > 0 && <span className="shrink-0">+{rest}</span>}
    </span>
  )
}
