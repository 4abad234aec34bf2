import type { TicketDetail, TicketPatch, TicketRef } from '@attendance/api'
import { Avatar, Button, Field, IconButton, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Eye, EyeOff } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Activities } from '@/features/activities/parts/Activities'
import { useAttendants } from '@/features/attendants/api'
import { Facts, Row } from '@/features/contact/parts/Facts'
import { TagEditor } from '@/features/contact/parts/TagEditor'
import { TicketDeals } from '@/features/deals/parts/TicketDeals'
import { queuesQuery } from '@/features/queues/api'
import {
  assignTicket,
  attempt,
  changeTicket,
  changeTickets,
  changeWatchers,
  ticketFieldsQuery,
  ticketQuery,
  transferTicket,
} from '../api'
import { CATEGORIES, PRIORITIES } from '../filter'
import { useTicketWords } from '../words'
import { OwnField } from './OwnField'

/** What it is, who has it, and what it belongs to; each changed in place. */
export function Properties({ detail }: { detail: TicketDetail }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const me = useMe()
  const { ticket } = detail
  const isEditable = may(me, 'tickets.write') && ticket.merged_into === null
  const change = (patch: TicketPatch) => void attempt(() => changeTicket(ticket.id, patch))
  return (
    <div className="space-y-3">
      <Choices detail={detail} isEditable={isEditable} />
      <Field label={t`Etiquetas`}>
        {() => <TagEditor tags={ticket.tags} isEditable={isEditable} onSave={(tags) => change({ tags })} />}
      </Field>
      <OwnFields detail={detail} isEditable={isEditable} />
      <Facts title={t`Ligações`}>
        <Row label={t`Conversa`}>
          <Link
            to="/conversas/$id"
            params={{ id: ticket.session_id }}
            search={{}}
            className="text-brand-text underline"
          >
            #{ticket.conversation_number ?? '—'}
          </Link>
        </Row>
        <Row label={t`Cliente`}>
          {ticket.customer_id ? (
            <Link
              to="/tickets"
              search={{ customer: ticket.customer_id }}
              className="text-brand-text underline"
            >
              {ticket.customer_name}
            </Link>
          ) : (
            '—'
          )}
        </Row>
        {ticket.contact_phone && <Row label={t`Telefone`}>{ticket.contact_phone}</Row>}
        {ticket.contact_email && <Row label={t`E-mail`}>{ticket.contact_email}</Row>}
        <Related detail={detail} />
      </Facts>
      <Activities
        about={{ ticket_id: ticket.id }}
        newAbout={{ ticket_id: ticket.id, ...(ticket.customer_id ? { contact_id: ticket.customer_id } : {}) }}
      />
      <TicketDeals ticket={ticket} />
      <Watchers detail={detail} isEditable={isEditable} />
      <Facts title={t`Datas`}>
        <Row label={t`Aberto`}>{moment(ticket.created_at)}</Row>
        <Row label={t`Mudou`}>{moment(ticket.updated_at)}</Row>
        {ticket.resolved_at && <Row label={t`Resolvido`}>{moment(ticket.resolved_at)}</Row>}
      </Facts>
    </div>
  )
}

function Choices({ detail: { ticket, moves }, isEditable }: { detail: TicketDetail; isEditable: boolean }) {
  const { t } = useLingui()
  const me = useMe()
  const { attendants } = useAttendants()
  const { data: queues = [] } = useQuery(queuesQuery)
  const { statuses, priorities, category } = useTicketWords()
  const { id } = ticket
  const others = may(me, 'tickets.assign') ? attendants : attendants.filter((one) => one.user_id === me.id)
  const people = new Map<string, string>([
    [me.id, me.name],
    ...others.map((one) => [one.user_id, one.name] as const),
  ])
  if (ticket.assigned_to) people.set(ticket.assigned_to, ticket.assigned_to_name ?? '')
  const categories = new Set<string>([...CATEGORIES, ...(ticket.category ? [ticket.category] : [])])
  return (
    <div className="grid grid-cols-2 gap-3">
      <Choice
        label={t`Status`}
        value={ticket.status}
        isEditable={isEditable && moves.length > 0}
        options={[ticket.status, ...moves].map((one) => [one, statuses[one]])}
        onChoose={(value) => {
          const status = moves.find((one) => one === value)
          if (status) void changeTickets({ ticket_ids: [id], status }, t`Ticket: ${statuses[status]}`)
        }}
      />
      <Choice
        label={t`Prioridade`}
        value={ticket.priority}
        isEditable={isEditable}
        options={PRIORITIES.map((one) => [one, priorities[one]])}
        onChoose={(value) => {
          const priority = PRIORITIES.find((one) => one === value)
          if (priority) void attempt(() => changeTicket(id, { priority }))
        }}
      />
      <Choice
        label={t`Responsável`}
        value={ticket.assigned_to ?? ''}
        isEditable={isEditable}
        options={[['', t`Ninguém`], ...people]}
        onChoose={(value) => void attempt(() => assignTicket(id, value || null))}
      />
      <Choice
        label={t`Categoria`}
        value={ticket.category ?? ''}
        isEditable={isEditable}
        options={[['', t`Nenhuma`], ...[...categories].map((one) => [one, category(one)] as const)]}
        onChoose={(value) => void attempt(() => changeTicket(id, { category: value || null }))}
      />
      <Choice
        label={t`Fila`}
        value={ticket.queue_id ?? ''}
        isEditable={isEditable}
        options={[
          ...(ticket.queue_id ? [] : [['', '—'] as const]),
          ...queues.map((one) => [one.id, one.name] as const),
        ]}
        onChoose={(value) =>
          void attempt(() => transferTicket(id, { queue_id: value, attendant_id: null, note: null }))
        }
      />
    </div>
  )
}

interface ChoiceProps {
  label: string
  value: string
  options: readonly (readonly [value: string, name: string])[]
  isEditable: boolean
  onChoose: (value: string) => void
}

function Choice({ label, value, options, isEditable, onChoose }: ChoiceProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <Select
          {...ids}
          value={value}
          disabled={!isEditable}
          onChange={(event) => onChoose(event.target.value)}
        >
          {options.map(([one, name]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function OwnFields({ detail: { ticket }, isEditable }: { detail: TicketDetail; isEditable: boolean }) {
  const { data } = useQuery(ticketFieldsQuery)
  const known = new Set(data?.fields.map((one) => one.key))
  const others = Object.entries(ticket.custom_fields).filter(([key]) => !known.has(key))
  return (
    <>
      {data?.fields.map((field) => (
        <OwnField
          key={field.key}
          field={field}
          value={ticket.custom_fields[field.key]}
          isDisabled={!isEditable}
          onChange={(value) =>
            void attempt(() => changeTicket(ticket.id, { custom_fields: { [field.key]: value } }))
          }
        />
      ))}
      {others.length > 0 && (
        <dl>
          {others.map(([key, value]) => (
            <Row key={key} label={key}>
              {String(value)}
            </Row>
          ))}
        </dl>
      )}
    </>
  )
}

function Related({ detail: { merged, split_from } }: { detail: TicketDetail }) {
  const { t } = useLingui()
  return (
    <>
      {merged.length > 0 && (
        <Row label={t`Juntados`}>
          {merged.map((one) => (
            <Reference key={one.id} ticket={one} />
          ))}
        </Row>
      )}
      {split_from && (
        <Row label={t`Veio de`}>
          <Reference ticket={split_from} />
        </Row>
      )}
    </>
  )
}

function Reference({ ticket: { id, number, subject } }: { ticket: TicketRef }) {
  return (
    <Link to="/tickets/$id" params={{ id }} search={{}} className="block truncate text-brand-text underline">
      {number} · {subject}
    </Link>
  )
}

function Watchers({
  detail: { ticket, watchers },
  isEditable,
}: {
  detail: TicketDetail
  isEditable: boolean
}) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const { attendants } = useAttendants()
  const isWatching = watchers.some((one) => one.user_id === me.id)
  const others = attendants.filter((one) => !watchers.some((known) => known.user_id === one.user_id))
  async function change(what: { add?: string[]; remove?: string[] }) {
    await attempt(async () =>
      client.setQueryData(ticketQuery(ticket.id).queryKey, await changeWatchers(ticket.id, what)),
    )
  }
  return (
    <section aria-label={t`Quem acompanha`} className="border-t border-line py-3">
      <h4 className="mb-1.5 text-2xs font-medium text-mute">{t`Quem acompanha`}</h4>
      {watchers.map((one) => (
        <div key={one.user_id} className="flex items-center gap-2 py-0.5">
          <Avatar name={one.name} size="xs" />
          <span className="min-w-0 flex-1 truncate">{one.name}</span>
          {isEditable && (
            <IconButton
              label={t`Tirar ${one.name}`}
              icon={<EyeOff size={14} />}
              className="size-7"
              onClick={() => void change({ remove: [one.user_id] })}
            />
          )}
        </div>
      ))}
      {isEditable && (
        <div className="mt-1 flex flex-wrap gap-2">
          {!isWatching && (
            <Button
              size="sm"
              icon={<Eye size={14} />}
              onClick={() => void change({ add: [me.id] })}
            >{t`Acompanhar`}</Button>
          )}
          <Select
            aria-label={t`Pedir a alguém que acompanhe`}
            className="h-7 w-auto max-w-44 text-xs"
            value=""
            onChange={(event) => event.target.value && void change({ add: [event.target.value] })}
          >
            <option value="">{t`Adicionar pessoa…`}</option>
            {others.map((one) => (
              <option key={one.user_id} value={one.user_id}>
                {one.name}
              </option>
            ))}
          </Select>
        </div>
      )}
    </section>
  )
}
