import type { TicketNotice } from '@attendance/api'
import { Button, cn, Failed, IconButton, Popover, SkeletonRows } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import { useState } from 'react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { problemText } from '@/app/problems'
import { attempt, noticeCountQuery, noticesQuery, readNotices } from '../api'
import { useTicketWords } from '../words'

/** What colleagues did to the tickets that I have or watch. */
export function Notices() {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(false)
  const unread = useQuery(noticeCountQuery).data?.unread ?? 0
  const label = unread
    ? plural(unread, { one: 'Avisos: # não lido', other: 'Avisos: # não lidos' })
    : t`Avisos`
  return (
    <Popover
      label={t`Avisos`}
      align="end"
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <IconButton
          label={label}
          look="plain"
          icon={
            <span className="relative">
              <Bell size={16} aria-hidden />
              {unread > 0 && (
                <span className="absolute -top-2 -right-2.5 min-w-4 rounded-full bg-brand px-1 text-center text-2xs leading-4 font-medium text-on-brand">
                  {unread > 99 ? '99+' : unread}
                </span>
              )}
            </span>
          }
        />
      }
    >
      <List unread={unread} onClose={() => setIsOpen(false)} />
    </Popover>
  )
}

function List({ unread, onClose }: { unread: number; onClose: () => void }) {
  const { t } = useLingui()
  const query = useQuery(noticesQuery)
  return (
    <div className="w-80 max-w-[80vw]">
      <header className="mb-1 flex items-center gap-2">
        <h2 className="flex-1 font-semibold">{t`Avisos`}</h2>
        {unread > 0 && (
          <Button size="sm" look="quiet" onClick={() => void attempt(() => readNotices(null))}>
            {t`Marcar como lidos`}
          </Button>
        )}
      </header>
      {query.isPending && <SkeletonRows count={3} label={t`Carregando`} />}
      {query.isError && (
        <Failed
          title={t`Não carregou`}
          detail={problemText(query.error)}
          retryLabel={t`Tentar de novo`}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data?.items.length === 0 && (
        <p className="py-3 text-pretty text-mute">
          {t`Aqui aparece o que os colegas fazem nos tickets que são seus ou que você acompanha.`}
        </p>
      )}
      <ul aria-label={t`Avisos`} className="max-h-96 overflow-y-auto">
        {query.data?.items.map((notice) => (
          <Line key={notice.id} notice={notice} onOpen={onClose} />
        ))}
      </ul>
    </div>
  )
}

function Line({ notice, onOpen }: { notice: TicketNotice; onOpen: () => void }) {
  const { shortMoment } = useFormats()
  const now = useMinutes()
  const words = useNoticeWords()
  const { ticket_id: id, number, subject, at, is_read: isRead } = notice
  return (
    <li>
      <Link
        to="/tickets/$id"
        params={{ id }}
        search={{}}
        className="flex gap-2 rounded-md px-1.5 py-1.5 hover:bg-hover"
        onClick={onOpen}
      >
        <span
          aria-hidden
          className={cn('mt-1.5 size-2 shrink-0 rounded-full', isRead ? 'bg-transparent' : 'bg-brand')}
        />
        <span className="min-w-0 flex-1">
          <span className={cn('block text-pretty', !isRead && 'font-medium')}>{words(notice)}</span>
          <span className="block truncate text-xs text-mute">
            {number} · {subject}
          </span>
        </span>
        <time dateTime={at} className="shrink-0 text-xs text-mute tabular-nums">
          {shortMoment(at, now)}
        </time>
      </Link>
    </li>
  )
}

function useNoticeWords(): (notice: TicketNotice) => string {
  const { t } = useLingui()
  const { statuses } = useTicketWords()
  return ({ what, actor_name, detail }) => {
    const name = actor_name ?? t`O sistema`
    switch (what) {
      case 'commented':
        return t`${name} comentou`
      case 'moved': {
        const status = Object.entries(statuses).find(([key]) => key === detail)?.[1] ?? ''
        return t`${name} mudou para ${status}`
      }
      case 'assigned':
        return detail ? t`${name} atribuiu a ${detail}` : t`${name} tirou o responsável`
      case 'transferred':
        return t`${name} transferiu para ${detail}`
      default:
        return name
    }
  }
}
