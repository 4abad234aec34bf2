import type { TicketDetail } from '@attendance/api'
import { Button, IconButton, Input, Menu, MenuItem, MenuLine, Segmented, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Check, Ellipsis, Merge, MessageSquare, Pencil, Split, Trash2, UserRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCommands } from '@/app/commands/registry'
import { may } from '@/app/permissions'
import { queryClient } from '@/app/queries'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import {
  assignTicket,
  attempt,
  changeTicket,
  changeTickets,
  readNotices,
  refreshTickets,
  ticketQuery,
  unmergeTicket,
} from './api'
import { Comments } from './parts/Comments'
import { History } from './parts/History'
import { PriorityMark, StatusMark } from './parts/Marks'
import { MergeDialog } from './parts/MergeDialog'
import { Properties } from './parts/Properties'
import { SplitDialog } from './parts/SplitDialog'
import { useTicketWords } from './words'

const route = getRouteApi('/shell/tickets/$id')

/** One ticket: what it is about, what was said, and everything around it. */
export function TicketPage() {
  const { t } = useLingui()
  const { id } = route.useParams()
  const search = route.useSearch()
  const query = useQuery(ticketQuery(id))
  const isWriter = may(useMe(), 'tickets.write')
  const seenAt = query.data?.ticket.updated_at
  useEffect(() => {
    // Whoever looks at a ticket has seen what others did to it.
    if (seenAt !== undefined && isWriter) readNotices(id).catch(() => undefined)
  }, [id, seenAt, isWriter])
  return (
    <Page
      title={query.data ? query.data.ticket.number : t`Ticket`}
      back={{ to: '/tickets', search }}
      actions={query.data && <Tools key={id} detail={query.data} />}
    >
      <Loaded query={query}>{(detail) => <Whole key={id} detail={detail} />}</Loaded>
    </Page>
  )
}

function Whole({ detail }: { detail: TicketDetail }) {
  const { t } = useLingui()
  const { ticket, merged_into } = detail
  const [part, setPart] = useState<'comments' | 'history'>('comments')
  return (
    <>
      {merged_into && <MergedBar detail={detail} />}
      <div className="flex gap-5 max-lg:flex-col">
        <div className="min-w-0 flex-1">
          <div className="mb-4 rounded-xl border border-line bg-panel p-4">
            <div className="mb-2 flex flex-wrap gap-1.5">
              <StatusMark status={ticket.status} />
              <PriorityMark priority={ticket.priority} />
            </div>
            <Words detail={detail} />
          </div>
          <Segmented
            label={t`O que mostrar`}
            value={part}
            onChange={setPart}
            options={[
              { value: 'comments', label: t`Comentários` },
              { value: 'history', label: t`Histórico` },
            ]}
          />
          <div className="mt-3">
            {part === 'comments' ? <Comments detail={detail} /> : <History id={ticket.id} />}
          </div>
        </div>
        <aside
          aria-label={t`Propriedades`}
          className="shrink-0 rounded-xl border border-line bg-panel p-4 lg:w-80 lg:self-start"
        >
          <Properties detail={detail} />
        </aside>
      </div>
    </>
  )
}

/** Subject and description, changed in place. */
function Words({ detail: { ticket } }: { detail: TicketDetail }) {
  const { t } = useLingui()
  const me = useMe()
  const [draft, setDraft] = useState<{ subject: string; description: string } | null>(null)
  if (!draft) {
    return (
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold wrap-anywhere">{ticket.subject}</h2>
          {ticket.description && (
            <p className="mt-1 wrap-anywhere whitespace-pre-wrap">{ticket.description}</p>
          )}
        </div>
        {may(me, 'tickets.write') && ticket.merged_into === null && (
          <IconButton
            label={t`Mudar assunto e descrição`}
            icon={<Pencil size={15} />}
            onClick={() => setDraft({ subject: ticket.subject, description: ticket.description ?? '' })}
          />
        )}
      </div>
    )
  }
  async function save() {
    if (!draft?.subject.trim()) return
    const { subject, description } = draft
    if (await attempt(() => changeTicket(ticket.id, { subject, description: description || null })))
      setDraft(null)
  }
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Input
        aria-label={t`Assunto`}
        autoFocus
        maxLength={300}
        value={draft.subject}
        onChange={(event) => setDraft({ ...draft, subject: event.target.value })}
      />
      <Textarea
        aria-label={t`Descrição`}
        rows={4}
        value={draft.description}
        onChange={(event) => setDraft({ ...draft, description: event.target.value })}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={() => setDraft(null)}>{t`Cancelar`}</Button>
        <Button look="primary" type="submit" disabled={!draft.subject.trim()}>{t`Salvar`}</Button>
      </div>
    </form>
  )
}

function Tools({ detail }: { detail: TicketDetail }) {
  const { t } = useLingui()
  const me = useMe()
  const navigate = useNavigate()
  const { statuses } = useTicketWords()
  const { ticket, moves } = detail
  const [dialog, setDialog] = useState<'merge' | 'split' | null>(null)
  const [isWriter, isWhole] = [may(me, 'tickets.write'), ticket.merged_into === null]
  const isResolvable = isWriter && moves.includes('resolved')
  const resolve = () =>
    void changeTickets({ ticket_ids: [ticket.id], status: 'resolved' }, t`Ticket: ${statuses.resolved}`)
  const take = () => void attempt(() => assignTicket(ticket.id, me.id))
  const talk = () => void navigate({ to: '/conversas/$id', params: { id: ticket.session_id }, search: {} })
  async function remove() {
    const { number } = ticket
    if (await changeTickets({ ticket_ids: [ticket.id], delete: true }, t`${number} excluído`)) {
      await navigate({ to: '/tickets', search: {} })
    }
  }
  useCommands([
    ...(isResolvable
      ? [
          {
            id: 'ticket-resolve',
            title: t`Resolver o ticket`,
            group: 'conversation' as const,
            keys: 'e',
            icon: <Check size={15} />,
            run: resolve,
          },
        ]
      : []),
    ...(isWriter && isWhole
      ? [
          {
            id: 'ticket-take',
            title: t`Assumir o ticket`,
            group: 'conversation' as const,
            keys: 'a',
            icon: <UserRound size={15} />,
            run: take,
          },
        ]
      : []),
    {
      id: 'ticket-talk',
      title: t`Abrir a conversa do ticket`,
      group: 'conversation',
      keys: 'o',
      icon: <MessageSquare size={15} />,
      run: talk,
    },
  ])
  return (
    <>
      <Button icon={<MessageSquare size={15} />} asChild>
        <Link to="/conversas/$id" params={{ id: ticket.session_id }} search={{}}>{t`Conversa`}</Link>
      </Button>
      {isWriter && isWhole && ticket.assigned_to !== me.id && <Button onClick={take}>{t`Assumir`}</Button>}
      {isResolvable && (
        <Button look="primary" icon={<Check size={15} />} onClick={resolve}>{t`Resolver`}</Button>
      )}
      {isWriter && isWhole && (
        <Menu trigger={<IconButton label={t`Mais ações`} icon={<Ellipsis size={16} />} look="plain" />}>
          <MenuItem
            icon={<Merge size={14} />}
            onChoose={() => setDialog('merge')}
          >{t`Juntar a outro…`}</MenuItem>
          <MenuItem icon={<Split size={14} />} onChoose={() => setDialog('split')}>{t`Dividir…`}</MenuItem>
          {may(me, 'tickets.delete') && <MenuLine />}
          {may(me, 'tickets.delete') && (
            <MenuItem
              isDangerous
              icon={<Trash2 size={14} />}
              onChoose={() => void remove()}
            >{t`Excluir`}</MenuItem>
          )}
        </Menu>
      )}
      {dialog === 'merge' && <MergeDialog ticket={ticket} onClose={() => setDialog(null)} />}
      {dialog === 'split' && <SplitDialog detail={detail} onClose={() => setDialog(null)} />}
    </>
  )
}

function MergedBar({ detail: { ticket, merged_into } }: { detail: TicketDetail }) {
  const { t } = useLingui()
  const me = useMe()
  if (!merged_into) return null
  async function back() {
    await attempt(() => unmergeTicket(ticket.id))
    refreshTickets(queryClient)
  }
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2 rounded-lg bg-warn-soft px-3 py-2 text-warn">
      <span className="min-w-0 flex-1">
        {t`Este ticket continua em`}{' '}
        <Link to="/tickets/$id" params={{ id: merged_into.id }} search={{}} className="font-medium underline">
          {merged_into.number} · {merged_into.subject}
        </Link>
      </span>
      {may(me, 'tickets.write') && (
        <Button size="sm" onClick={() => void back()}>{t`Separar de novo`}</Button>
      )}
    </div>
  )
}
