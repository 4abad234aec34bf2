import type { Ticket } from '@attendance/api'
import { Avatar, ChannelGlyph, cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import type { TicketSearch } from '../filter'
import { useTicketWords } from '../words'
import { PriorityMark, StatusMark } from './Marks'

interface TicketRowProps {
  ticket: Ticket
  search: TicketSearch
  isChosen: boolean
  isCurrent: boolean
  isChoosable: boolean
  onChoose: (isRange: boolean) => void
  /** Where it is in the list; `of` -1: nobody knows yet how many there are. */
  place: { index: number; top: number; of: number }
  measure: (row: HTMLLIElement | null) => void
}

/** One line of the list; on a phone two. */
export function TicketRow({
  ticket,
  search,
  isChosen,
  isCurrent,
  isChoosable,
  onChoose,
  place,
  measure,
}: TicketRowProps) {
  const { t } = useLingui()
  const { shortMoment } = useFormats()
  const now = useMinutes()
  const { category } = useTicketWords()
  const { id, number, subject, customer_name, assigned_to_name, tags } = ticket
  return (
    <li
      ref={measure}
      data-index={place.index}
      aria-posinset={place.index + 1}
      aria-setsize={place.of}
      style={{ transform: `translateY(${place.top}px)` }}
      className={cn(
        'group absolute inset-x-0 top-0 flex items-center gap-3 border-b border-line px-3 py-2 last:border-b-0 hover:bg-hover',
        isChosen && 'bg-brand-soft hover:bg-brand-soft',
        isCurrent && 'outline-2 -outline-offset-2 outline-brand',
      )}
    >
      {isChoosable && (
        <input
          type="checkbox"
          aria-label={t`Escolher ${number}`}
          checked={isChosen}
          onClick={(event) => onChoose(event.shiftKey)}
          onChange={() => undefined}
          className="relative z-10 size-4 shrink-0 accent-(--brand)"
        />
      )}
      <span className="w-17 shrink-0 text-xs text-mute tabular-nums max-md:hidden">{number}</span>
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-2">
          <Link
            to="/tickets/$id"
            params={{ id }}
            search={search}
            className="min-w-0 truncate font-medium after:absolute after:inset-0"
          >
            {subject}
          </Link>
          {tags.slice(0, 2).map((tag) => (
            <span
              key={tag}
              className="max-w-24 shrink-0 truncate rounded bg-raised px-1.5 text-2xs text-mute max-lg:hidden"
            >
              {tag}
            </span>
          ))}
        </div>
        <div className="flex min-w-0 items-center gap-1.5 text-xs text-mute">
          <span className="shrink-0 tabular-nums md:hidden">{number}</span>
          {ticket.channel && <ChannelGlyph channel={ticket.channel} className="shrink-0" />}
          <span className="truncate">{customer_name ?? t`Sem contato`}</span>
          {ticket.category && <span className="truncate max-sm:hidden">· {category(ticket.category)}</span>}
          {ticket.queue_name && <span className="truncate max-md:hidden">· {ticket.queue_name}</span>}
        </div>
      </div>
      <div className="flex shrink-0 items-center justify-end gap-1.5 max-md:flex-col max-md:items-end">
        <PriorityMark priority={ticket.priority} />
        <StatusMark status={ticket.status} />
      </div>
      <span className="flex w-32 shrink-0 items-center gap-1.5 text-xs text-mute max-lg:hidden">
        {assigned_to_name ? (
          <>
            <Avatar name={assigned_to_name} size="xs" />
            <span className="truncate">{assigned_to_name}</span>
          </>
        ) : (
          t`Sem responsável`
        )}
      </span>
      <time
        dateTime={ticket.updated_at}
        className="w-11 shrink-0 text-right text-xs text-mute tabular-nums max-sm:hidden"
      >
        {shortMoment(ticket.updated_at, now)}
      </time>
    </li>
  )
}
