import type { Activity } from '@attendance/api'
import { cn, IconButton, Menu, MenuItem } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { BellRing, Check, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { now } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { KINDS } from '../kinds'
import { useEnding } from '../useDone'
import { dueOf } from '../when'

interface ActivityRowProps {
  activity: Activity
  /** Where its things are known already, they aren't named again. */
  isBrief?: boolean
  onEdit: (activity: Activity) => void
}

/** One activity: done by its circle, the rest by its menu. */
export function ActivityRow({ activity, isBrief = false, onEdit }: ActivityRowProps) {
  const { t, i18n } = useLingui()
  const { title, kind, done_at: doneAt, notes } = activity
  const { setDone, remove } = useEnding()
  const mayWrite = may(useMe(), 'activities.write')
  const { Icon, title: kindName } = KINDS[kind]
  const isDone = doneAt !== null
  const isLog = kind === 'conversation'
  return (
    <li className="group flex items-start gap-2 rounded-md px-1.5 py-1.5 hover:bg-hover">
      <button
        type="button"
        role="checkbox"
        aria-checked={isDone}
        aria-label={isDone ? t`Abrir de novo: ${title}` : t`Marcar como feita: ${title}`}
        disabled={!mayWrite || isLog}
        onClick={() => setDone(activity, !isDone)}
        className={cn(
          'mt-0.5 grid size-[18px] shrink-0 place-items-center rounded-full border border-line-strong text-white',
          isDone ? 'border-transparent bg-ok' : 'enabled:hover:border-ok',
        )}
      >
        {isDone && <Check size={12} strokeWidth={3} aria-hidden />}
      </button>
      <div className="min-w-0 flex-1">
        <p
          className={cn(
            'flex items-start gap-1.5 wrap-anywhere',
            isDone && !isLog && 'text-mute line-through',
          )}
        >
          <Icon size={14} aria-label={i18n._(kindName)} className="mt-[3px] shrink-0 text-mute" />
          <span className="min-w-0">{title}</span>
        </p>
        {notes && <p className="line-clamp-2 text-xs whitespace-pre-line text-mute">{notes}</p>}
        <Facts activity={activity} isBrief={isBrief} />
      </div>
      {mayWrite && (
        <Menu
          trigger={
            <IconButton
              look="plain"
              label={t`Ações de ${title}`}
              icon={<Ellipsis size={15} />}
              className="size-7 opacity-60 group-hover:opacity-100 focus-visible:opacity-100"
            />
          }
        >
          {!isLog && (
            <MenuItem icon={<Pencil size={14} />} onChoose={() => onEdit(activity)}>{t`Editar`}</MenuItem>
          )}
          <MenuItem icon={<Trash2 size={14} />} onChoose={() => remove(activity)}>{t`Excluir`}</MenuItem>
        </Menu>
      )}
    </li>
  )
}

function Facts({ activity, isBrief }: { activity: Activity; isBrief: boolean }) {
  const { t } = useLingui()
  const { dayKey, moment } = useFormats()
  const { due_at: dueAt, done_at: doneAt, reminder_at: reminderAt, owner_name: owner } = activity
  const isLate = doneAt === null && dueOf(dueAt, now(), dayKey) === 'overdue'
  const shown = doneAt ?? dueAt
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-xs text-mute">
      {shown && (
        <time dateTime={shown} className={cn(isLate && 'font-medium text-danger')}>
          {isLate && <span className="sr-only">{t`Atrasada:`} </span>}
          {moment(shown)}
        </time>
      )}
      {reminderAt && doneAt === null && (
        <span className="inline-flex items-center gap-1" title={moment(reminderAt)}>
          <BellRing size={11} aria-hidden />
          <span className="sr-only">{t`Com lembrete`}</span>
        </span>
      )}
      {owner && <span>{owner}</span>}
      {!isBrief && <Things activity={activity} />}
    </p>
  )
}

/** What it is about, each with its way there. */
function Things({ activity }: { activity: Activity }) {
  const { t } = useLingui()
  const { contact_name: contact, conversation_id: conversation, conversation_number: number } = activity
  const { ticket_id: ticket, ticket_number: ticketNumber, deal_id: deal, deal_name: dealName } = activity
  const look = 'text-brand-text underline-offset-2 hover:underline'
  return (
    <>
      {contact && <span>{contact}</span>}
      {conversation && (
        <Link to="/conversas/$id" params={{ id: conversation }} search={{}} className={look}>
          {t`Conversa #${number}`}
        </Link>
      )}
      {ticket && (
        <Link to="/tickets/$id" params={{ id: ticket }} search={{}} className={look}>
          {ticketNumber}
        </Link>
      )}
      {deal && (
        <Link to="/negocios" search={{ deal }} className={look}>
          {dealName}
        </Link>
      )}
    </>
  )
}
