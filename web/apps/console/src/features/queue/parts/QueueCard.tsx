import { formatPhone } from '@attendance/i18n'
import { Badge, Button, ChannelGlyph, channelName, cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ArrowRightLeft, Check, Clock, Hand, Ticket } from 'lucide-react'
import { useSeconds } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { useActions } from '@/features/actions/useActions'
import { PriorityMark } from '@/features/inbox/parts/RowMarks'
import { subjectOf, type PanelItem } from '../api'

const RED_SECONDS = 300

/** 🎫 #n, whose it is, who writes on which channel, the last words, how long they wait; and what to do. */
export function QueueCard({ item, onTransfer }: { item: PanelItem; onTransfer: () => void }) {
  const { t } = useLingui()
  const me = useMe()
  const { take, resolve } = useActions(subjectOf(item))
  const isMine = item.assigned_to === me.id
  const isFree = item.assigned_to === null
  const mayAct = isMine || (!isFree && may(me, 'conversations.assign'))
  const owner = isMine ? t`${item.assigned_to_name} (Você)` : (item.assigned_to_name ?? t`Sem atendente`)
  return (
    <article
      aria-label={t`Conversa #${item.number} de ${item.user_name}`}
      className={cn(
        'flex h-full flex-col gap-2 rounded-xl border border-line bg-panel p-3',
        isMine && 'border-brand/50',
      )}
    >
      <header className="flex items-center gap-1.5">
        <Ticket size={15} aria-hidden className={isMine ? 'text-brand-text' : 'text-mute'} />
        <span className="font-semibold tabular-nums">#{item.number}</span>
        <span className={cn('min-w-0 truncate', isFree && 'text-mute')}>{owner}</span>
        <span className="ml-auto">
          <PriorityMark priority={item.priority} />
        </span>
      </header>
      <Customer item={item} />
      <Said item={item} />
      <footer className="mt-auto flex gap-2 pt-1">
        {isFree && may(me, 'conversations.reply') && (
          <Button
            look="primary"
            size="sm"
            icon={<Hand size={13} />}
            onClick={() => void take()}
          >{t`Aceitar`}</Button>
        )}
        {mayAct && (
          <>
            <Button size="sm" icon={<Check size={13} />} onClick={() => void resolve()}>{t`Resolver`}</Button>
            <Button
              size="sm"
              icon={<ArrowRightLeft size={13} />}
              onClick={onTransfer}
            >{t`Transferir`}</Button>
          </>
        )}
        <Button asChild look="quiet" size="sm" className="ml-auto">
          <Link to="/conversas/$id" params={{ id: item.session_id }} search={{}}>{t`Abrir`}</Link>
        </Button>
      </footer>
    </article>
  )
}

function Customer({ item }: { item: PanelItem }) {
  const { t } = useLingui()
  return (
    <p className="flex items-center gap-1.5">
      <ChannelGlyph channel={item.channel} className="shrink-0 ring-0" />
      <span className="shrink-0 text-mute">{channelName(item.channel)} •</span>
      <span className="min-w-0 truncate font-medium" title={item.user_name}>
        {item.user_name}
      </span>
      {item.user_phone && (
        <span className="min-w-0 shrink-[2] truncate text-mute">({formatPhone(item.user_phone)})</span>
      )}
      {item.is_new_customer && (
        <Badge tone="ok" className="shrink-0">
          {t`Cliente Novo`}
        </Badge>
      )}
    </p>
  )
}

function Said({ item }: { item: PanelItem }) {
  const { t } = useLingui()
  const { duration } = useFormats()
  const now = useSeconds()
  const seconds = Math.max(0, (now - item.waitingSince) / 1000)
  const words = duration(seconds)
  const isLate = item.status === 'waiting' && seconds >= RED_SECONDS
  return (
    <div className="flex items-start gap-2">
      <p className="line-clamp-2 min-w-0 flex-1 wrap-anywhere text-mute">
        {item.last_message ? `“${item.last_message}”` : '—'}
      </p>
      <span
        title={t`Esperando há ${words}`}
        className={cn(
          'flex shrink-0 items-center gap-1 text-xs font-medium tabular-nums',
          isLate ? 'text-danger' : 'text-mute',
        )}
      >
        <Clock size={12} aria-hidden />
        {words}
      </span>
    </div>
  )
}
