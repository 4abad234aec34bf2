import type { ContactRow } from '@attendance/api'
import { formatPhone } from '@attendance/i18n'
import { Avatar, Badge, cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'

interface ContactLineProps {
  contact: ContactRow
  isChosen: boolean
  isChoosable: boolean
  onChoose: (isRange: boolean) => void
  /** Where it is in the list; `of` -1: nobody knows yet how many there are. */
  place: { index: number; top: number; of: number }
  measure: (row: HTMLLIElement | null) => void
}

/** One line of the list. */
export function ContactLine({ contact, isChosen, isChoosable, onChoose, place, measure }: ContactLineProps) {
  const { t } = useLingui()
  const { shortMoment } = useFormats()
  const now = useMinutes()
  const { id, name, phone, email, company, tags } = contact
  const reached = [phone ? formatPhone(phone) : null, email].filter(Boolean).join(' · ')
  return (
    <li
      ref={measure}
      data-index={place.index}
      aria-posinset={place.index + 1}
      aria-setsize={place.of}
      style={{ transform: `translateY(${place.top}px)` }}
      className={cn(
        'absolute inset-x-0 top-0 flex items-center gap-3 border-b border-line px-3 py-2 last:border-b-0 hover:bg-hover',
        isChosen && 'bg-brand-soft hover:bg-brand-soft',
      )}
    >
      {isChoosable && (
        <input
          type="checkbox"
          aria-label={t`Escolher ${name}`}
          checked={isChosen}
          onClick={(event) => onChoose(event.shiftKey)}
          onChange={() => undefined}
          className="relative z-10 size-4 shrink-0 accent-(--brand)"
        />
      )}
      <Avatar name={name} size="sm" />
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-2">
          <Link
            to="/contatos/$id"
            params={{ id }}
            className="min-w-0 truncate font-medium after:absolute after:inset-0"
          >
            {name}
          </Link>
          {contact.blocked_at && <Badge tone="danger">{t`Bloqueado`}</Badge>}
          {tags.slice(0, 2).map((tag) => (
            <span
              key={tag}
              className="max-w-24 shrink-0 truncate rounded bg-raised px-1.5 text-2xs text-mute max-lg:hidden"
            >
              {tag}
            </span>
          ))}
        </div>
        <p className="truncate text-xs text-mute">{reached || t`Sem telefone nem e-mail`}</p>
      </div>
      <span className="w-40 shrink-0 truncate text-xs text-mute max-lg:hidden">{company}</span>
      <span className="w-24 shrink-0 truncate text-xs text-mute max-md:hidden">{contact.tier}</span>
      <span className="w-32 shrink-0 truncate text-xs text-mute max-lg:hidden">
        {contact.owner_name ?? t`Sem responsável`}
      </span>
      <span className="w-16 shrink-0 text-xs text-mute tabular-nums max-md:hidden">
        {contact.customer_id}
      </span>
      <time
        dateTime={contact.customer_since}
        title={t`Cliente desde`}
        className="w-11 shrink-0 text-right text-xs text-mute tabular-nums max-sm:hidden"
      >
        {shortMoment(contact.customer_since, now)}
      </time>
    </li>
  )
}
